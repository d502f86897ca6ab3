package org.clfs4j.osgi;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
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
import org.clfs4j.error.LogException;

/**
 * An area whose answers are watched.
 *
 * @threading safe for concurrent use
 */
final class WatchedArea implements MarshallingArea {

    private final MarshallingArea area;
    private final LogWatch watch;

    WatchedArea(MarshallingArea area, LogWatch watch) {
        this.area = area;
        this.watch = watch;
    }

    /** A claim whose answers are watched. */
    private final class WatchedClaim implements Claim {

        private final Claim claim;

        WatchedClaim(Claim claim) {
            this.claim = claim;
        }

        @Override
        public Lsn lsn() {
            return claim.lsn();
        }

        @Override
        public ByteBuffer buffer() {
            return claim.buffer();
        }

        @Override
        public Lsn commit() throws LogException {
            return watched(claim::commit);
        }

        @Override
        public void abort() {
            claim.abort();
        }
    }

    /** Something that is asked of the area. */
    @FunctionalInterface
    private interface Call<T> {
        T answer() throws LogException;
    }

    private <T> T watched(Call<T> call) throws LogException {
        try {
            return call.answer();
        } catch (LogException e) {
            watch.refused(e);
            throw e;
        }
    }

    private <T> T watched(long bytes, Call<T> call) throws LogException {
        T answer;
        try {
            answer = call.answer();
        } catch (LogException e) {
            watch.refused(e, bytes);
            throw e;
        }
        watch.taken(bytes);
        return answer;
    }

    private CompletionStage<Lsn> watched(CompletionStage<Lsn> stage) {
        stage.whenComplete((lsn, failure) -> {
            if (cause(failure) instanceof LogException e) {
                watch.refused(e);
            }
        });
        return stage;
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private static long bytes(Iterable<ByteBuffer> entries) {
        long bytes = 0;
        for (ByteBuffer entry : entries) {
            bytes += entry.remaining();
        }
        return bytes;
    }

    @Override
    public int blockSize() {
        return area.blockSize();
    }

    @Override
    public int maxRecordSize() {
        return area.maxRecordSize();
    }

    @Override
    public int maxRecordSize(Append options) {
        return area.maxRecordSize(options);
    }

    /** Makes nothing that the collector would have to take away. */
    @Override
    public long appendAsLong(ByteBuffer record, Append options) throws LogException {
        long bytes = record.remaining();
        long lsn;
        try {
            lsn = area.appendAsLong(record, options);
        } catch (LogException e) {
            watch.refused(e, bytes);
            throw e;
        }
        watch.taken(bytes);
        return lsn;
    }

    /** Makes nothing that the collector would have to take away. */
    @Override
    public long gatherAsLong(ByteBuffer[] entries, Append options) throws LogException {
        long bytes = 0;
        for (ByteBuffer entry : entries) {
            bytes += entry.remaining();
        }
        long lsn;
        try {
            lsn = area.gatherAsLong(entries, options);
        } catch (LogException e) {
            watch.refused(e, bytes);
            throw e;
        }
        watch.taken(bytes);
        return lsn;
    }

    @Override
    public CompletionStage<Lsn> appendAsync(ByteBuffer record, Append options) {
        long bytes = record.remaining();
        CompletionStage<Lsn> stage = area.appendAsync(record, options);
        stage.whenComplete((lsn, failure) -> {
            if (failure == null) {
                watch.taken(bytes);
            } else if (cause(failure) instanceof LogException e) {
                watch.refused(e, bytes);
            }
        });
        return stage;
    }

    @Override
    public Claim claim(int length, Append options) throws LogException {
        return new WatchedClaim(watched(length, () -> area.claim(length, options)));
    }

    @Override
    public Lsn append(ByteBuffer record, Append options, int... reservations) throws LogException {
        return watched(record.remaining(), () -> area.append(record, options, reservations));
    }

    @Override
    public Lsn append(List<ByteBuffer> entries, Append options, int... reservations) throws LogException {
        return watched(bytes(entries), () -> area.append(entries, options, reservations));
    }

    @Override
    public long reservationSize(int... payloadSizes) throws LogException {
        return area.reservationSize(payloadSizes);
    }

    /** A log that cannot promise room has room all the same: only its failure is looked for. */
    @Override
    public long reserve(int... payloadSizes) throws LogException {
        return watched(() -> area.reserve(payloadSizes));
    }

    @Override
    public void allocateReservation(int records, long bytes) throws LogException {
        watched(() -> {
            area.allocateReservation(records, bytes);
            return null;
        });
    }

    @Override
    public void freeReservation(int records, long bytes) throws LogException {
        watched(() -> {
            area.freeReservation(records, bytes);
            return null;
        });
    }

    @Override
    public ReservationInformation reservation() {
        return area.reservation();
    }

    @Override
    public Lsn flush() throws LogException {
        return watched(area::flush);
    }

    @Override
    public Lsn flushTo(Lsn target) throws LogException {
        return watched(() -> area.flushTo(target));
    }

    @Override
    public CompletionStage<Lsn> flushAsync() {
        return watched(area.flushAsync());
    }

    @Override
    public CompletionStage<Lsn> flushToAsync(Lsn target) {
        return watched(area.flushToAsync(target));
    }

    @Override
    public ReadContext read(Lsn from, ReadMode mode) throws LogException {
        return area.read(from, mode);
    }

    @Override
    public Lsn writeRestartArea(ByteBuffer payload, RestartOptions options) throws LogException {
        return watched(payload.remaining(), () -> area.writeRestartArea(payload, options));
    }

    @Override
    public Optional<RestartArea> readRestartArea() throws LogException {
        return area.readRestartArea();
    }

    @Override
    public Optional<ReadContext> readRestartAreas() throws LogException {
        return area.readRestartAreas();
    }

    @Override
    public void close() throws LogException {
        watched(() -> {
            area.close();
            return null;
        });
    }
}
