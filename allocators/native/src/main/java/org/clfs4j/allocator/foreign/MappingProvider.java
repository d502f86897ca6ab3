package org.clfs4j.allocator.foreign;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.clfs4j.allocator.BlockAllocator;
import org.clfs4j.allocator.BlockTrait;
import org.clfs4j.allocator.PoolTag;
import org.clfs4j.allocator.PoolType;

/** What the providers of mapped memory have in common: all that ask for the same one share its pages. */
abstract class MappingProvider extends ForeignProvider {

    private static final Map<String, MappedAllocator> SHARED = new ConcurrentHashMap<>();

    private final HugePages pages;
    private final boolean locking;

    MappingProvider(String name, String description, HugePages pages, boolean locking) {
        super(name, description);
        this.pages = pages;
        this.locking = locking;
    }

    @Override
    public Set<BlockTrait> promise(PoolType poolType) {
        Set<BlockTrait> promise = super.promise(poolType);
        if (pages != HugePages.NONE) {
            promise.add(pages == HugePages.RESERVED ? BlockTrait.HUGE_PAGES : BlockTrait.HUGE_PAGES_IF_ANY);
        }
        if (locking && !poolType.isPaged()) {
            promise.add(BlockTrait.LOCKED);
        }
        return promise;
    }

    @Override
    BlockAllocator tried() {
        MappedAllocator allocator =
                SHARED.computeIfAbsent(name(), name -> new MappedAllocator(pages, locking));
        if (pages != HugePages.IF_ANY && allocator.isIdle()) {
            allocator.free(allocator.allocate(PoolType.NON_PAGED, 1, 1, PoolTag.DEFAULT));
        }
        return allocator;
    }
}
