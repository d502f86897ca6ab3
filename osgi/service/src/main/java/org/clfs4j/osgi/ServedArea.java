package org.clfs4j.osgi;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
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
 * An area that can be closed by somebody who does not know what its owner is doing with it.
 *
 * <p>Read contexts that are open and claims that are neither committed nor aborted keep the blocks of an area. So they are
 * known here. A read context that is open is known to its area, and one that nobody knows is closed: knowing it weakly is
 * enough, and the client gets the context itself.
 *
 * @threading safe for concurrent use
 */
final class ServedArea implements MarshallingArea {

    private final MarshallingArea area;
    private final Set<ServedClaim> claims = ConcurrentHashMap.newKeySet();
    private final Set<ReadContext> contexts = Collections.newSetFromMap(new WeakHashMap<>());
    private Lease lease;
    private boolean closing;

    ServedArea(MarshallingArea area) {
        this.area = area;
    }

    /** Takes the lease that this area ends with. */
    void lent(Lease given) {
        this.lease = given;
    }

    /** A claim that is known to its area until it ends. */
    private final class ServedClaim implements Claim {

        private final Claim claim;

        ServedClaim(Claim claim) {
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
            Lsn lsn = claim.commit();
            claims.remove(this);
            return lsn;
        }

        @Override
        public void abort() {
            claim.abort();
            claims.remove(this);
        }
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

    @Override
    public long appendAsLong(ByteBuffer record, Append options) throws LogException {
        return area.appendAsLong(record, options);
    }

    @Override
    public long gatherAsLong(ByteBuffer[] entries, Append options) throws LogException {
        return area.gatherAsLong(entries, options);
    }

    @Override
    public CompletionStage<Lsn> appendAsync(ByteBuffer record, Append options) {
        return area.appendAsync(record, options);
    }

    @Override
    public Claim claim(int length, Append options) throws LogException {
        ServedClaim claim = new ServedClaim(area.claim(length, options));
        synchronized (contexts) {
            if (!closing) {
                claims.add(claim);
                return claim;
            }
        }
        claim.abort();
        lease.require();
        return claim;
    }

    @Override
    public Lsn append(ByteBuffer record, Append options, int... reservations) throws LogException {
        return area.append(record, options, reservations);
    }

    @Override
    public Lsn append(List<ByteBuffer> entries, Append options, int... reservations) throws LogException {
        return area.append(entries, options, reservations);
    }

    @Override
    public long reservationSize(int... payloadSizes) throws LogException {
        return area.reservationSize(payloadSizes);
    }

    @Override
    public long reserve(int... payloadSizes) throws LogException {
        return area.reserve(payloadSizes);
    }

    @Override
    public void allocateReservation(int records, long bytes) throws LogException {
        area.allocateReservation(records, bytes);
    }

    @Override
    public void freeReservation(int records, long bytes) throws LogException {
        area.freeReservation(records, bytes);
    }

    @Override
    public ReservationInformation reservation() {
        return area.reservation();
    }

    @Override
    public Lsn flush() throws LogException {
        return area.flush();
    }

    @Override
    public Lsn flushTo(Lsn target) throws LogException {
        return area.flushTo(target);
    }

    @Override
    public CompletionStage<Lsn> flushAsync() {
        return area.flushAsync();
    }

    @Override
    public CompletionStage<Lsn> flushToAsync(Lsn target) {
        return area.flushToAsync(target);
    }

    @Override
    public ReadContext read(Lsn from, ReadMode mode) throws LogException {
        return known(area.read(from, mode));
    }

    @Override
    public Lsn writeRestartArea(ByteBuffer payload, RestartOptions options) throws LogException {
        return area.writeRestartArea(payload, options);
    }

    @Override
    public Optional<RestartArea> readRestartArea() throws LogException {
        return area.readRestartArea();
    }

    @Override
    public Optional<ReadContext> readRestartAreas() throws LogException {
        Optional<ReadContext> context = area.readRestartAreas();
        return context.isPresent() ? Optional.of(known(context.get())) : context;
    }

    private ReadContext known(ReadContext context) throws LogException {
        synchronized (contexts) {
            if (!closing) {
                contexts.add(context);
                return context;
            }
        }
        context.close();
        lease.require();
        return context;
    }

    /** Closes the area as its client wants it: refused while a claim of the client is open. */
    @Override
    public void close() throws LogException {
        if (!lease.ended()) {
            area.close();
            lease.end();
        }
    }

    /** Closes the area whatever its client is doing: claims are aborted, what was appended is flushed, read contexts end. */
    void closeInOrder() throws LogException {
        synchronized (contexts) {
            closing = true;
        }
        claims.forEach(ServedClaim::abort);
        try {
            area.close();
        } finally {
            closeContexts();
        }
    }

    private void closeContexts() {
        synchronized (contexts) {
            contexts.forEach(ReadContext::close);
            contexts.clear();
        }
    }
}
