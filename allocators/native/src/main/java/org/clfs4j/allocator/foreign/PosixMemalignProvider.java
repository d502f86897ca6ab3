package org.clfs4j.allocator.foreign;

import aQute.bnd.annotation.Resolution;
import aQute.bnd.annotation.spi.ServiceProvider;
import org.clfs4j.allocator.AllocatorProvider;
import org.osgi.service.component.annotations.Component;

/**
 * The allocator {@code posix_memalign}: memory of the C library.
 *
 * @threading safe for concurrent use
 */
@ServiceProvider(value = AllocatorProvider.class, resolution = Resolution.OPTIONAL)
@Component(service = AllocatorProvider.class, property = "clfs.allocator=posix_memalign")
public final class PosixMemalignProvider extends ForeignProvider<NativeFunctions> {

    /** Creates the provider; called by {@link java.util.ServiceLoader}. */
    public PosixMemalignProvider() {
        super(NativeFunctions.class, "posix_memalign", "posix_memalign and free of the C library");
    }

    @Override
    NativeFunctions make() {
        return NativeFunctions.of(Prototype.POSIX_MEMALIGN, Library.system(), "posix_memalign", "free");
    }
}
