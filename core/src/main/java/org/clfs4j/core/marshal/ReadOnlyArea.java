package org.clfs4j.core.marshal;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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
import org.clfs4j.core.format.RecordFormat;
import org.clfs4j.core.stream.ReadCursor;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;
import org.clfs4j.error.LogUsageException;

/**
 * A marshalling area of a log that was opened for reading only.
 *
 * @threading safe for concurrent use
 */
public final class ReadOnlyArea implements MarshallingArea {

    /** Returns the newest restart area's LSN. */
    @FunctionalInterface
    public interface RestartLsn {
        long get();
    }

    private final AreaReading reading;
    private final RestartLsn restartLsn;

    /**
     * Creates an area.
     *
     * @param restartLsn where the newest restart area is now
     */
    public ReadOnlyArea(AreaReading reading, RestartLsn restartLsn) {
        this.reading = reading;
        this.restartLsn = restartLsn;
        reading.memory(null);
    }

    @Override
    public int blockSize() {
        return reading.blockSize();
    }

    @Override
    public int maxRecordSize() {
        return maxRecordSize(Append.NONE);
    }

    @Override
    public int maxRecordSize(Append options) {
        int flags = RecordFormat.flags(
                options.previous().value(), options.undoNext().value(), Lsn.INVALID.value());
        return (reading.blockSize() - BlockFormat.HEADER_LENGTH & -RecordFormat.ALIGNMENT)
                - RecordFormat.headerLength(flags);
    }

    private LogException refused() throws LogException {
        reading.checkOpen();
        return new LogUsageException(LogStatus.ACCESS_DENIED, "The log was not opened for writing");
    }

    @Override
    public long appendAsLong(ByteBuffer record, Append options) throws LogException {
        throw refused();
    }

    @Override
    public long gatherAsLong(ByteBuffer[] entries, Append options) throws LogException {
        throw refused();
    }

    @Override
    public Lsn append(ByteBuffer record, Append options, int... reservations) throws LogException {
        throw refused();
    }

    @Override
    public Lsn append(List<ByteBuffer> entries, Append options, int... reservations) throws LogException {
        throw refused();
    }

    @Override
    public long reservationSize(int... payloadSizes) throws LogException {
        throw refused();
    }

    @Override
    public long reserve(int... payloadSizes) throws LogException {
        throw refused();
    }

    @Override
    public void allocateReservation(int records, long bytes) throws LogException {
        throw refused();
    }

    @Override
    public void freeReservation(int records, long bytes) throws LogException {
        throw refused();
    }

    @Override
    public ReservationInformation reservation() {
        return new ReservationInformation(0, 0);
    }

    @Override
    public CompletionStage<Lsn> appendAsync(ByteBuffer record, Append options) {
        return refusedStage();
    }

    private CompletionStage<Lsn> refusedStage() {
        try {
            return CompletableFuture.failedStage(refused());
        } catch (LogException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    @Override
    public Claim claim(int length, Append options) throws LogException {
        throw refused();
    }

    @Override
    public Lsn flush() throws LogException {
        throw refused();
    }

    @Override
    public Lsn flushTo(Lsn target) throws LogException {
        throw refused();
    }

    @Override
    public CompletionStage<Lsn> flushAsync() {
        return refusedStage();
    }

    @Override
    public CompletionStage<Lsn> flushToAsync(Lsn target) {
        return refusedStage();
    }

    @Override
    public ReadContext read(Lsn from, ReadMode mode) throws LogException {
        Objects.requireNonNull(mode, "mode");
        return reading.read(from, mode, this);
    }

    @Override
    public Lsn writeRestartArea(ByteBuffer payload, RestartOptions options) throws LogException {
        throw refused();
    }

    @Override
    public Optional<RestartArea> readRestartArea() throws LogException {
        reading.checkReadable();
        return ReadCursor.restartArea(restartLsn.get(), lsn -> read(lsn, ReadMode.FORWARD));
    }

    @Override
    public Optional<ReadContext> readRestartAreas() throws LogException {
        reading.checkReadable();
        return ReadCursor.restartAreas(restartLsn.get(), lsn -> read(lsn, ReadMode.FORWARD));
    }

    @Override
    public void close() throws LogException {
        if (reading.beginClose()) {
            reading.finishClose();
        }
    }
}
