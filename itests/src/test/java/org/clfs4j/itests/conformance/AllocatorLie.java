package org.clfs4j.itests.conformance;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.clfs4j.allocator.AllocateFunction;
import org.clfs4j.allocator.BlockAllocator;
import org.clfs4j.allocator.BlockAllocators;
import org.clfs4j.allocator.BlockTrait;
import org.clfs4j.allocator.PoolTag;
import org.clfs4j.allocator.PoolType;

/** One thing that an allocator, correct otherwise, does wrong. */
enum AllocatorLie {
    TOO_SMALL {
        @Override
        BlockAllocator allocator() {
            return allocating((poolType, byteCount, alignment, tag) ->
                    honest(poolType, byteCount, alignment, tag).slice(0, byteCount - 1));
        }
    },
    READ_ONLY {
        @Override
        BlockAllocator allocator() {
            return allocating((poolType, byteCount, alignment, tag) ->
                    honest(poolType, byteCount, alignment, tag).asReadOnlyBuffer());
        }
    },
    NOT_ALIGNED {
        @Override
        BlockAllocator allocator() {
            return allocating((poolType, byteCount, alignment, tag) ->
                    honest(poolType, byteCount + 8, alignment, tag).slice(8, byteCount));
        }
    },
    OTHER_MEMORY {
        @Override
        BlockAllocator allocator() {
            return allocating((poolType, byteCount, alignment, tag) ->
                    BlockAllocators.load(poolType.isPaged() ? "direct" : "heap").allocate(poolType, byteCount, 1, tag));
        }
    },
    NO_STRANGE_TAGS {
        @Override
        BlockAllocator allocator() {
            return allocating((poolType, byteCount, alignment, tag) ->
                    tag.equals(PoolTag.DEFAULT) ? honest(poolType, byteCount, alignment, tag) : null);
        }
    },
    SAME_MEMORY_TWICE {
        @Override
        BlockAllocator allocator() {
            AtomicInteger count = new AtomicInteger();
            AtomicReference<ByteBuffer> last = new AtomicReference<>(ByteBuffer.allocate(0));
            return allocating((poolType, byteCount, alignment, tag) -> {
                if (count.incrementAndGet() % 8 == 0 && last.get().capacity() == byteCount) {
                    return last.get().duplicate();
                }
                ByteBuffer block = honest(poolType, byteCount, alignment, tag);
                last.set(block);
                return block;
            });
        }
    },
    SCRIBBLED_ON {
        @Override
        BlockAllocator allocator() {
            List<ByteBuffer> blocks = Collections.synchronizedList(new ArrayList<>());
            return BlockAllocator.of(
                    (poolType, byteCount, alignment, tag) -> {
                        ByteBuffer block = honest(poolType, byteCount, alignment, tag);
                        synchronized (blocks) {
                            blocks.forEach(AllocatorLie::scribble);
                        }
                        blocks.add(block);
                        return block;
                    },
                    block -> blocks.removeIf(each -> each == block));
        }
    },
    EXHAUSTED {
        @Override
        BlockAllocator allocator() {
            AtomicInteger count = new AtomicInteger();
            return allocating((poolType, byteCount, alignment, tag) ->
                    count.incrementAndGet() > 1000 ? null : honest(poolType, byteCount, alignment, tag));
        }
    },
    TAKEN_BACK_ONLY_AS_IT_WAS {
        @Override
        BlockAllocator allocator() {
            return BlockAllocator.of(AllocatorLie::honest, block -> {
                if (block.position() != 0 || block.limit() != block.capacity()) {
                    throw new IllegalArgumentException("position and limit were moved");
                }
            });
        }
    },
    TAKEN_BACK_ONLY_IN_ITS_THREAD {
        @Override
        BlockAllocator allocator() {
            Map<ByteBuffer, Thread> owners = Collections.synchronizedMap(new IdentityHashMap<>());
            return BlockAllocator.of(
                    (poolType, byteCount, alignment, tag) -> {
                        ByteBuffer block = honest(poolType, byteCount, alignment, tag);
                        owners.put(block, Thread.currentThread());
                        return block;
                    },
                    block -> {
                        if (owners.remove(block) != Thread.currentThread()) {
                            throw new IllegalStateException("another thread has allocated the block");
                        }
                    });
        }
    },
    NOT_REVOKED {
        @Override
        BlockAllocator allocator() {
            return BlockAllocator.standard();
        }

        @Override
        Set<BlockTrait> promise(PoolType poolType) {
            Set<BlockTrait> more = EnumSet.copyOf(honestPromise(poolType));
            more.add(BlockTrait.REVOKED);
            return more;
        }
    };

    /** Makes an allocator that lies and has not done so yet. */
    abstract BlockAllocator allocator();

    Set<BlockTrait> promise(PoolType poolType) {
        return honestPromise(poolType);
    }

    private static BlockAllocator allocating(AllocateFunction allocate) {
        return BlockAllocator.of(allocate, BlockAllocator.standard()::free);
    }

    private static void scribble(ByteBuffer block) {
        int middle = block.capacity() / 2;
        block.put(middle, (byte) (block.get(middle) + 1));
    }

    private static ByteBuffer honest(PoolType poolType, int byteCount, int alignment, PoolTag tag) {
        return BlockAllocator.standard().allocate(poolType, byteCount, alignment, tag);
    }

    static Set<BlockTrait> honestPromise(PoolType poolType) {
        return Set.of(poolType == PoolType.PAGED ? BlockTrait.HEAP : BlockTrait.DIRECT);
    }
}
