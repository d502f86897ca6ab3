package org.clfs4j.allocator.foreign;

import aQute.bnd.annotation.Resolution;
import aQute.bnd.annotation.spi.ServiceProvider;
import org.clfs4j.allocator.AllocatorProvider;
import org.osgi.service.component.annotations.Component;

/**
 * The allocator {@code mmap-locked}: pages of its own for each block, locked in main memory, as {@link MappedAllocator}
 * hands them out.
 *
 * @threading safe for concurrent use
 */
@ServiceProvider(value = AllocatorProvider.class, resolution = Resolution.OPTIONAL)
@Component(service = AllocatorProvider.class, property = "clfs.allocator=mmap-locked")
public final class LockedProvider extends MappingProvider {

    /** Creates the provider; called by {@link java.util.ServiceLoader}. */
    public LockedProvider() {
        super("mmap-locked", "pages of its own for each block, locked in main memory", HugePages.NONE, true);
    }
}
