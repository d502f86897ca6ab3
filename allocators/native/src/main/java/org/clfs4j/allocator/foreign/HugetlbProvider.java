package org.clfs4j.allocator.foreign;

import aQute.bnd.annotation.Resolution;
import aQute.bnd.annotation.spi.ServiceProvider;
import org.clfs4j.allocator.AllocatorProvider;
import org.osgi.service.component.annotations.Component;

/**
 * The allocator {@code hugetlb}: huge pages that were reserved on the system, as {@link MappedAllocator} hands them out.
 *
 * @threading safe for concurrent use
 */
@ServiceProvider(value = AllocatorProvider.class, resolution = Resolution.OPTIONAL)
@Component(service = AllocatorProvider.class, property = "clfs.allocator=hugetlb")
public final class HugetlbProvider extends MappingProvider {

    /** Creates the provider; called by {@link java.util.ServiceLoader}. */
    public HugetlbProvider() {
        super("hugetlb", "huge pages that were reserved on the system", HugePages.RESERVED, false);
    }
}
