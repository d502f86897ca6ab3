package org.clfs4j.offheap;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import org.clfs4j.core.io.LendingContext;

/**
 * One record's payload that a client has as a segment: an arena of its own decides how long.
 *
 * <pre>
 *   lent ──end──▶ arena closed, the block can hold other bytes
 *     └──outlives, since another thread holds it──▶ the block stays until nobody knows the segment any more
 * </pre>
 *
 * @threading safe for concurrent use
 */
final class LentPayload implements LendingContext.Loan {

    private static final boolean NATIVE_ACCESS = LentPayload.class.getModule().isNativeAccessEnabled();

    private final Arena arena;
    private final boolean shared;
    private final Thread owner;
    private MemorySegment segment;

    /** Made when it is first needed: it has a thread. */
    private static final class Cleaning {
        private static final Cleaner CLEANER = Cleaner.create();
    }

    private LentPayload(boolean shared) {
        this.shared = shared;
        this.owner = Thread.currentThread();
        this.arena = shared ? Arena.ofShared() : Arena.ofConfined();
    }

    /** Returns the segment of a context's current record. */
    static MemorySegment of(LendingContext context, boolean shared) {
        if (context.loan() instanceof LentPayload lent && lent.serves(shared)) {
            return lent.segment;
        }
        LentPayload payload = new LentPayload(shared);
        boolean lent = false;
        try {
            payload.segment = payload.view(context.lend(payload));
            lent = true;
            return payload.segment;
        } finally {
            if (!lent) {
                payload.end();
            }
        }
    }

    /** Tells whether segments are views of blocks outside the heap, and not copies. */
    static boolean views() {
        return NATIVE_ACCESS;
    }

    private boolean serves(boolean wantedShared) {
        return segment != null
                && segment.scope().isAlive()
                && shared == wantedShared
                && (shared || owner == Thread.currentThread());
    }

    @SuppressWarnings("restricted") // the block outlives the arena
    private MemorySegment view(ByteBuffer payload) {
        MemorySegment bytes = MemorySegment.ofBuffer(payload);
        if (NATIVE_ACCESS && bytes.isNative()) {
            // The arena knows the buffer, lest the collector frees memory of which a segment is all that is left.
            return bytes.reinterpret(arena, ended -> Reference.reachabilityFence(payload));
        }
        return arena.allocate(bytes.byteSize()).copyFrom(bytes).asReadOnly();
    }

    @Override
    public void end() {
        if (!arena.scope().isAlive()) {
            return;
        }
        try {
            arena.close();
        } catch (IllegalStateException e) {
            if (arena.scope().isAlive()) {
                throw e; // a system call is using it
            }
        }
    }

    @Override
    public void outlives(Runnable giveBack) {
        Cleaning.CLEANER.register(arena.scope(), giveBack);
    }
}
