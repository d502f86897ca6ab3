package org.clfs4j.core.stream;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.clfs4j.Lsn;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;
import org.clfs4j.RecordFilter;
import org.clfs4j.RecordType;
import org.clfs4j.RestartArea;
import org.clfs4j.core.format.BlockFormat;
import org.clfs4j.core.format.Place;
import org.clfs4j.core.format.RecordFormat;
import org.clfs4j.core.io.LendingContext;
import org.clfs4j.core.io.LogClock;
import org.clfs4j.error.LogDamagedException;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;
import org.clfs4j.error.LogUsageException;

/**
 * Reads the records of a stream, forward or along a chain.
 *
 * <p>Its records are views of the read block. If one is lent, the loan is ended before anything moves. A record that is visited is
 * shown unless a filter passes over it; chains go on from the record visited last, what the caller sees is the one shown last. When
 * another block must be loaded, the current record is kept aside until it is clear that the context has moved.
 *
 * @threading not thread-safe; calls that meet are refused
 */
public final class ReadCursor implements LendingContext {

    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    private final RecordSource source;
    private final ReadMode mode;
    private final BooleanSupplier areaClosed;
    private final CallGuard guard;
    private final Runnable giveBack;
    private final Consumer<ReadCursor> onClose;
    private final AtomicReference<Loan> loan = new AtomicReference<>();
    private final VisibleBlocks blocks;
    private final BlockRecords records;
    private final KeptRecord kept = new KeptRecord();
    private final ByteBuffer payload;

    /** How many records of the block that is loaded next lie before the one to go on with. */
    private int firstRecord;

    /** The record visited last, and where its chain goes on. */
    private long visited = Place.NONE;

    private long link;

    /** Whether damage was skipped since. */
    private boolean damageSkipped;

    private ReadPosition position = ReadPosition.BEFORE;

    /** The record shown last; it is the current one unless the context has moved off. */
    private long shown = Place.NONE;
    private int shownRecord;
    private int shownPayload;
    private int shownEnd;
    private boolean shownRestart;
    private long olderRestart;

    /** The LSN that the context was opened at. */
    private long sought;

    /** What the stream has lost since the last call, or {@code null}. */
    private final AtomicReference<CutOff> cutOff = new AtomicReference<>();

    /** Whether a record was visited that is gone; then the context does not move any more. */
    private boolean visitedGone;

    /**
     * Creates a cursor before a record.
     *
     * @param reader the area that reads
     * @param memory the read block
     * @param areaClosed whether the area has been closed
     * @param giveBack gives the read block back
     * @param onClose is told that the cursor is closed
     */
    public ReadCursor(
            RecordSource source,
            ReadMode mode,
            Object reader,
            ByteBuffer memory,
            BooleanSupplier areaClosed,
            Runnable giveBack,
            Consumer<ReadCursor> onClose) {
        this.source = source;
        this.mode = mode;
        this.areaClosed = areaClosed;
        this.guard = new CallGuard(this::closed);
        this.giveBack = giveBack;
        this.onClose = onClose;
        this.blocks = new VisibleBlocks(source, reader, mode != ReadMode.FORWARD, memory);
        this.records = new BlockRecords(blocks.memory());
        this.payload = blocks.memory().asReadOnlyBuffer().order(ByteOrder.BIG_ENDIAN);
    }

    /** Goes before a record, which must exist unless it is the base or the next one. */
    public void seek(Lsn from) throws LogException {
        source.contexts().add(this);
        boolean found = false;
        try {
            goBefore(from);
            found = true;
        } finally {
            if (!found) {
                source.contexts().remove(this);
            }
        }
    }

    private void goBefore(Lsn from) throws LogException {
        long base = source.baseAt(from.value());
        long lsn = base == Place.NONE ? from.value() : base;
        sought = lsn;
        long oldest = blocks.readableFrom();
        if (!from.isValid() || Place.less(lsn, oldest) || Place.less(source.next(), lsn) && !appendedMeanwhile(lsn)) {
            throw new LogUsageException(
                    LogStatus.INVALID_RANGE,
                    "LSN " + from + " is outside the active region of log " + source.logName() + ", which is "
                            + Lsn.of(oldest) + " up to " + Lsn.of(source.next()));
        }
        blocks.start(Place.block(lsn));
        boolean anyWillDo = lsn == oldest || base != Place.NONE;
        firstRecord = Place.record(lsn);
        if (lsn == source.next()) {
            return;
        }
        if (!loadFirst(lsn, anyWillDo)) {
            return; // appended meanwhile, and not yet visible to this reader
        }
        if (!anyWillDo && !isNext(lsn)) {
            throw blocks.nonexistent(lsn);
        }
    }

