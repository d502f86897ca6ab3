package org.clfs4j.core.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.clfs4j.Damage;
import org.clfs4j.Lsn;
import org.clfs4j.ReadContext;
import org.clfs4j.RecordType;
import org.clfs4j.RestartArea;
import org.clfs4j.core.format.BlockFormat;
import org.clfs4j.core.format.Place;
import org.clfs4j.core.format.RecordFormat;
import org.clfs4j.error.LogDamagedException;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogFailedException;
import org.clfs4j.error.LogStatus;
import org.clfs4j.error.LogUsageException;

/**
 * Reads the records of a stream in order.
 *
 * <p>A block is checked when it is loaded, once; its records are then views of the read block. Blocks that are not
 * durable yet are copied from memory.
 *
 * @threading not thread-safe
 */
public final class ReadCursor implements ReadContext {

    private final RecordSource source;
    private final Object reader;
    private final Runnable onClose;
    private final DurableBlocks blocks;
    private final ByteBuffer payload;
    private boolean closed;

    /** The loaded block: its LSN, where it begins in memory, how many records it has, which one is next. */
    private long blockLsn = Place.NONE;

    private int block;
    private int recordCount;
    private int nextRecord;
    private int nextOffset;

    /** How many records of the block that is loaded first lie before the one that was asked for. */
    private int firstRecord;

    /** The current record. */
    private boolean current;

    private int recordOffset;
    private long recordLsn;
    private int payloadStart;
    private int payloadEnd;

    /**
     * Creates a cursor before a record.
     *
     * @param reader the area that reads
     * @param memory the read block
     * @param onClose gives the read block back
     */
    public ReadCursor(RecordSource source, Object reader, ByteBuffer memory, Runnable onClose) {
        this.source = source;
        this.reader = reader;
        this.onClose = onClose;
        this.blocks = source.durableBlocks(memory);
        this.payload = blocks.memory().asReadOnlyBuffer().order(ByteOrder.BIG_ENDIAN);
    }

    /** Goes before a record, which must exist unless it is the base or the next one. */
    public void seek(Lsn from) throws LogException {
        long lsn = from.value();
        long base = source.base();
        if (!from.isValid() || Place.less(lsn, base) || Place.less(source.next(), lsn) && !appendedMeanwhile(lsn)) {
            throw new LogUsageException(
                    LogStatus.INVALID_RANGE,
                    "LSN " + from + " is outside the active region of log " + source.logName() + ", which is "
                            + Lsn.of(base) + " up to " + Lsn.of(source.next()));
        }
        blocks.start(Place.block(lsn));
        boolean anyWillDo = lsn == base;
        firstRecord = Place.record(lsn);
        if (lsn == source.next()) {
            return;
        }
        if (!loadFirst(lsn, anyWillDo)) {
            return; // appended meanwhile, and not yet visible to this reader
        }
        if (!anyWillDo && (nextRecord != Place.record(lsn) || blockLsn != Place.block(lsn) || aborted())) {
            throw nonexistent(from);
        }
    }

    private boolean appendedMeanwhile(long lsn) throws LogException {
        return refresh() && !Place.less(source.next(), lsn);
    }

    /** Loads the block of the record to start at; false if it is not visible to this reader yet. */
    private boolean loadFirst(long lsn, boolean anyWillDo) throws LogException {
        try {
            return loadNextBlock();
        } catch (LogDamagedException e) {
            if (!anyWillDo && !begins(Place.block(lsn))) {
                throw nonexistent(Lsn.of(lsn));
            }
            throw e;
        }
    }

    private LogException nonexistent(Lsn lsn) {
        return new LogUsageException(
                LogStatus.RECORD_NONEXISTENT, "Log " + source.logName() + " has no record at LSN " + lsn);
    }

    private boolean aborted() {
        return nextRecord >= recordCount
                || RecordFormat.type(blocks.memory(), block + nextOffset) == RecordFormat.TYPE_ABORTED;
    }

    @Override
    public boolean next() throws LogException {
        checkOpen();
        while (true) {
            if (blockLsn == Place.NONE || nextRecord >= recordCount) {
                if (!loadNextBlock()) {
                    current = false;
                    return false;
                }
                continue;
            }
            if (Place.less(blockLsn + nextRecord, source.base())) {
                throw passed(blockLsn + nextRecord);
            }
            boolean skip = aborted();
            int record = block + nextOffset;
            int number = nextRecord;
            step();
            if (!skip) {
                show(record, number);
                return true;
            }
        }
    }

    private void step() {
        int record = block + nextOffset;
        ByteBuffer bytes = blocks.memory();
        nextOffset += RecordFormat.length(RecordFormat.flags(bytes, record), RecordFormat.payloadLength(bytes, record));
        nextRecord++;
    }

    private void show(int record, int number) {
        ByteBuffer bytes = blocks.memory();
        int start = record + RecordFormat.headerLength(RecordFormat.flags(bytes, record));
        payloadStart = start;
        payloadEnd = start + RecordFormat.payloadLength(bytes, record);
        recordOffset = record;
        recordLsn = blockLsn + number;
        current = true;
    }

    /** Loads the block at the chain's place or the first one behind it; false if there is none yet. */
    private boolean loadNextBlock() throws LogException {
        long place = blocks.position();
        long end = source.visibleEnd(reader, place);
        if (!Place.less(place, end)) {
            boolean more = refresh();
            if (Place.less(place, Place.block(source.base()))) {
                throw passed(place);
            }
            if (!more) {
                return false;
            }
            end = source.visibleEnd(reader, place);
            if (!Place.less(place, end)) {
                return false;
            }
        }
        if (Place.less(place, source.durable())) {
            loadFromContainer(place);
            return true;
        }
        long copied = source.copyUnflushed(place, blocks.overwrite());
        if (copied == RecordSource.NOT_YET) {
            return false;
        }
        if (copied == Place.NONE) {
            loadFromContainer(place);
            return true;
        }
        ByteBuffer bytes = blocks.memory();
        int length = BlockFormat.length(bytes, 0);
        if (length > bytes.capacity()) {
            throw tooLarge(copied);
        }
        blocks.goOn(copied + length);
        loaded(copied, 0);
        return true;
    }

