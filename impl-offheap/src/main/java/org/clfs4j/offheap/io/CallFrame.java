package org.clfs4j.offheap.io;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * What a system call needs beside its arguments: a place for the error number, one for a list of memory pieces, and aligned memory
 * for what is not at a place from which it could be written.
 *
 * <p>Frames are used again and again, by whatever thread, so that calls allocate nothing. Those that are too many are left to the
 * garbage collector.
 *
 * @threading taken by one thread at a time
 */
final class CallFrame {

    /** The most pieces that one call writes: the system's limit. */
    static final int MAX_PIECES = 1024;

    /** Bytes of the aligned memory. */
    static final int BOUNCE = 256 << 10;

    private static final int ALIGNMENT = 64 << 10;
    private static final int IDLE_FRAMES = 16;
    private static final long PIECE_BYTES = 2 * ValueLayout.JAVA_LONG.byteSize();

    private static final AtomicReferenceArray<CallFrame> IDLE = new AtomicReferenceArray<>(IDLE_FRAMES);

    private final Arena arena = Arena.ofAuto();
    private final MemorySegment state = arena.allocate(SystemCalls.STATE);
    private MemorySegment pieces;
    private MemorySegment bounce;
    private ByteBuffer bounceBytes;

    private CallFrame() {}

    /** Takes a frame; it must be given back. */
    static CallFrame take() {
        for (int i = 0; i < IDLE_FRAMES; i++) {
            CallFrame frame = IDLE.getAndSet(i, null);
            if (frame != null) {
                return frame;
            }
        }
        return new CallFrame();
    }

    /** Gives the frame back. */
    void giveBack() {
        for (int i = 0; i < IDLE_FRAMES; i++) {
            if (IDLE.compareAndSet(i, null, this)) {
                return;
            }
        }
    }

    /** Returns where a call leaves its error number. */
    MemorySegment state() {
        return state;
    }

    /** Returns the list of pieces. */
    MemorySegment pieces() {
        if (pieces == null) {
            pieces = arena.allocate(MAX_PIECES * PIECE_BYTES, Long.BYTES);
        }
        return pieces;
    }

    /** Sets an entry of the list of pieces. */
    void piece(int index, long address, long length) {
        MemorySegment list = pieces();
        list.setAtIndex(ValueLayout.JAVA_LONG, 2L * index, address);
        list.setAtIndex(ValueLayout.JAVA_LONG, 2L * index + 1, length);
    }

    /** Returns the aligned memory. */
    MemorySegment bounce() {
        if (bounce == null) {
            bounce = arena.allocate(BOUNCE, ALIGNMENT);
            bounceBytes = bounce.asByteBuffer();
        }
        return bounce;
    }

    /** Returns the aligned memory as a buffer. */
    ByteBuffer bounceBytes() {
        bounce();
        return bounceBytes.clear();
    }
}
