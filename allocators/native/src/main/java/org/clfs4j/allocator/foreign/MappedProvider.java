package org.clfs4j.allocator.foreign;

import aQute.bnd.annotation.Resolution;
import aQute.bnd.annotation.spi.ServiceProvider;
import org.clfs4j.allocator.AllocatorProvider;
import org.osgi.service.component.annotations.Component;

/**
 * The allocator {@code mmap}: pages of its own for each block, as {@link MappedAllocator} hands them out.
 *
 * @threading safe for concurrent use
 */
@ServiceProvider(value = AllocatorProvider.class, resolution = Resolution.OPTIONAL)
@Component(service = AllocatorProvider.class, property = "clfs.allocator=mmap")
public final class MappedProvider extends MappingProvider {

    /** Creates the provider; called by {@link java.util.ServiceLoader}. */
    public MappedProvider() {
        super("mmap", "pages of its own for each block", HugePages.NONE, false);
    }
}
