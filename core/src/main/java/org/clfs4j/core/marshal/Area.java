package org.clfs4j.core.marshal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.clfs4j.Append;
import org.clfs4j.Claim;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;
import org.clfs4j.ReservationInformation;
import org.clfs4j.RestartArea;
import org.clfs4j.RestartOptions;
import org.clfs4j.core.format.BlockFormat;
import org.clfs4j.core.format.Place;
import org.clfs4j.core.format.RecordFormat;
import org.clfs4j.core.format.Sectors;
import org.clfs4j.core.marshal.Completions.Pending;
import org.clfs4j.core.stream.ReadCursor;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;
import org.clfs4j.error.LogUsageException;

/**
 * A marshalling area of a log that is open for writing.
 *
 * @threading safe for concurrent use
 */
public final class Area implements MarshallingArea {

    private final StreamWriter stream;
    private final LogWriter log;
    private final AreaReading reading;
    private final int blockSize;
    private final long containerSize;
    private final int maxRecordLength;
    private final AreaMemory memory;
    private final AreaReservation reservation;

    /**
     * Creates an area.
     *
     * @param reading what the area shares with areas of logs that are open for reading only
     * @param containerSize the log's container size in bytes, which bounds what a block can hold
     */
    public Area(StreamWriter stream, AreaReading reading, long containerSize) {
        this.stream = stream;
        this.log = stream.log();
        this.reading = reading;
        this.blockSize = reading.blockSize();
        this.containerSize = containerSize;
        this.maxRecordLength =
                ((int) Math.min(blockSize, containerSize) - BlockFormat.HEADER_LENGTH) & -RecordFormat.ALIGNMENT;
        this.memory = reading.memory(this);
        this.reservation = log.space().newReservation(stream, largestCharge());
    }

    /** A reserved record gets a block of its own, which fits into a block of this area and into a container. */
    private int largestCharge() {
        return (int) Math.min(blockSize, containerSize / stream.sectorSize() * stream.sectorSize());
    }

    AreaMemory memory() {
        return memory;
    }

    StreamWriter stream() {
        return stream;
    }

    @Override
    public int blockSize() {
        return blockSize;
    }

    @Override
    public int maxRecordSize() {
        return maxRecordSize(Append.NONE);
    }

    @Override
    public int maxRecordSize(Append options) {
        return maxRecordLength - RecordFormat.headerLength(flags(options));
    }

    private static int flags(Append options) {
        return RecordFormat.flags(options.previous().value(), options.undoNext().value(), Place.NONE);
    }

    @Override
    public long appendAsLong(ByteBuffer record, Append options) throws LogException {
        requireAlignment(options);
        requireVisible(options, null);
        long lsn = append(RecordFormat.TYPE_DATA, record, null, record.remaining(), options, Place.NONE);
        afterAppend(lsn, options);
        return lsn;
    }

    @Override
    public long gatherAsLong(ByteBuffer[] entries, Append options) throws LogException {
        int payload = payloadOf(entries, options);
        requireVisible(options, null);
        long lsn = append(RecordFormat.TYPE_DATA, null, entries, payload, options, Place.NONE);
        afterAppend(lsn, options);
        return lsn;
    }

    /** Returns the bytes of a record of several pieces, with what their alignment takes. */
    private static int payloadOf(ByteBuffer[] entries, Append options) throws LogException {
        requireAlignment(options);
        int payload = 0;
        for (ByteBuffer entry : entries) {
            payload = sum(aligned(payload, options.entryAlignment()), entry.remaining());
        }
        return payload;
    }

    private static void requireAlignment(Append options) throws LogException {
        if (options.entryAlignment() < 1) {
            throw new LogUsageException(
                    LogStatus.INVALID_PARAMETER,
                    "The alignment of entries must be at least 1 byte, got " + options.entryAlignment());
        }
    }

    private static int aligned(int offset, int alignment) throws LogException {
        int over = offset % alignment;
        return over == 0 ? offset : sum(offset, alignment - over);
    }

