package org.clfs4j.testkit;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.clfs4j.allocator.BlockAllocator;
import org.clfs4j.allocator.PoolTag;
import org.clfs4j.allocator.PoolType;

/** Hands out another allocator's blocks, keeps account of each, and misbehaves at one call if asked to. */
final class RecordingAllocator implements BlockAllocator {

    /** What one call of {@link #allocate} was asked for. */
    record Request(PoolType poolType, int byteCount, int alignment, PoolTag tag) {}

    private static final int NEVER = -1;

    private final Set<ByteBuffer> live = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Request> requests = new ArrayList<>();
    private final List<String> offences = new ArrayList<>();
    private final BlockAllocator source;
    private final Misbehaviour misbehaviour;
    private final int misbehaveAt;
    private int allocations;
    private int frees;
    private int peak;

    RecordingAllocator() {
        this(BlockAllocator.standard());
    }

    RecordingAllocator(BlockAllocator source) {
        this(source, Misbehaviour.RETURNS_NULL, NEVER);
    }

    RecordingAllocator(BlockAllocator source, Misbehaviour misbehaviour, int misbehaveAt) {
        this.source = source;
        this.misbehaviour = misbehaviour;
        this.misbehaveAt = misbehaveAt;
    }

    @Override
    public synchronized ByteBuffer allocate(PoolType poolType, int byteCount, int alignment, PoolTag tag) {
        Request request = new Request(poolType, byteCount, alignment, tag);
        requests.add(request);
        if (requests.size() - 1 == misbehaveAt) {
            return misbehaviour.misbehave(request, live);
        }
        ByteBuffer block = source.allocate(poolType, byteCount, alignment, tag);
        // Memory need not come zeroed, nor with position, limit or byte order in any state.
        for (int i = 0; i < block.capacity(); i++) {
            block.put(i, (byte) "garbage!".charAt(i % 8));
        }
        block.position(byteCount / 2).limit(byteCount / 2);
        live.add(block);
        allocations++;
        peak = Math.max(peak, live.size());
        return block;
    }

    @Override
    public synchronized void free(ByteBuffer block) {
        if (live.remove(block)) {
            frees++;
            source.free(block);
        } else if (!misbehaviour.mayBeFreed()) {
            offences.add("freed a block that is not handed out: " + block);
        }
    }

    /** Whether the call that was to misbehave has happened. */
    synchronized boolean misbehaved() {
        return misbehaveAt != NEVER && requests.size() > misbehaveAt;
    }

    synchronized List<Request> requests() {
        return List.copyOf(requests);
    }

    synchronized List<String> offences() {
        return List.copyOf(offences);
    }

    synchronized int allocations() {
        return allocations;
    }

    synchronized int frees() {
        return frees;
    }

    synchronized int live() {
        return live.size();
    }

    synchronized int peak() {
        return peak;
    }
}