    private boolean appendedMeanwhile(long lsn) throws LogException {
        return blocks.refresh() && !Place.less(source.next(), lsn);
    }

    /** Loads the block of the record to start at; false if it is not visible to this reader yet. */
    private boolean loadFirst(long lsn, boolean anyWillDo) throws LogException {
        try {
            return load();
        } catch (LogDamagedException e) {
            if (!anyWillDo && !blocks.begins(Place.block(lsn))) {
                throw blocks.nonexistent(lsn);
            }
            throw e;
        }
    }

    private boolean isNext(long lsn) {
        return records.hasNext() && records.nextLsn() == lsn && !records.nextAborted();
    }

    private void loaded() {
        int count = BlockFormat.recordCount(blocks.memory(), blocks.index());
        records.load(blocks.lsn(), blocks.index(), source.visibleRecords(blocks.lsn(), count));
    }

    /** Loads the next block; false if there is none yet. */
    private boolean load() throws LogException {
        keep();
        while (true) {
            if (!blocks.next()) {
                return false;
            }
            if (cutOff.get() == null) {
                break;
            }
            obeyCut(); // which the search for the block came upon
        }
        loaded();
        records.goTo(firstRecord);
        firstRecord = 0;
        return true;
    }

    private void keep() {
        if (position == ReadPosition.AT_RECORD) {
            kept.keep(blocks.memory(), shownRecord, shownEnd);
        }
        records.clear();
    }

    /** After a call has failed: makes the current record what it was. */
    private void restore() {
        if (!kept.isKept()) {
            return;
        }
        if (records.hasNext()) {
            blocks.start(records.blockLsn());
            firstRecord = records.nextNumber();
        }
        records.clear();
        blocks.forget();
        kept.putBack(blocks.memory());
    }

    private void enter() throws LogException {
        guard.enter();
        boolean entered = false;
        try {
            endLoan();
            if (areaClosed.getAsBoolean()) {
                throw invalid();
            }
            obeyCut();
            entered = true;
        } finally {
            if (!entered) {
                guard.leave();
            }
        }
    }

    /** Records were taken out of the stream; the next call takes notice of it, or the one under way. */
    void cut(CutOff gone) {
        cutOff.accumulateAndGet(gone, (before, later) -> before == null ? later : before.and(later));
    }

    /** Forgets what was read ahead and is gone; a context that has visited some of that does not go on. */
    private void obeyCut() throws LogException {
        CutOff gone = cutOff.getAndSet(null);
        if (gone != null) {
            visitedGone |= visited == Place.NONE
                    ? Place.less(gone.end(), sought)
                    : !Place.less(visited, gone.from());
            readAnew(gone.end());
        }
        if (visitedGone) {
            throw new LogUsageException(
                    LogStatus.READ_CONTEXT_INVALID,
                    "The read context has reached LSN " + Place.text(visited == Place.NONE ? sought : visited)
                            + " of log " + source.logName() + ", which was truncated before that; open another one");
        }
    }

    /** Stays where it is, and reads anew what comes next. */
    private void readAnew(long streamEnd) {
        if (records.hasNext()) {
            firstRecord = records.nextNumber();
            blocks.start(records.blockLsn());
        } else if (Place.less(streamEnd, blocks.position())) {
            firstRecord = 0;
            blocks.start(streamEnd);
        }
        records.clear();
        blocks.forget();
    }

    private void endLoan() {
        Loan last = loan.get();
        if (last != null) {
            last.end();
            loan.compareAndSet(last, null);
        }
    }

    /** The area was closed, by whomever: what was lent goes, unless it is for this cursor's own thread to let go of it. */
    public void areaClosed() {
        try {
            endLoan();
        } catch (RuntimeException e) {
            // The bytes stay until the cursor is used next or closed.
        }
    }