    /**
     * Appends a record of one piece, or of several.
     *
     * @param record the piece, or {@code null}
     * @param entries the pieces if there are several
     * @param payload bytes of all of it
     */
    private long append(
            int type, ByteBuffer record, ByteBuffer[] entries, int payload, Append options, long newBase)
            throws LogException {
        return append(type, record, entries, payload, options, newBase, true);
    }

    /** Appends a record; returns {@link Place#NONE} if it would have to wait for a free block and may not. */
    private long append(
            int type,
            ByteBuffer record,
            ByteBuffer[] entries,
            int payload,
            Append options,
            long newBase,
            boolean mayWait)
            throws LogException {
        int flags = RecordFormat.flags(options.previous().value(), options.undoNext().value(), newBase);
        int length = lengthOf(flags, payload);
        requireLinks(options);
        int charge = useReservation(options, length);
        boolean arrived = false;
        try {
            while (true) {
                WriteBlock block = stream.open();
                if (block != null && block.area == this) {
                    long word = block.claim(length);
                    if (WriteBlock.holds(word, length)) {
                        arrived = true;
                        return write(block, word, length, charge, type, record, entries, payload, options, newBase);
                    }
                    closeOrAwaitClosing(block, word);
                }
                if (charge > 0) {
                    block = stream.openWithReserved(this, length, charge, mayWait);
                    if (block == null) {
                        return Place.NONE;
                    }
                    arrived = true;
                    return write(block, block.firstWord(), length, 0, type, record, entries, payload, options, newBase);
                }
                if (!stream.makeRoom(this, length, mayWait)) {
                    return Place.NONE;
                }
            }
        } finally {
            if (!arrived && charge > 0) {
                reservation.bringBack(charge);
            }
        }
    }

    private int useReservation(Append options, int length) throws LogException {
        return options.usesReservation()
                ? reservation.use(Sectors.roundUp(BlockFormat.HEADER_LENGTH + length, stream.sectorSize()))
                : 0;
    }

    private void arrive(int charge) {
        if (charge > 0) {
            log.space().arrived(charge);
        }
    }

    /**
     * Copies a record to where its claim says, and publishes it.
     *
     * @param length bytes that were claimed
     * @param charge what was reserved for it and has not arrived yet
     */
    private long write(
            WriteBlock block,
            long word,
            int length,
            int charge,
            int type,
            ByteBuffer record,
            ByteBuffer[] entries,
            int payload,
            Append options,
            long newBase) {
        boolean copied = false;
        try {
            arrive(charge);
            long lsn = block.lsn(word);
            int offset = block.offset(word);
            long previous = options.previous().value();
            long undoNext = options.undoNext().value();
            int flags = RecordFormat.flags(previous, undoNext, newBase);
            RecordFormat.put(
                    block.bytes,
                    offset,
                    payload,
                    type,
                    flags,
                    WriteBlock.count(word),
                    previous,
                    undoNext,
                    newBase);
            int at = offset + RecordFormat.headerLength(flags);
            if (record != null) {
                block.bytes.put(at, record, record.position(), payload);
                copied = true;
            } else {
                copied = gather(block, at, at + payload, entries, options.entryAlignment());
            }
            if (copied && type == RecordFormat.TYPE_RESTART) {
                stream.restartAppended(lsn, newBase);
            }
            return lsn; // what the block says once the record is published may be of its next life
        } finally {
            publish(block, word, length, copied);
        }
    }

    /** Copies the pieces one after the other; false if they are not as long as they were when the claim was made. */
    private static boolean gather(WriteBlock block, int from, int end, ByteBuffer[] entries, int alignment) {
        int at = from;
        for (ByteBuffer entry : entries) {
            while (at < end && (at - from) % alignment != 0) {
                block.bytes.put(at, (byte) 0);
                at++;
            }
            int entryLength = Math.min(entry.remaining(), end - at);
            block.bytes.put(at, entry, entry.position(), entryLength);
            at += entryLength;
        }
        return at == end;
    }

    /** Refuses links to what is no longer or not yet there, if the area is strict. */
    private void requireLinks(Append options) throws LogException {
        if (reading.strictLinks()) {
            requireLink("previous", options.previous());
            requireLink("undo-next", options.undoNext());
        }
    }

