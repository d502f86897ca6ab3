package org.clfs4j.core.marshal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.clfs4j.Append;
import org.clfs4j.Claim;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;
import org.clfs4j.RestartArea;
import org.clfs4j.core.format.BlockFormat;
import org.clfs4j.core.format.Place;
import org.clfs4j.core.format.RecordFormat;
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
        long lsn = append(RecordFormat.TYPE_DATA, record, options, Place.NONE);
        afterAppend(lsn, options);
        return lsn;
    }

    private long append(int type, ByteBuffer record, Append options, long newBase) throws LogException {
        long previous = options.previous().value();
        long undoNext = options.undoNext().value();
        int position = record.position();
        int payload = record.limit() - position;
        int flags = RecordFormat.flags(previous, undoNext, newBase);
        int length = lengthOf(flags, payload);
        while (true) {
            WriteBlock block = stream.open();
            if (block != null && block.area == this) {
                long word = block.claim(length);
                if (WriteBlock.holds(word, length)) {
                    long lsn = block.lsn(word);
                    int offset = block.offset(word);
                    boolean copied = false;
                    try {
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
                        block.bytes.put(offset + RecordFormat.headerLength(flags), record, position, payload);
                        copied = true;
                    } finally {
                        publish(block, offset, length, copied);
                    }
                    return lsn;
                }
                closeOrAwaitClosing(block, word);
            }
            prepare(length);
        }
    }

    @Override
    public long gatherAsLong(ByteBuffer[] entries, Append options) throws LogException {
        int payload = 0;
        for (ByteBuffer entry : entries) {
            payload = sum(payload, entry.remaining());
        }
        int flags = flags(options);
        int length = lengthOf(flags, payload);
        while (true) {
            WriteBlock block = stream.open();
            if (block != null && block.area == this) {
                long word = block.claim(length);
                if (WriteBlock.holds(word, length)) {
                    long lsn = block.lsn(word);
                    int offset = block.offset(word);
                    boolean copied = false;
                    try {
                        putHeader(block, offset, payload, flags, WriteBlock.count(word), options);
                        int at = offset + RecordFormat.headerLength(flags);
                        int end = at + payload;
                        for (ByteBuffer entry : entries) {
                            int entryLength = Math.min(entry.remaining(), end - at);
                            block.bytes.put(at, entry, entry.position(), entryLength);
                            at += entryLength;
                        }
                        copied = at == end;
                    } finally {
                        publish(block, offset, length, copied);
                    }
                    afterAppend(lsn, options);
                    return lsn;
                }
                closeOrAwaitClosing(block, word);
            }
            prepare(length);
        }
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
    private static void publish(WriteBlock block, int offset, int length, boolean copied) {
        if (!copied) {
            block.abort(offset);
        }
        block.publish(length);
        block.area.stream.arrivals().signal();
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

    private void prepare(int length) throws LogException {
        reading.checkOpen();
        stream.makeRoom(this, length);
    }

    private int lengthOf(int flags, int payload) throws LogException {
        reading.checkOpen();
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

    /** Gives an appended record the visibility that was asked for. */
    void afterAppend(long lsn, Append options) throws LogException {
        switch (options.visibility()) {
            case APPENDED -> {}
            case QUEUED -> {
                stream.closeOpenBlockBelow(lsn + 1);
                log.startWantedFlush();
            }
            case FLUSHED -> {
                stream.refuseIfHoldingClaim("Flushing");
                log.flush(lsn + 1, LogStatus.APPENDED_FLUSH_FAILED);
            }
        }
    }

    @Override
    public CompletionStage<Lsn> appendAsync(ByteBuffer record, Append options) {
        return log.completions().submit(() -> {
            long lsn = append(RecordFormat.TYPE_DATA, record, options, Place.NONE);
            return new Pending(lsn + 1, Lsn.of(lsn), LogStatus.APPENDED_FLUSH_FAILED);
        });
    }

    @Override
    public Claim claim(int length, Append options) throws LogException {
        if (length < 0) {
            throw new LogUsageException(
                    LogStatus.INVALID_PARAMETER, "A record's length cannot be negative: " + length);
        }
        int flags = flags(options);
        int whole = lengthOf(flags, length);
        while (true) {
            WriteBlock block = stream.open();
            if (block != null && block.area == this) {
                long word = block.claim(whole);
                if (WriteBlock.holds(word, whole)) {
                    int offset = block.offset(word);
                    putHeader(block, offset, length, flags, WriteBlock.count(word), options);
                    ByteBuffer buffer = block.bytes
                            .slice(offset + RecordFormat.headerLength(flags), length)
                            .order(ByteOrder.BIG_ENDIAN);
                    BlockClaim claim =
                            new BlockClaim(this, block, block.lsn(word), offset, whole, options, buffer);
                    stream.claims().add(claim);
                    return claim;
                }
                closeOrAwaitClosing(block, word);
            }
            prepare(whole);
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
        stream.refuseIfHoldingClaim("Flushing");
        log.flush(bound, LogStatus.CONTAINER_WRITE_FAILED);
        return Lsn.of(log.state().durable());
    }

    @Override
    public CompletionStage<Lsn> flushAsync() {
        return flushToAsync(Lsn.NULL);
    }

    @Override
    public CompletionStage<Lsn> flushToAsync(Lsn target) {
        Objects.requireNonNull(target, "target");
        return log.completions().submit(() -> {
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
    public Lsn writeRestartArea(ByteBuffer payload, Lsn newBase) throws LogException {
        reading.checkOpen();
        stream.refuseIfHoldingClaim("Writing a restart area");
        synchronized (stream.restartLock()) {
            long base = newBase.isValid() ? stream.requireBase(newBase) : Place.NONE;
            long previous = log.state().restartLsn();
            long lsn = append(
                    RecordFormat.TYPE_RESTART,
                    payload,
                    Append.NONE.previous(Lsn.of(previous)),
                    base);
            log.flush(lsn + 1, LogStatus.APPENDED_FLUSH_FAILED);
            log.state().restartLsn(lsn);
            if (base != Place.NONE) {
                stream.advanceBase(base);
            }
            return Lsn.of(lsn);
        }
    }

    @Override
    public Optional<RestartArea> readRestartArea() throws LogException {
        reading.checkReadable();
        return ReadCursor.restartArea(log.state().restartLsn(), lsn -> read(lsn, ReadMode.FORWARD));
    }

    @Override
    public Optional<ReadContext> readRestartAreas() throws LogException {
        reading.checkReadable();
        return ReadCursor.restartAreas(log.state().restartLsn(), lsn -> read(lsn, ReadMode.FORWARD));
    }

    @Override
    public void close() throws LogException {
        for (BlockClaim claim : stream.claims()) {
            if (claim.area() == this) {
                throw new LogUsageException(
                        LogStatus.INVALID_PARAMETER,
                        "The marshalling area has an open claim at LSN " + claim.lsn()
                                + "; commit or abort it, then close");
            }
        }
        if (!reading.beginClose()) {
            return;
        }
        try {
            log.failure().check();
            stream.closeOpenBlockOf(this);
            log.flush(stream.queuedUpTo(), LogStatus.CONTAINER_WRITE_FAILED);
        } finally {
            if (log.failed()) {
                log.whileIdle(() -> stream.abandon(this).forEach(memory::giveBack));
            }
            reading.finishClose();
        }
    }
}
