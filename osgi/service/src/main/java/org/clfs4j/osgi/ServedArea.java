package org.clfs4j.osgi;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
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
import org.clfs4j.error.LogStatus;
import org.clfs4j.error.LogUsageException;

/**
 * An area that can be closed by somebody who does not know what its owner is doing with it.
 *
 * <p>Read contexts that are open and claims that are neither committed nor aborted keep the blocks of an area. So they are
 * known here. A read context that is open is known to its area, and one that nobody knows is closed: knowing it weakly is
 * enough, and the client gets the context itself. Calls that are under way are waited for, so that each of them is
 * answered by the log: what comes later is refused. What is answered later is not waited for, since the log answers it when
 * it is closed at the latest, and perhaps by the thread that closes the area in another answer.
 *
 * @threading safe for concurrent use
 */
final class ServedArea implements MarshallingArea {

    private final MarshallingArea area;
    private final Set<ServedClaim> claims = ConcurrentHashMap.newKeySet();
    private final Set<ReadContext> contexts = Collections.newSetFromMap(new WeakHashMap<>());
    private final Gate gate = new Gate();
    private Lease lease;

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

    private void enter() throws LogException {
        if (!gate.enter()) {
            throw over();
        }
    }

    private static LogException over() {
        return new LogUsageException(LogStatus.INVALID_HANDLE, "The marshalling area was closed");
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
        enter();
        try {
            return area.appendAsLong(record, options);
        } finally {
            gate.leave();
        }
    }

    @Override
    public long gatherAsLong(ByteBuffer[] entries, Append options) throws LogException {
        enter();
        try {
            return area.gatherAsLong(entries, options);
        } finally {
            gate.leave();
        }
    }

    @Override
    public CompletionStage<Lsn> appendAsync(ByteBuffer record, Append options) {
        return later(() -> area.appendAsync(record, options));
    }

    private CompletionStage<Lsn> later(Supplier<CompletionStage<Lsn>> call) {
        if (!gate.enter()) {
            return CompletableFuture.failedStage(over());
        }
        try {
            return call.get();
        } finally {
            gate.leave();
        }
    }

    @Override
    public Claim claim(int length, Append options) throws LogException {
        enter();
        try {
            ServedClaim claim = new ServedClaim(area.claim(length, options));
            claims.add(claim);
            if (gate.isShut()) { // whoever has shut it may have looked for claims before
                claim.abort();
                throw over();
            }
            return claim;
        } finally {
            gate.leave();
        }
    }

    @Override
    public Lsn append(ByteBuffer record, Append options, int... reservations) throws LogException {
        enter();
        try {
            return area.append(record, options, reservations);
        } finally {
            gate.leave();
        }
    }

    @Override
    public Lsn append(List<ByteBuffer> entries, Append options, int... reservations) throws LogException {
        enter();
        try {
            return area.append(entries, options, reservations);
        } finally {
            gate.leave();
        }
    }

    @Override
    public long reservationSize(int... payloadSizes) throws LogException {
        enter();
        try {
            return area.reservationSize(payloadSizes);
        } finally {
            gate.leave();
        }
    }

    @Override
    public long reserve(int... payloadSizes) throws LogException {
        enter();
        try {
            return area.reserve(payloadSizes);
        } finally {
            gate.leave();
        }
    }

    @Override
    public void allocateReservation(int records, long bytes) throws LogException {
        enter();
        try {
            area.allocateReservation(records, bytes);
        } finally {
            gate.leave();
        }
    }

    @Override
    public void freeReservation(int records, long bytes) throws LogException {
        enter();
        try {
            area.freeReservation(records, bytes);
        } finally {
            gate.leave();
        }
    }

    @Override
    public ReservationInformation reservation() {
        return area.reservation();
    }

    @Override
    public Lsn flush() throws LogException {
        enter();
        try {
            return area.flush();
        } finally {
            gate.leave();
        }
    }

    @Override
    public Lsn flushTo(Lsn target) throws LogException {
        enter();
        try {
            return area.flushTo(target);
        } finally {
            gate.leave();
        }
    }

    @Override
    public CompletionStage<Lsn> flushAsync() {
        return later(area::flushAsync);
    }

    @Override
    public CompletionStage<Lsn> flushToAsync(Lsn target) {
        return later(() -> area.flushToAsync(target));
    }

    @Override
    public ReadContext read(Lsn from, ReadMode mode) throws LogException {
        enter();
        try {
            return known(area.read(from, mode));
        } finally {
            gate.leave();
        }
    }

    @Override
    public Lsn writeRestartArea(ByteBuffer payload, RestartOptions options) throws LogException {
        enter();
        try {
            return area.writeRestartArea(payload, options);
        } finally {
            gate.leave();
        }
    }

    @Override
    public Optional<RestartArea> readRestartArea() throws LogException {
        enter();
        try {
            return area.readRestartArea();
        } finally {
            gate.leave();
        }
    }

    @Override
    public Optional<ReadContext> readRestartAreas() throws LogException {
        enter();
        try {
            return area.readRestartAreas().map(this::known);
        } finally {
            gate.leave();
        }
    }

    private ReadContext known(ReadContext context) {
        synchronized (contexts) {
            contexts.add(context);
        }
        return context;
    }

    /** Closes the area as its client wants it: refused while a claim of the client is open. */
    @Override
    public void close() throws LogException {
        if (gate.enter()) {
            try {
                area.close();
            } finally {
                gate.leave();
            }
            lease.end();
        }
    }

    /**
     * Lets nothing in any more and aborts claims: the flushes of all that are under way wait for them.
     */
    void ending() {
        gate.shut();
        abortClaims();
    }

    private void abortClaims() {
        claims.forEach(ServedClaim::abort);
    }

    /** Closes the area whatever its client is doing: when the last call is answered, what was appended is flushed. */
    void closeInOrder() throws LogException {
        ending();
        gate.awaitEmpty();
        abortClaims(); // that of a call that was under way
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