    private void requireLink(String what, Lsn link) throws LogException {
        long base = stream.state().base();
        if (!link.isInvalid() && (Place.less(link.value(), base) || !Place.less(link.value(), stream.next()))) {
            throw new LogUsageException(
                    LogStatus.INVALID_RANGE,
                    "The " + what + " link must lie from the base " + Lsn.of(base) + " up to but not including the next LSN "
                            + Lsn.of(stream.next()) + ", got " + link);
        }
    }

    @Override
    public Lsn append(ByteBuffer record, Append options, int... reservations) throws LogException {
        requireAlignment(options);
        return appendAndReserve(record, null, record.remaining(), options, reservations);
    }

    @Override
    public Lsn append(List<ByteBuffer> entries, Append options, int... reservations) throws LogException {
        ByteBuffer[] pieces = entries.toArray(ByteBuffer[]::new);
        return appendAndReserve(null, pieces, payloadOf(pieces, options), options, reservations);
    }

    private Lsn appendAndReserve(
            ByteBuffer record, ByteBuffer[] entries, int payload, Append options, int[] reservations)
            throws LogException {
        reading.checkOpen();
        if (options.usesReservation() && reservations.length > 0) {
            throw new LogUsageException(
                    LogStatus.INVALID_PARAMETER,
                    "An append cannot use a reservation and make " + reservations.length + " others in the same step");
        }
        requireVisible(options, null);
        int[] released = reservation.begin(reservations, log.failure().logName(), true);
        boolean appended = false;
        long lsn;
        try {
            lsn = append(RecordFormat.TYPE_DATA, record, entries, payload, options, Place.NONE);
            appended = true;
        } finally {
            if (appended) {
                reservation.end(released);
            } else {
                reservation.undo(reservations, released);
            }
        }
        afterAppend(lsn, options);
        return Lsn.of(lsn);
    }

    @Override
    public long reservationSize(int... payloadSizes) throws LogException {
        reading.checkOpen();
        return reservation.sizeOf(payloadSizes);
    }

    @Override
    public long reserve(int... payloadSizes) throws LogException {
        reading.checkOpen();
        log.failure().check();
        return reservation.change(payloadSizes, log.failure().logName());
    }

    @Override
    public void allocateReservation(int records, long bytes) throws LogException {
        reading.checkOpen();
        log.failure().check();
        reservation.allocate(records, bytes, log.failure().logName());
    }

    @Override
    public void freeReservation(int records, long bytes) throws LogException {
        reading.checkOpen();
        reservation.free(records, bytes);
    }

    @Override
    public ReservationInformation reservation() {
        return reservation.information();
    }

    private static int sum(int payload, int more) throws LogException {
        try {
            return Math.addExact(payload, more);
        } catch (ArithmeticException e) {
            throw new LogUsageException(
                    LogStatus.INVALID_PARAMETER, "A record cannot be longer than 2147483647 bytes", e);
        }
    }

    private static void putHeader(
            WriteBlock block, int offset, int payload, int flags, int number, Append options) {
        RecordFormat.put(
                block.bytes,
                offset,
                payload,
                RecordFormat.TYPE_DATA,
                flags,
                number,
                options.previous().value(),
                options.undoNext().value(),
                Place.NONE);
    }

    /** Publishes a record; if it was not copied whole, no reader will see it. */
    private static void publish(WriteBlock block, long word, int length, boolean copied) {
        boolean sensible = copied;
        try {
            if (!copied) {
                abort(block, WriteBlock.count(word), block.offset(word), length);
                sensible = true;
            }
        } finally {
            // Whatever went wrong: what is never published is waited for without end.
            if (!sensible) {
                block.spoilt = true;
            }
            block.publish(length);
        }
        block.area.stream.arrivals().signal();
    }

    private static void abort(WriteBlock block, int number, int offset, int length) {
        int payload = length - RecordFormat.HEADER_LENGTH;
        RecordFormat.put(
                block.bytes, offset, payload, RecordFormat.TYPE_ABORTED, 0, number, Place.NONE, Place.NONE, Place.NONE);
        block.abort(number, offset, length);
    }

