package org.clfs4j.offheap;

import java.lang.foreign.MemorySegment;
import org.clfs4j.ReadContext;
import org.clfs4j.core.io.LendingContext;

/**
 * Records as memory segments, without a copy.
 *
 * <p>A segment lives as long as its record is the current one: until a call that may move the read context, until the context is closed,
 * or until its marshalling area is. Whoever uses it, or a slice of it, afterwards gets an {@link IllegalStateException}, never other
 * bytes. Segments are read-only. They are views of the read block if that lies outside the heap, as it does unless an area has an allocator of
 * its own, and if native access is enabled for this module; else they are copies that live as long.
 *
 * <p>Works with the read contexts of all providers that are made of the same engine.
 *
 * @threading a read context is for one thread at a time; who may use a segment is said at the method that returns it
 */
public final class MemorySegments {

    private MemorySegments() {}

    /**
     * Returns the payload of the current record for the calling thread alone, which costs next to nothing.
     *
     * <p>Another thread that uses the segment gets a {@link WrongThreadException}, and so does one that moves the context to another record
     * meanwhile. Another thread may close the context or the area; the segment then stays what it is until its own thread uses the
     * context next.
     *
     * @param context a read context with a current record
     * @return the record's bytes; the same segment for the same record
     * @throws IllegalStateException if there is no current record, or the context or its area is closed
     * @throws IllegalArgumentException if the context is not made of this engine
     */
    public static MemorySegment confinedPayload(ReadContext context) {
        return LentPayload.of(lending(context), false);
    }

    /**
     * Returns the payload of the current record for all threads.
     *
     * <p>Any thread may move or close the context, or close the area, and the segment is gone when that call returns. This takes a
     * handshake with all threads of the JVM, some ten microseconds or more for each record that was asked for.
     *
     * @param context a read context with a current record
     * @return the record's bytes; the same segment for the same record
     * @throws IllegalStateException if there is no current record, or the context or its area is closed; also from a call that would
     *     move the context while a thread is in a system call with the segment
     * @throws IllegalArgumentException if the context is not made of this engine
     */
    public static MemorySegment sharedPayload(ReadContext context) {
        return LentPayload.of(lending(context), true);
    }

    private static LendingContext lending(ReadContext context) {
        if (context instanceof LendingContext lending) {
            return lending;
        }
        throw new IllegalArgumentException("Segments are views of this engine's read blocks, got a read context of "
                + context.getClass().getName());
    }
}
