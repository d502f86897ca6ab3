package org.clfs4j.allocator;

import aQute.bnd.annotation.Resolution;
import aQute.bnd.annotation.spi.ServiceConsumer;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A kind of allocator that can be had by name, found at run time.
 *
 * <p>{@link BlockAllocators} looks for providers with {@link java.util.ServiceLoader}. In an OSGi framework a provider is
 * also a service of this type. Being asked for its name, its description and its promises must cost a provider nothing
 * and change nothing; it may look for libraries and call them when it is asked for an obstacle or an allocator.
 *
 * @threading implementations must be safe for concurrent use
 */
@ConsumerType
@ServiceConsumer(value = AllocatorProvider.class, resolution = Resolution.OPTIONAL, effective = "active")
public interface AllocatorProvider {

    /**
     * Returns the name under which the allocator can be asked for.
     *
     * @return a short, stable name such as {@code direct}
     */
    String name();

    /**
     * Says where the memory comes from.
     *
     * @return one line for people, without a full stop
     */
    String description();

    /**
     * Says what holds for all blocks of a pool type, wherever the allocator works.
     *
     * @param poolType the kind of memory
     * @return what holds, with {@link BlockTrait#HEAP} or {@link BlockTrait#DIRECT} among it; empty if blocks of this type
     *     are always refused
     */
    Set<BlockTrait> promise(PoolType poolType);

    /**
     * Says why the allocator does not work here and now.
     *
     * @return one sentence that names what is missing and how to get it; empty if it works
     */
    Optional<String> obstacle();

    /**
     * Returns the allocator.
     *
     * @return the allocator, which may be one object for all
     * @throws IllegalStateException if there is an {@linkplain #obstacle() obstacle}, with that sentence
     */
    BlockAllocator allocator();
}
