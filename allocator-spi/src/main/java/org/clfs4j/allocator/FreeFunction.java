package org.clfs4j.allocator;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The freeing half of a {@link BlockAllocator}.
 *
 * @threading as {@link BlockAllocator}
 */
@FunctionalInterface
@ConsumerType
public interface FreeFunction {

    /**
     * Takes a block back; see {@link BlockAllocator#free}.
     *
     * @param block the very object that was handed out
     */
    void free(ByteBuffer block);
}
