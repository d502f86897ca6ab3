package org.clfs4j.allocator.foreign;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.clfs4j.allocator.AllocatorProvider;
import org.clfs4j.allocator.BlockAllocator;
import org.clfs4j.allocator.BlockTrait;
import org.clfs4j.allocator.PoolType;

/**
 * What all providers of native memory have in common: the obstacle is whatever prevents the first use, and all that ask for
 * an allocator of a name get the same one.
 *
 * @param <A> what the allocator is
 */
abstract class ForeignProvider<A extends BlockAllocator> implements AllocatorProvider {

    private static final ConcurrentMap<String, BlockAllocator> SHARED = new ConcurrentHashMap<>();

    private final Class<A> type;
    private final String name;
    private final String description;

    ForeignProvider(Class<A> type, String name, String description) {
        this.type = type;
        this.name = name;
        this.description = description;
    }

    /**
     * Makes the allocator, when it is first asked for.
     *
     * @throws IllegalArgumentException if something that it needs is missing, with one sentence
     * @throws IllegalStateException if the system does not allow it, with one sentence
     */
    abstract A make();

    /**
     * Tries whether the allocator works now.
     *
     * @throws IllegalStateException if the system does not allow it, with one sentence
     */
    void tryOut(A allocator) {
        // What could be made works.
    }

    private A shared() {
        return type.cast(SHARED.computeIfAbsent(name, key -> make()));
    }

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
            tryOut(shared());
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
        return shared();
    }
}
