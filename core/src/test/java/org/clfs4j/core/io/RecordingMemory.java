package org.clfs4j.core.io;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.clfs4j.allocator.BlockAllocator;
import org.clfs4j.allocator.PoolTag;
import org.clfs4j.allocator.PoolType;

/** Memory that knows what is out, and refuses what was never handed out or comes too late. */
public final class RecordingMemory implements LogMemory {

    private final Set<ByteBuffer> everOut = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<ByteBuffer> out = Collections.newSetFromMap(new IdentityHashMap<>());
    private int blocks;
    private boolean closed;

    @Override
    public ByteBuffer io(int bytes) {
        return handOut(JVM.io(bytes));
    }

    @Override
    public ByteBuffer table(int bytes) {
        return handOut(JVM.table(bytes));
    }

    private synchronized ByteBuffer handOut(ByteBuffer memory) {
        if (closed) {
            throw new AssertionError("memory is asked for after it was closed");
        }
        everOut.add(memory);
        out.add(memory);
        return memory;
    }

    @Override
    public synchronized void free(ByteBuffer memory) {
        if (!everOut.contains(memory)) {
            throw new AssertionError("what is given back was never handed out");
        }
        out.remove(memory);
    }

    @Override
    public BlockAllocator blocks() {
        return new BlockAllocator() {
            @Override
            public ByteBuffer allocate(PoolType poolType, int byteCount, int alignment, PoolTag tag) {
                count(1);
                return JVM.blocks().allocate(poolType, byteCount, alignment, tag);
            }

            @Override
            public void free(ByteBuffer block) {
                count(-1);
            }
        };
    }

    private synchronized void count(int more) {
        blocks += more;
    }

    /** Returns how many pieces are out. */
    public synchronized int out() {
        return out.size();
    }

    /** Returns how many blocks areas have. */
    public synchronized int blocksOut() {
        return blocks;
    }

    public synchronized boolean closed() {
        return closed;
    }

    @Override
    public synchronized void close() {
        closed = true;
        out.clear();
    }
}
