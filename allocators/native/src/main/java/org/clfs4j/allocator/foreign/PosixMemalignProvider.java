package org.clfs4j.allocator.foreign;

import aQute.bnd.annotation.Resolution;
import aQute.bnd.annotation.spi.ServiceProvider;
import org.clfs4j.allocator.AllocatorProvider;
import org.clfs4j.allocator.BlockAllocator;

/**
 * The allocator {@code posix_memalign}: memory of the C library.
 *
 * @threading safe for concurrent use
 */
@ServiceProvider(value = AllocatorProvider.class, resolution = Resolution.OPTIONAL)
public final class PosixMemalignProvider extends ForeignProvider {

    /** Creates the provider; called by {@link java.util.ServiceLoader}. */
    public PosixMemalignProvider() {
        super("posix_memalign", "posix_memalign and free of the C library");
    }

    @Override
    BlockAllocator tried() {
        return NativeFunctions.of(Prototype.POSIX_MEMALIGN, Library.system(), "posix_memalign", "free");
    }
}