    private void loadFromContainer(long place) throws LogException {
        try {
            switch (blocks.next()) {
                case BLOCK -> loaded(blocks.lsn(), blocks.index());
                case TOO_LARGE -> throw tooLarge(blocks.lsn());
                default -> throw damaged(place);
            }
        } catch (LogException e) {
            throw e;
        } catch (IOException e) {
            throw readFailed("reading LSN " + Place.text(place), e);
        }
    }

    private LogException readFailed(String what, IOException e) {
        return new LogFailedException(
                LogStatus.CONTAINER_READ_FAILED, "Log " + source.logName() + ": " + what + " failed: " + e, e);
    }

    private LogException damaged(long place) throws IOException {
        refresh();
        if (Place.less(place, Place.block(source.base()))) {
            return passed(place);
        }
        Damage damage = blocks.damage();
        return new LogDamagedException(
                LogStatus.BLOCK_INVALID,
                "Log " + source.logName() + ": the block at LSN " + damage.from() + " is damaged (container "
                        + damage.file() + ", offset " + damage.offset() + "): " + damage.reason());
    }

    private LogException passed(long place) {
        return new LogUsageException(
                LogStatus.START_OF_LOG,
                "The base of log " + source.logName() + " has moved to LSN " + Place.text(source.base())
                        + ", past LSN " + Place.text(place) + ", which was to be read");
    }

    private LogException tooLarge(long place) {
        return new LogUsageException(
                LogStatus.BLOCK_INCOMPLETE,
                "Log " + source.logName() + ": the block at LSN " + Place.text(place) + " is larger than the "
                        + blocks.memory().capacity()
                        + " bytes of this marshalling area's blocks; create the area with larger blocks");
    }

    private void loaded(long place, int at) {
        blockLsn = place;
        block = at;
        recordCount = BlockFormat.recordCount(blocks.memory(), at);
        nextRecord = 0;
        nextOffset = BlockFormat.HEADER_LENGTH;
        while (nextRecord < firstRecord && nextRecord < recordCount) {
            step();
        }
        firstRecord = 0;
    }

    private boolean begins(long lsn) throws LogException {
        try {
            return blocks.begins(lsn);
        } catch (LogException e) {
            throw e;
        } catch (IOException e) {
            throw readFailed("reading", e);
        }
    }

    private boolean refresh() throws LogException {
        try {
            return source.refresh();
        } catch (LogException e) {
            throw e;
        } catch (IOException e) {
            throw readFailed("reading", e);
        }
    }

    @Override
    public long skipDamage() throws LogException {
        checkOpen();
        if (blockLsn != Place.NONE && nextRecord < recordCount) {
            return 0;
        }
        current = false;
        try {
            loadNextBlock();
            return 0;
        } catch (LogDamagedException e) {
            return skipBlock(e);
        }
    }

    private long skipBlock(LogDamagedException damage) throws LogException {
        try {
            long passed = blocks.passOver();
            blockLsn = Place.NONE;
            return passed;
        } catch (IOException e) {
            damage.addSuppressed(e);
            throw damage;
        }
    }

    private void checkOpen() throws LogException {
        if (closed) {
            throw new LogUsageException(LogStatus.READ_CONTEXT_INVALID, "The read context was closed");
        }
    }

    private int currentRecord() {
        if (!current || closed) {
            throw new IllegalStateException("The read context has no current record");
        }
        return recordOffset;
    }

    @Override
    public Lsn lsn() {
        currentRecord();
        return Lsn.of(recordLsn);
    }

    @Override
    public RecordType type() {
        return RecordFormat.type(blocks.memory(), currentRecord()) == RecordFormat.TYPE_RESTART
                ? RecordType.RESTART
                : RecordType.DATA;
    }

    @Override
    public Lsn previous() {
        return Lsn.of(RecordFormat.link(blocks.memory(), currentRecord(), RecordFormat.FLAG_PREVIOUS));
    }

    @Override
    public Lsn undoNext() {
        return Lsn.of(RecordFormat.link(blocks.memory(), currentRecord(), RecordFormat.FLAG_UNDO_NEXT));
    }

    @Override
    public ByteBuffer payload() {
        currentRecord();
        return payload.clear().limit(payloadEnd).position(payloadStart);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            current = false;
            onClose.run();
        }
    }

    /** Opens a context at an LSN. */
    @FunctionalInterface
    public interface Opener {
        ReadContext open(Lsn lsn) throws LogException;
    }

    /** Reads the restart area at an LSN, if there is one. */
    public static Optional<RestartArea> restartArea(long lsn, Opener opener) throws LogException {
        if (lsn == Place.NONE) {
            return Optional.empty();
        }
        try (ReadContext context = opener.open(Lsn.of(lsn))) {
            if (!context.next() || context.type() != RecordType.RESTART) {
                throw new LogDamagedException(
                        LogStatus.RESTART_INVALID, "The record at LSN " + Lsn.of(lsn) + " is no restart area");
            }
            ByteBuffer copy = ByteBuffer.allocate(context.payload().remaining());
            copy.put(context.payload()).flip();
            return Optional.of(new RestartArea(context.lsn(), context.previous(), copy.asReadOnlyBuffer()));
        }
    }
}
