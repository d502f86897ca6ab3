package org.clfs4j.allocator.foreign;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.clfs4j.allocator.AllocatorProvider;
import org.clfs4j.allocator.BlockAllocator;
import org.clfs4j.allocator.BlockTrait;
import org.clfs4j.allocator.PoolType;

/** What all providers of native memory have in common: the obstacle is whatever prevents the first use. */
abstract class ForeignProvider implements AllocatorProvider {

    private final String name;
    private final String description;

    ForeignProvider(String name, String description) {
        this.name = name;
        this.description = description;
    }

    /**
     * Makes sure that the allocator works, and returns it.
     *
     * @throws IllegalArgumentException if something that it needs is missing, with one sentence
     * @throws IllegalStateException if the system does not allow it, with one sentence
     */
    abstract BlockAllocator tried();

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String description() {
        return description;
    }

    @Override
    public Set<BlockTrait> promise(PoolType poolType) {
        return EnumSet.of(BlockTrait.DIRECT, BlockTrait.REVOKED);
    }

    @Override
    public final Optional<String> obstacle() {
        try {
            tried();
            return Optional.empty();
        } catch (IllegalCallerException e) {
            Module module = getClass().getModule();
            return Optional.of("Java denies native access to it; start Java with --enable-native-access="
                    + (module.isNamed() ? module.getName() : "ALL-UNNAMED"));
        } catch (IllegalArgumentException | IllegalStateException e) {
            return Optional.of(e.getMessage());
        }
    }

    @Override
    public final BlockAllocator allocator() {
        obstacle().ifPresent(what -> {
            throw new IllegalStateException(what);
        });
        return tried();
    }
}
