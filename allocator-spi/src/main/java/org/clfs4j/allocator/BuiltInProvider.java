package org.clfs4j.allocator;

import java.util.Optional;
import java.util.Set;

/** An allocator of the JVM's own memory, which is there without being looked for. */
record BuiltInProvider(String name, String description, BlockTrait where, BlockAllocator allocator)
        implements AllocatorProvider {

    static final BuiltInProvider OF_HEAP =
            new BuiltInProvider("heap", "the Java heap", BlockTrait.HEAP, new HeapAllocator());

    static final BuiltInProvider OF_DIRECT = new BuiltInProvider(
            "direct", "direct buffers, outside the Java heap", BlockTrait.DIRECT, new DirectAllocator());

    @Override
    public Set<BlockTrait> promise(PoolType poolType) {
        boolean possible = where != BlockTrait.HEAP || poolType.alignment() <= PoolType.MAX_HEAP_ALIGNMENT;
        return possible ? Set.of(where) : Set.of();
    }

    @Override
    public Optional<String> obstacle() {
        return Optional.empty();
    }
}