    /** After a claim that did not hold: finishes the closing, or waits without claiming again until it is finished. */
    private void closeOrAwaitClosing(WriteBlock block, long word) {
        if (WriteBlock.closes(word)) {
            stream.finishClosing(block, word);
        } else {
            while (stream.open() == block && block.closed()) {
                Thread.yield();
            }
        }
    }

    void checkOpen() throws LogException {
        reading.checkOpen();
    }

    private int lengthOf(int flags, int payload) throws LogException {
        checkOpen();
        if (log.failed()) {
            log.failure().check();
        }
        long length = (long) RecordFormat.headerLength(flags) + payload;
        if (length > maxRecordLength) {
            throw tooLarge(payload, maxRecordLength - RecordFormat.headerLength(flags));
        }
        return RecordFormat.length(flags, payload);
    }

    private LogUsageException tooLarge(int payload, int max) {
        String limit = blockSize >= containerSize
                ? "the log's containers of " + containerSize + " bytes take records of up to " + max
                        + " bytes; create a log with larger containers"
                : "this marshalling area's blocks of " + blockSize + " bytes take records of up to " + max
                        + " bytes; create the area with larger blocks";
        return new LogUsageException(
                LogStatus.INVALID_PARAMETER, "A record of " + payload + " bytes does not fit into a block: " + limit);
    }

    /**
     * Refuses, before anything is appended, a visibility that would have to wait for a claim of this very thread.
     *
     * @param but a claim that is about to end, or {@code null}
     */
    void requireVisible(Append options, BlockClaim but) throws LogException {
        if (options.visibility() == Append.Visibility.FLUSHED) {
            log.refuseIfHoldingClaim("Flushing", but);
        }
    }

    /** Gives an appended record the visibility that was asked for. */
    void afterAppend(long lsn, Append options) throws LogException {
        switch (options.visibility()) {
            case APPENDED -> {}
            case QUEUED -> {
                stream.closeOpenBlockBelow(lsn + 1);
                log.startWantedFlush();
            }
            case FLUSHED -> stream.flushBelow(lsn + 1, LogStatus.APPENDED_FLUSH_FAILED);
        }
    }

    @Override
    public CompletionStage<Lsn> appendAsync(ByteBuffer record, Append options) {
        return stream.completions().submit(() -> {
            requireAlignment(options);
            long lsn = append(RecordFormat.TYPE_DATA, record, null, record.remaining(), options, Place.NONE, false);
            return lsn == Place.NONE ? null : new Pending(lsn + 1, Lsn.of(lsn), LogStatus.APPENDED_FLUSH_FAILED);
        });
    }

    @Override
    public Claim claim(int length, Append options) throws LogException {
        if (length < 0) {
            throw new LogUsageException(
                    LogStatus.INVALID_PARAMETER, "A record's length cannot be negative: " + length);
        }
        requireAlignment(options);
        requireLinks(options);
        int whole = lengthOf(flags(options), length);
        int charge = useReservation(options, whole);
        boolean arrived = false;
        try {
            while (true) {
                WriteBlock block = stream.open();
                if (block != null && block.area == this) {
                    long word = block.claim(whole);
                    if (WriteBlock.holds(word, whole)) {
                        arrived = true;
                        return claimed(block, word, length, whole, charge, options);
                    }
                    closeOrAwaitClosing(block, word);
                }
                if (charge > 0) {
                    block = stream.openWithReserved(this, whole, charge, true);
                    arrived = true;
                    return claimed(block, block.firstWord(), length, whole, 0, options);
                }
                stream.makeRoom(this, whole, true);
            }
        } finally {
            if (!arrived && charge > 0) {
                reservation.bringBack(charge);
            }
        }
    }

    private Claim claimed(WriteBlock block, long word, int length, int whole, int charge, Append options) {
        BlockClaim claim = null;
        boolean open = false;
        try {
            arrive(charge);
            int offset = block.offset(word);
            int flags = flags(options);
            putHeader(block, offset, length, flags, WriteBlock.count(word), options);
            ByteBuffer buffer = block.bytes
                    .slice(offset + RecordFormat.headerLength(flags), length)
                    .order(ByteOrder.BIG_ENDIAN);
            claim = new BlockClaim(this, block, block.lsn(word), offset, whole, options, buffer);
            log.claims().add(claim);
            open = true;
            return claim;
        } finally {
            if (!open) {
                publish(block, word, whole, false);
                if (claim != null) {
                    log.claims().remove(claim);
                }
            }
        }
    }

