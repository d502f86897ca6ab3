package org.clfs4j.offheap;

import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.IdentityHashMap;
import java.util.Map;
import org.clfs4j.allocator.BlockAllocator;
import org.clfs4j.core.io.LogMemory;

/**
 * The memory of one log outside the heap: an arena for each piece, so that a piece is gone as soon as it is given back.
 *
 * <p>Closing an arena costs a handshake with all threads, some 20 µs. The engine gives pieces back when a log is opened or closed and
 * when an index grows, never in the steady course of appending and reading.
 *
 * @threading safe for concurrent use
 */
final class OffHeapMemory implements LogMemory {

    /** Bytes: a page, and what direct I/O wants at most on usual devices. */
    static final int IO_ALIGNMENT = 4096;

    private static final int CACHE_LINE = 64;

    private final Map<ByteBuffer, Arena> pieces = new IdentityHashMap<>();

    @Override
    public ByteBuffer io(int bytes) {
        return handOut(bytes, IO_ALIGNMENT);
    }

    @Override
    public ByteBuffer table(int bytes) {
        return handOut(bytes, CACHE_LINE);
    }

    private ByteBuffer handOut(int bytes, int alignment) {
        Arenas.Piece piece = Arenas.open(bytes, alignment);
        ByteBuffer memory = piece.bytes().order(ByteOrder.LITTLE_ENDIAN);
        synchronized (pieces) {
            pieces.put(memory, piece.arena());
        }
        return memory;
    }

    @Override
    public void free(ByteBuffer memory) {
        Arena arena;
        synchronized (pieces) {
            arena = pieces.remove(memory);
        }
        if (arena == null) {
            Arenas.closeLeft(); // the log was closed meanwhile, and this was still in use
        } else {
            Arenas.close(arena);
        }
    }

    @Override
    public BlockAllocator blocks() {
        return new AreaBlocks();
    }

    @Override
    public void close() {
        synchronized (pieces) {
            pieces.values().forEach(Arenas::close);
            pieces.clear();
        }
    }
}
