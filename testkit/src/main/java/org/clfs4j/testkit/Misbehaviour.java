package org.clfs4j.testkit;

import java.nio.ByteBuffer;
import java.util.Set;
import org.clfs4j.testkit.RecordingAllocator.Request;

/** The ways in which an allocator can fail to hand out a usable block. */
enum Misbehaviour {
    RETURNS_NULL {
        @Override
        ByteBuffer misbehave(Request request, Set<ByteBuffer> live) {
            return null;
        }
    },
    THROWS_EXCEPTION {
        @Override
        ByteBuffer misbehave(Request request, Set<ByteBuffer> live) {
            throw new IllegalStateException("the pool is closed");
        }
    },
    THROWS_OUT_OF_MEMORY {
        @Override
        ByteBuffer misbehave(Request request, Set<ByteBuffer> live) {
            throw new OutOfMemoryError("no memory for a block");
        }
    },
    TOO_SMALL {
        @Override
        ByteBuffer misbehave(Request request, Set<ByteBuffer> live) {
            return ByteBuffer.allocateDirect(request.byteCount() - 1);
        }

        @Override
        boolean mayBeFreed() {
            return true;
        }
    },
    READ_ONLY {
        @Override
        ByteBuffer misbehave(Request request, Set<ByteBuffer> live) {
            return ByteBuffer.allocateDirect(request.byteCount()).asReadOnlyBuffer();
        }

        @Override
        boolean mayBeFreed() {
            return true;
        }
    },
    SAME_BLOCK_TWICE {
        @Override
        ByteBuffer misbehave(Request request, Set<ByteBuffer> live) {
            return live.isEmpty() ? null : live.iterator().next();
        }
    },
    SAME_MEMORY_TWICE {
        @Override
        ByteBuffer misbehave(Request request, Set<ByteBuffer> live) {
            return live.isEmpty() ? null : live.iterator().next().duplicate();
        }
    };

    abstract ByteBuffer misbehave(Request request, Set<ByteBuffer> live);

    /** Whether the unusable block may come back to the allocator. */
    boolean mayBeFreed() {
        return false;
    }
}
