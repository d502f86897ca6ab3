package org.clfs4j.allocator.foreign;

import aQute.bnd.annotation.Resolution;
import aQute.bnd.annotation.spi.ServiceProvider;
import org.clfs4j.allocator.AllocatorProvider;
import org.osgi.service.component.annotations.Component;

/**
 * The allocator {@code mmap-huge}: huge pages, reserved or transparent, or ordinary ones if there are none, as
 * {@link MappedAllocator} hands them out.
 *
 * @threading safe for concurrent use
 */
@ServiceProvider(value = AllocatorProvider.class, resolution = Resolution.OPTIONAL)
@Component(service = AllocatorProvider.class, property = "clfs.allocator=mmap-huge")
public final class HugePagesProvider extends MappingProvider {

    /** Creates the provider; called by {@link java.util.ServiceLoader}. */
    public HugePagesProvider() {
        super("mmap-huge", "huge pages, reserved or transparent, or ordinary ones if there are none", HugePages.IF_ANY, false);
    }
}