    @Override
    public Lsn flush() throws LogException {
        reading.checkOpen();
        return flushBelow(stream.next());
    }

    @Override
    public Lsn flushTo(Lsn target) throws LogException {
        reading.checkOpen();
        return flushBelow(bound(target));
    }

    private long bound(Lsn target) throws LogException {
        long next = stream.next();
        if (target.isNull()) {
            return next;
        }
        if (!target.isLess(Lsn.of(next))) {
            throw new LogUsageException(
                    LogStatus.INVALID_RANGE,
                    "No record was appended at LSN " + target + "; the next one is " + Lsn.of(next));
        }
        return target.value() + 1;
    }

    private Lsn flushBelow(long bound) throws LogException {
        log.failure().check();
        log.refuseIfHoldingClaim("Flushing");
        stream.flushBelow(bound, LogStatus.CONTAINER_WRITE_FAILED);
        return Lsn.of(stream.state().durable());
    }

    @Override
    public CompletionStage<Lsn> flushAsync() {
        return flushToAsync(Lsn.NULL);
    }

    @Override
    public CompletionStage<Lsn> flushToAsync(Lsn target) {
        Objects.requireNonNull(target, "target");
        return stream.completions().submit(() -> {
            reading.checkOpen();
            log.failure().check();
            return new Pending(bound(target), null, LogStatus.CONTAINER_WRITE_FAILED);
        });
    }

    @Override
    public ReadContext read(Lsn from, ReadMode mode) throws LogException {
        Objects.requireNonNull(mode, "mode");
        return reading.read(from, mode, this);
    }

    @Override
    public Lsn writeRestartArea(ByteBuffer payload, RestartOptions options) throws LogException {
        reading.checkOpen();
        log.refuseIfHoldingClaim("Writing a restart area");
        Lsn lsn = writeInOrder(payload, options);
        log.state().tailMoved();
        return lsn;
    }

    private Lsn writeInOrder(ByteBuffer payload, RestartOptions options) throws LogException {
        synchronized (stream.restartLock()) {
            long base = options.newBase().isValid() ? stream.requireBase(options.newBase()) : Place.NONE;
            Append append = Append.NONE.previous(Lsn.of(stream.state().lastRestartLsn()));
            long lsn = append(
                    RecordFormat.TYPE_RESTART,
                    payload,
                    null,
                    payload.remaining(),
                    options.usesReservation() ? append.useReservation() : append,
                    base);
            stream.flushBelow(lsn + 1, LogStatus.APPENDED_FLUSH_FAILED);
            return Lsn.of(lsn);
        }
    }

    @Override
    public Optional<RestartArea> readRestartArea() throws LogException {
        reading.checkReadable();
        return ReadCursor.restartArea(stream.state().restartLsn(), lsn -> read(lsn, ReadMode.FORWARD));
    }

    @Override
    public Optional<ReadContext> readRestartAreas() throws LogException {
        reading.checkReadable();
        return ReadCursor.restartAreas(stream.state().restartLsn(), lsn -> read(lsn, ReadMode.FORWARD));
    }

    @Override
    public void close() throws LogException {
        for (BlockClaim claim : log.claims()) {
            if (claim.area() == this) {
                throw new LogUsageException(
                        LogStatus.INVALID_PARAMETER,
                        "The marshalling area has an open claim at LSN " + claim.lsn()
                                + "; commit or abort it, then close");
            }
        }
        if (!reading.closed()) {
            log.refuseIfHoldingClaim("Closing the marshalling area");
        }
        if (!reading.beginClose()) {
            return;
        }
        try {
            log.failure().check();
            stream.takeOpenBlockFrom(this);
            stream.flushBelow(stream.queuedUpTo(), LogStatus.CONTAINER_WRITE_FAILED);
        } finally {
            reservation.close();
            if (log.failed()) {
                log.whileIdle(() -> stream.abandon(this).forEach(memory::giveBack));
            }
            reading.finishClose();
        }
    }
}
