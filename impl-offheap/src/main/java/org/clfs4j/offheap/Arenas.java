package org.clfs4j.offheap;

import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Opens and closes shared arenas: whatever uses their memory afterwards gets an {@link IllegalStateException}.
 *
 * <p>An arena that a system call is using, such as a client's that writes a payload elsewhere, cannot be closed at that moment. It is
 * closed together with the next one.
 *
 * @threading safe for concurrent use
 */
final class Arenas {

    private static final Queue<Arena> IN_USE = new ConcurrentLinkedQueue<>();

    private Arenas() {}

    /** Opens an arena for one piece of memory, all zeros. */
    static Piece open(int bytes, int alignment) {
        Arena arena = Arena.ofShared();
        boolean done = false;
        try {
            Piece piece = new Piece(arena, arena.allocate(bytes, alignment).asByteBuffer());
            done = true;
            return piece;
        } finally {
            if (!done) {
                arena.close();
            }
        }
    }

    /**
     * Memory with an arena of its own.
     *
     * @param arena what it lives in
     * @param bytes the memory
     */
    record Piece(Arena arena, ByteBuffer bytes) {}

    /** Closes an arena, at once if possible. */
    static void close(Arena arena) {
        if (!closed(arena)) {
            IN_USE.add(arena);
        }
        closeLeft();
    }

    /** Closes what could not be closed before. */
    static void closeLeft() {
        IN_USE.removeIf(Arenas::closed);
    }

    private static boolean closed(Arena arena) {
        try {
            arena.close();
            return true;
        } catch (IllegalStateException e) {
            return !arena.scope().isAlive();
        }
    }
}
