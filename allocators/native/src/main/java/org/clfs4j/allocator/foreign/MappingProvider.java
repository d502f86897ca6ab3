package org.clfs4j.allocator.foreign;

import java.util.Set;
import org.clfs4j.allocator.BlockTrait;
import org.clfs4j.allocator.PoolTag;
import org.clfs4j.allocator.PoolType;

/** What the providers of mapped memory have in common: whether the pages can be had is tried. */
abstract class MappingProvider extends ForeignProvider<MappedAllocator> {

    private final HugePages pages;
    private final boolean locking;

    MappingProvider(String name, String description, HugePages pages, boolean locking) {
        super(MappedAllocator.class, name, description);
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
    final MappedAllocator make() {
        return new MappedAllocator(pages, locking);
    }

    @Override
    final void tryOut(MappedAllocator allocator) {
        if (pages != HugePages.IF_ANY && allocator.isIdle()) {
            allocator.free(allocator.allocate(PoolType.NON_PAGED, 1, 1, PoolTag.DEFAULT));
        }
    }
}
