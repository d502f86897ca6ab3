package org.clfs4j.osgi;

import java.util.Optional;
import org.clfs4j.LogStream;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.allocator.BlockAllocator;
import org.clfs4j.error.LogException;

/**
 * How the areas of a configured log are made: with the configured allocator, unless they bring their own.
 *
 * @param allocator the configured one
 * @param watch sees what the areas are answered
 */
record AreaMaking(Optional<BlockAllocator> allocator, LogWatch watch) {

    MarshallingArea make(LogStream stream, MarshallingAreaOptions options, Lease lease) throws LogException {
        MarshallingArea area = stream.createMarshallingArea(withAllocator(options));
        ServedArea served = new ServedArea(new WatchedArea(area, watch));
        served.lent(lease.give("The marshalling area", served::ending, served::closeInOrder));
        return served;
    }

    private MarshallingAreaOptions withAllocator(MarshallingAreaOptions options) {
        if (allocator.isEmpty() || options.allocate() != null || options.free() != null) {
            return options;
        }
        BlockAllocator configured = allocator.get();
        return new MarshallingAreaOptions(
                options.poolType(),
                configured::allocate,
                configured::free,
                options.tag(),
                options.blockSize(),
                options.maxWriteBlocks(),
                options.maxReadBlocks(),
                options.alignment(),
                options.strictLinks());
    }
}