    private void closed() {
        source.contexts().remove(this);
        Loan last = loan.getAndSet(null);
        if (last == null || ended(last)) {
            giveBack.run();
        } else {
            last.outlives(giveBack);
        }
        onClose.accept(this);
    }

    private static boolean ended(Loan loan) {
        try {
            loan.end();
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    @Override
    public ByteBuffer lend(Loan next) {
        if (!guard.tryEnter()) {
            throw new IllegalStateException("The read context is closed, or another thread is in a call of it");
        }
        try {
            requireCurrent();
            endLoan();
            loan.set(next);
            if (areaClosed.getAsBoolean()) {
                endLoan();
                throw new IllegalStateException("The marshalling area of the read context was closed");
            }
            return blocks.memory().slice(shownPayload, shownEnd - shownPayload).asReadOnlyBuffer();
        } finally {
            guard.leave();
        }
    }

    @Override
    public Loan loan() {
        return loan.get();
    }

    private static LogException invalid() {
        return new LogUsageException(
                LogStatus.READ_CONTEXT_INVALID, "The marshalling area of the read context was closed");
    }

    @Override
    public boolean next() throws LogException {
        return next(RecordFilter.CLIENT);
    }

    @Override
    public boolean next(RecordFilter filter) throws LogException {
        Objects.requireNonNull(filter, "filter");
        enter();
        try {
            return advance(filter);
        } finally {
            guard.leave();
        }
    }

    private boolean advance(RecordFilter filter) throws LogException {
        while (true) {
            try {
                return tryToAdvance(filter);
            } catch (LogDamagedException e) {
                source.next(); // waits for a truncation that is under way
                if (cutOff.get() == null) {
                    throw e;
                }
                obeyCut(); // it met what the truncation has left, or a block that was written since
            }
        }
    }

    private boolean tryToAdvance(RecordFilter filter) throws LogException {
        boolean moved = false;
        try {
            ReadPosition reached = step();
            while (reached == ReadPosition.AT_RECORD && !filter.shows(type(records.isRestart()))) {
                guard.check(); // whoever has closed the context waits for this call
                reached = step();
            }
            moved = true;
            return move(reached);
        } finally {
            if (!moved) {
                restore();
            }
        }
    }

    private ReadPosition step() throws LogException {
        return mode == ReadMode.FORWARD || visited == Place.NONE ? following() : linked();
    }

    private static RecordType type(boolean restart) {
        return restart ? RecordType.RESTART : RecordType.DATA;
    }

    /** Visits the record that follows in the stream. */
    private ReadPosition following() throws LogException {
        while (true) {
            if (!records.hasNext()) {
                if (!load()) {
                    return ReadPosition.AT_END;
                }
                continue;
            }
            boolean aborted = records.nextAborted();
            if (!aborted && Place.less(records.nextLsn(), blocks.readableFrom())) {
                throw blocks.passed(records.nextLsn());
            }
            records.step();
            if (!aborted) {
                return visit();
            }
        }
    }

    /**
     * Visits the record that the last one links to.
     *
     * <p>Clients write "no link" as INVALID and as NULL. NULL is also the LSN of the first record of all, so that only in that
     * record it must be the end; elsewhere it leads there. Any other link that does not lead to an older record would let a
     * reader go round for ever, and is told instead of followed: links are stored as they are given, and what a client gave
     * wrongly is not damage.
     */
    private ReadPosition linked() throws LogException {
        if (link == Place.NONE || link == 0 && visited == 0) {
            return ReadPosition.END_OF_CHAIN;
        }
        if (!Place.less(link, visited)) {
            throw new LogUsageException(
                    LogStatus.INVALID_RANGE,
                    "The record at LSN " + Place.text(visited) + " of log " + source.logName() + " links to LSN "
                            + Place.text(link) + ", which is not older, so that its chain cannot be followed");
        }
        return visit(goTo(link));
    }

    /** Steps over an older record; tells that there is one, or why not. */
    private ReadPosition goTo(long lsn) throws LogException {
        if (Place.less(lsn, source.readableFrom())) {
            return ReadPosition.BELOW_START;
        }
        if (records.blockLsn() != Place.block(lsn)) {
            keep();
            switch (blocks.at(lsn)) {
                case NOT_YET -> {
                    return ReadPosition.AT_END;
                }
                case PASSED -> {
                    return ReadPosition.BELOW_START;
                }
                case LOADED -> loaded();
            }
        }
        records.goTo(Place.record(lsn));
        if (!isNext(lsn)) {
            throw blocks.nonexistent(lsn);
        }
        records.step();
        return ReadPosition.AT_RECORD;
    }

    private ReadPosition visit(ReadPosition reached) {
        return reached == ReadPosition.AT_RECORD ? visit() : reached;
    }

    private ReadPosition visit() {
        visited = records.lsn();
        damageSkipped = false;
        if (mode != ReadMode.FORWARD) {
            link = records.link(
                    mode == ReadMode.PREVIOUS ? RecordFormat.FLAG_PREVIOUS : RecordFormat.FLAG_UNDO_NEXT);
        }
        return ReadPosition.AT_RECORD;
    }

    /** Ends a move: the record visited last becomes the current one, or there is none. */
    private boolean move(ReadPosition reached) {
        boolean found = reached == ReadPosition.AT_RECORD;
        position = reached;
        kept.drop();
        if (found) {
            shown = records.lsn();
            shownRecord = records.record();
            shownPayload = records.payload();
            shownEnd = records.payloadEnd();
            shownRestart = records.isRestart();
            olderRestart = shownRestart ? records.link(RecordFormat.FLAG_PREVIOUS) : Place.NONE;
        }
        return found;
    }

    @Override
    public boolean next(Lsn user) throws LogException {
        long lsn = user.value();
        enter();
        boolean moved = false;
        try {
            checkUser(lsn);
            ReadPosition reached = visit(goTo(lsn));
            moved = true;
            return move(reached);
        } finally {
            if (!moved) {
                restore();
            }
            guard.leave();
        }
    }

    private void checkUser(long lsn) throws LogException {
        String why = null;
        if (mode == ReadMode.FORWARD) {
            why = "its context reads forward";
        } else if (shown == Place.NONE) {
            why = "its context has shown no record yet";
        } else if (!Place.less(lsn, shown)) {
            why = "it is not smaller than LSN " + Place.text(shown) + " of the record shown last";
        }
        if (why != null) {
            throw new LogUsageException(
                    LogStatus.INVALID_PARAMETER, "LSN " + Place.text(lsn) + " cannot be the next to be read: " + why);
        }
    }

    @Override
    public boolean awaitNext(Duration timeout) throws LogException {
        long nanos = timeout.compareTo(LONGEST) < 0 && !timeout.isNegative() ? timeout.toNanos() : Long.MAX_VALUE;
        boolean wait = !timeout.isNegative() && !timeout.isZero();
        enter();
        try {
            if (advance(RecordFilter.CLIENT)) {
                return true;
            }
            if (position.moreMayCome()) {
                source.checkFailure();
            }
            return position.moreMayCome() && wait && await(nanos);
        } finally {
            guard.leave();
        }
    }

    private boolean await(long nanos) throws LogException {
        Arrivals arrivals = source.arrivals();
        LogClock clock = source.clock();
        long started = clock.nanos();
        long pause = 0;
        arrivals.join();
        try {
            while (true) {
                long seen = arrivals.signals();
                guard.check();
                if (areaClosed.getAsBoolean()) {
                    throw invalid();
                }
                obeyCut();
                if (advance(RecordFilter.CLIENT)) {
                    return true;
                }
                source.checkFailure();
                long left = nanos - (clock.nanos() - started);
                if (!position.moreMayCome() || left <= 0) {
                    return false;
                }
                pause = arrivals.pauseAfter(pause);
                arrivals.await(seen, clock, Math.min(left, pause));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            arrivals.leave();
        }
    }

    @Override
    public boolean previousRestartArea() throws LogException {
        enter();
        long block = records.blockLsn();
        int number = records.nextNumber();
        long bound = blocks.position();
        boolean found = false;
        boolean moved = false;
        try {
            if (!shownRestart) {
                throw new LogUsageException(
                        LogStatus.READ_MODE_INVALID,
                        "The record that the read context has shown last, if any, is no restart area");
            }
            ReadPosition reached = olderRestart == Place.NONE ? ReadPosition.BELOW_START : goTo(olderRestart);
            found = reached == ReadPosition.AT_RECORD;
            if (found) {
                requireRestart(records.isRestart(), records.lsn());
                visit();
            }
            moved = true;
            return move(reached);
        } finally {
            if (!found || !moved) {
                goBack(block, number, bound);
            }
            if (!moved) {
                restore();
            }
            guard.leave();
        }
    }

    /** Goes back to where reading forward was. */
    private void goBack(long block, int number, long bound) {
        if (records.blockLsn() == block && block != Place.NONE) {
            records.goTo(number);
            return;
        }
        records.clear();
        if (damageSkipped || visited == Place.NONE) {
            blocks.goOn(bound);
            return;
        }
        blocks.start(Place.block(visited));
        firstRecord = Place.record(visited) + 1;
    }

    private static void requireRestart(boolean restart, long lsn) throws LogException {
        if (!restart) {
            throw new LogDamagedException(
                    LogStatus.RESTART_INVALID, "The record at LSN " + Lsn.of(lsn) + " is no restart area");
        }
    }

    @Override
    public Optional<LogStatus> end() {
        return position.end();
    }

    @Override
    public long skipDamage() throws LogException {
        enter();
        boolean passed = false;
        try {
            if (mode != ReadMode.FORWARD) {
                throw new LogUsageException(
                        LogStatus.READ_MODE_INVALID,
                        "A read context that follows a chain cannot go round a damaged block; choose a record to go on with");
            }
            if (!records.hasNext()) {
                load();
            }
            return 0;
        } catch (LogDamagedException e) {
            long bytes = blocks.passOver(e);
            passed = true;
            firstRecord = 0;
            damageSkipped = true;
            move(ReadPosition.BEFORE);
            return bytes;
        } finally {
            if (!passed) {
                restore();
            }
            guard.leave();
        }
    }

    private void requireCurrent() {
        if (position != ReadPosition.AT_RECORD || guard.closed()) {
            throw new IllegalStateException("The read context has no current record");
        }
    }

    @Override
    public Lsn lsn() {
        requireCurrent();
        return Lsn.of(shown);
    }

    @Override
    public RecordType type() {
        requireCurrent();
        return type(shownRestart);
    }

    @Override
    public Lsn previous() {
        requireCurrent();
        return Lsn.of(RecordFormat.link(blocks.memory(), shownRecord, RecordFormat.FLAG_PREVIOUS));
    }

    @Override
    public Lsn undoNext() {
        requireCurrent();
        return Lsn.of(RecordFormat.link(blocks.memory(), shownRecord, RecordFormat.FLAG_UNDO_NEXT));
    }

    @Override
    public ByteBuffer payload() {
        requireCurrent();
        return payload.clear().limit(shownEnd).position(shownPayload);
    }

    @Override
    public void close() {
        guard.close(source.arrivals()::signal);
    }

    /** Opens a context that reads forward from an LSN. */
    @FunctionalInterface
    public interface Opener {
        ReadContext open(Lsn lsn) throws LogException;
    }

    /** Opens a context on the restart area at an LSN, if there is one. */
    public static Optional<ReadContext> restartAreas(long lsn, Opener opener) throws LogException {
        if (lsn == Place.NONE) {
            return Optional.empty();
        }
        ReadContext context = opener.open(Lsn.of(lsn));
        boolean found = false;
        try {
            requireRestart(context.next() && context.type() == RecordType.RESTART, lsn);
            found = true;
            return Optional.of(context);
        } finally {
            if (!found) {
                context.close();
            }
        }
    }

    /** Reads the restart area at an LSN, if there is one. */
    public static Optional<RestartArea> restartArea(long lsn, Opener opener) throws LogException {
        Optional<ReadContext> found = restartAreas(lsn, opener);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (ReadContext context = found.get()) {
            ByteBuffer copy = ByteBuffer.allocate(context.payload().remaining());
            copy.put(context.payload()).flip();
            return Optional.of(new RestartArea(context.lsn(), context.previous(), copy.asReadOnlyBuffer()));
        }
    }
}
