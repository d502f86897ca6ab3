package org.clfs4j.allocator.foreign;

import aQute.bnd.annotation.Resolution;
import aQute.bnd.annotation.spi.ServiceProvider;
import org.clfs4j.allocator.AllocatorProvider;
import org.osgi.service.component.annotations.Component;

/**
 * The allocator {@code jemalloc}: memory of the library of this name, which must be installed.
 *
 * @threading safe for concurrent use
 */
@ServiceProvider(value = AllocatorProvider.class, resolution = Resolution.OPTIONAL)
@Component(service = AllocatorProvider.class, property = "clfs.allocator=jemalloc")
public final class JemallocProvider extends ForeignProvider<NativeFunctions> {

    private static final String LIBRARY = "libjemalloc.so.2";
    private static final String PREFIX = "je_";

    /** Creates the provider; called by {@link java.util.ServiceLoader}. */
    public JemallocProvider() {
        super(NativeFunctions.class, "jemalloc", "aligned_alloc and free of " + LIBRARY);
    }

    @Override
    NativeFunctions make() {
        Library library = Library.load(LIBRARY);
        String prefix = library.has(PREFIX + "aligned_alloc") ? PREFIX : "";
        return NativeFunctions.of(Prototype.ALIGNED_ALLOC, library, prefix + "aligned_alloc", prefix + "free");
    }
}
