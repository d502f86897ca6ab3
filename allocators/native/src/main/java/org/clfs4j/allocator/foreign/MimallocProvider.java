package org.clfs4j.allocator.foreign;

import aQute.bnd.annotation.Resolution;
import aQute.bnd.annotation.spi.ServiceProvider;
import org.clfs4j.allocator.AllocatorProvider;
import org.clfs4j.allocator.BlockAllocator;
import org.osgi.service.component.annotations.Component;

/**
 * The allocator {@code mimalloc}: memory of the library of this name, which must be installed.
 *
 * @threading safe for concurrent use
 */
@ServiceProvider(value = AllocatorProvider.class, resolution = Resolution.OPTIONAL)
@Component(service = AllocatorProvider.class, property = "clfs.allocator=mimalloc")
public final class MimallocProvider extends ForeignProvider<BlockAllocator> {

    private static final String LIBRARY = "libmimalloc.so.2";

    /**
     * Version 2.0.9, which Debian 12 has, forgets the alignment of smaller blocks
     * (<a href="https://github.com/microsoft/mimalloc/issues/700">issue 700</a>).
     */
    private static final int LEAST_BYTES = 2048;

    /** Creates the provider; called by {@link java.util.ServiceLoader}. */
    public MimallocProvider() {
        super(BlockAllocator.class, "mimalloc", "mi_malloc_aligned and mi_free of " + LIBRARY);
    }

    @Override
    BlockAllocator make() {
        NativeFunctions functions = NativeFunctions.of(
                Prototype.MALLOC_ALIGNED, Library.load(LIBRARY), "mi_malloc_aligned", "mi_free");
        return BlockAllocator.of(
                (poolType, byteCount, alignment, tag) ->
                        functions.allocate(poolType, Math.max(byteCount, LEAST_BYTES), alignment, tag),
                functions::free);
    }
}
