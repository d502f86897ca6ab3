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
import org.clfs4j.allocator.BlockAllocator;
import org.clfs4j.allocator.BlockAllocators;
import org.clfs4j.allocator.BlockTrait;
import org.clfs4j.allocator.PoolTag;
import org.clfs4j.allocator.PoolType;

/** One thing that an allocator, correct otherwise, does wrong. */
enum AllocatorLie {
    TOO_SMALL {
        @Override
        ByteBuffer allocate(PoolType poolType, int byteCount, int alignment, PoolTag tag) {
            return honest(poolType, byteCount, alignment, tag).slice(0, byteCount - 1);
        }
    },
    READ_ONLY {
        @Override
        ByteBuffer allocate(PoolType poolType, int byteCount, int alignment, PoolTag tag) {
            return honest(poolType, byteCount, alignment, tag).asReadOnlyBuffer();
        }
    },
    NOT_ALIGNED {
        @Override
        ByteBuffer allocate(PoolType poolType, int byteCount, int alignment, PoolTag tag) {
            return honest(poolType, byteCount + 8, alignment, tag).slice(8, byteCount);
        }
    },
    OTHER_MEMORY {
        @Override
        ByteBuffer allocate(PoolType poolType, int byteCount, int alignment, PoolTag tag) {
            return BlockAllocators.load(poolType.isPaged() ? "direct" : "heap").allocate(poolType, byteCount, 1, tag);
        }
    },
    NO_STRANGE_TAGS {
        @Override
        ByteBuffer allocate(PoolType poolType, int byteCount, int alignment, PoolTag tag) {
            return tag.equals(PoolTag.DEFAULT) ? honest(poolType, byteCount, alignment, tag) : null;
        }
    },
    SAME_MEMORY_TWICE {
        private final AtomicInteger count = new AtomicInteger();
        private volatile ByteBuffer last = ByteBuffer.allocate(0);

        @Override
        ByteBuffer allocate(PoolType poolType, int byteCount, int alignment, PoolTag tag) {
            if (count.incrementAndGet() % 8 == 0 && last.capacity() == byteCount) {
                return last.duplicate();
            }
            ByteBuffer block = honest(poolType, byteCount, alignment, tag);
            last = block;
            return block;
        }
    },
    SCRIBBLED_ON {
        private final List<ByteBuffer> blocks = Collections.synchronizedList(new ArrayList<>());

        @Override
        ByteBuffer allocate(PoolType poolType, int byteCount, int alignment, PoolTag tag) {
            ByteBuffer block = honest(poolType, byteCount, alignment, tag);
            synchronized (blocks) {
                blocks.forEach(each -> each.put(each.capacity() / 2, (byte) (each.get(each.capacity() / 2) + 1)));
                blocks.add(block);
            }
            return block;
        }

        @Override
        void free(ByteBuffer block) {
            synchronized (blocks) {
                blocks.removeIf(each -> each == block);
            }
        }
    },
    EXHAUSTED {
        private final AtomicInteger count = new AtomicInteger();

        @Override
        ByteBuffer allocate(PoolType poolType, int byteCount, int alignment, PoolTag tag) {
            return count.incrementAndGet() > 1000 ? null : honest(poolType, byteCount, alignment, tag);
        }
    },
    TAKEN_BACK_ONLY_AS_IT_WAS {
        @Override
        void free(ByteBuffer block) {
            if (block.position() != 0 || block.limit() != block.capacity()) {
                throw new IllegalArgumentException("position and limit were moved");
            }
        }
    },
    TAKEN_BACK_ONLY_IN_ITS_THREAD {
        private final Map<ByteBuffer, Thread> owners = Collections.synchronizedMap(new IdentityHashMap<>());

        @Override
        ByteBuffer allocate(PoolType poolType, int byteCount, int alignment, PoolTag tag) {
            ByteBuffer block = honest(poolType, byteCount, alignment, tag);
            owners.put(block, Thread.currentThread());
            return block;
        }

        @Override
        void free(ByteBuffer block) {
            if (owners.remove(block) != Thread.currentThread()) {
                throw new IllegalStateException("another thread has allocated the block");
            }
        }
    },
    NOT_REVOKED {
        @Override
        Set<BlockTrait> promise(PoolType poolType) {
            Set<BlockTrait> more = EnumSet.copyOf(super.promise(poolType));
            more.add(BlockTrait.REVOKED);
            return more;
        }
    };

    ByteBuffer allocate(PoolType poolType, int byteCount, int alignment, PoolTag tag) {
        return honest(poolType, byteCount, alignment, tag);
    }

    void free(ByteBuffer block) {
        // The collector frees it.
    }

    Set<BlockTrait> promise(PoolType poolType) {
        return honestPromise(poolType);
    }

    static ByteBuffer honest(PoolType poolType, int byteCount, int alignment, PoolTag tag) {
        return BlockAllocator.standard().allocate(poolType, byteCount, alignment, tag);
    }

    static Set<BlockTrait> honestPromise(PoolType poolType) {
        return Set.of(poolType == PoolType.PAGED ? BlockTrait.HEAP : BlockTrait.DIRECT);
    }
}
