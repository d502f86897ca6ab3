package org.clfs4j.offheap.io;

import java.lang.foreign.MemorySegment;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Where direct buffers lie. Asking the JDK makes an object each time; but a log writes the same buffers again and again, so their
 * addresses are remembered, as long as somebody else knows the buffers.
 *
 * @threading safe for concurrent use
 */
final class Addresses {

    private static final int SETS = 256;
    private static final int WAYS = 4;

    private static final AtomicReferenceArray<Known> KNOWN = new AtomicReferenceArray<>(SETS * WAYS);

    /** A buffer and the address of its first byte, which never changes. */
    private static final class Known extends WeakReference<ByteBuffer> {

        private final long base;

        Known(ByteBuffer buffer) {
            super(buffer);
            base = MemorySegment.ofBuffer(buffer).address() - buffer.position();
        }
    }

    private Addresses() {}

    /**
     * Returns the address of a direct buffer's position. The caller keeps the buffer reachable while the address is used.
     *
     * @throws IllegalStateException if its memory was given back
     */
    static long of(ByteBuffer buffer) {
        requireAlive(buffer);
        int hash = System.identityHashCode(buffer);
        int set = (hash & SETS - 1) * WAYS;
        for (int way = set; way < set + WAYS; way++) {
            Known known = KNOWN.get(way);
            if (known != null && known.refersTo(buffer)) {
                return known.base + buffer.position();
            }
        }
        return remember(buffer, set, hash >>> 8 & WAYS - 1).base + buffer.position();
    }

    /** A look at a byte is refused if its memory is gone. */
    private static void requireAlive(ByteBuffer buffer) {
        if (buffer.hasRemaining()) {
            buffer.get(buffer.position());
        }
    }

    private static Known remember(ByteBuffer buffer, int set, int victim) {
        Known made = new Known(buffer);
        for (int way = set; way < set + WAYS; way++) {
            Known known = KNOWN.get(way);
            if (known == null || known.refersTo(null)) {
                KNOWN.set(way, made);
                return made;
            }
        }
        KNOWN.set(set + victim, made);
        return made;
    }
}
