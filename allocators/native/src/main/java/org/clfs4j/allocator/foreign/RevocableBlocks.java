package org.clfs4j.allocator.foreign;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * The blocks that an allocator has handed out. Each has a life of its own: when it ends, no thread can use the buffer or a
 * view of it any more, and only then does the memory go back.
 *
 * @threading safe for concurrent use
 */
final class RevocableBlocks {

    private record Life(Arena arena, Runnable giveBack) {}

    private final Map<ByteBuffer, Life> lives = new IdentityHashMap<>();

    /**
     * Makes a block of memory at an address.
     *
     * @param giveBack gives the memory back, when the block is taken back or cannot be made
     */
    ByteBuffer handOut(long address, int byteCount, Runnable giveBack) {
        ByteBuffer block = null;
        try {
            Arena arena = Arena.ofShared();
            ByteBuffer made = MemorySegment.ofAddress(address)
                    .reinterpret(byteCount, arena, null)
                    .asByteBuffer();
            synchronized (this) {
                lives.put(made, new Life(arena, giveBack));
            }
            block = made;
            return block;
        } finally {
            if (block == null) {
                giveBack.run();
            }
        }
    }

    /**
     * Ends the life of a block and gives its memory back.
     *
     * @throws IllegalArgumentException if the block is not handed out
     * @throws IllegalStateException if a system call is using the block at this moment; it stays handed out
     */
    void takeBack(ByteBuffer block) {
        Life life;
        synchronized (this) {
            life = lives.remove(block);
        }
        if (life == null) {
            throw new IllegalArgumentException("The block is not one that this allocator has handed out, or was freed before: "
                    + block);
        }
        try {
            life.arena().close();
        } catch (IllegalStateException e) {
            synchronized (this) {
                lives.put(block, life);
            }
            throw new IllegalStateException("The block is being read or written by a system call; free it afterwards", e);
        }
        life.giveBack().run();
    }

    /** Returns how many blocks are handed out. */
    synchronized int count() {
        return lives.size();
    }
}
