package org.clfs4j;

import java.util.Objects;
import org.clfs4j.allocator.AllocateFunction;
import org.clfs4j.allocator.BlockAllocator;
import org.clfs4j.allocator.BlockAllocators;
import org.clfs4j.allocator.FreeFunction;
import org.clfs4j.allocator.PoolTag;
import org.clfs4j.allocator.PoolType;

/**
 * Sizes, limits and memory of a marshalling area's log I/O blocks.
 *
 * <p>The values are checked when the area is created, against the log that it is created for.
 *
 * <p>Source: the parameters of <a
 * href="https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-clfscreatemarshallingarea">ClfsCreateMarshallingArea</a>
 * and <code>ClfsCreateMarshallingAreaEx</code>.
 *
 * @threading immutable
 * @param poolType the kind of memory (<i>ePoolType</i>)
 * @param allocate hands out blocks (<i>pfnAllocBuffer</i>); {@code null} together with {@code free} for the built-in
 *     allocator
 * @param free takes blocks back (<i>pfnFreeBuffer</i>)
 * @param tag the owner's label that is handed to {@code allocate}
 * @param blockSize bytes of one block (<i>cbMarshallingBuffer</i>), rounded up to the sector size; headers count
 * @param maxWriteBlocks how many blocks for writing may exist at once (<i>cMaxWriteBuffers</i>), or {@link #UNLIMITED}
 * @param maxReadBlocks how many blocks for reading may exist at once (<i>cMaxReadBuffers</i>), or {@link #UNLIMITED}
 * @param alignment the power of two, in bytes, that each block's address is a multiple of
 * @param strictLinks whether an append is refused whose links do not lie from the base up to the next LSN
 */
public record MarshallingAreaOptions(
        PoolType poolType,
        AllocateFunction allocate,
        FreeFunction free,
        PoolTag tag,
        int blockSize,
        int maxWriteBlocks,
        int maxReadBlocks,
        int alignment,
        boolean strictLinks) {

    /** No limit (<i>INFINITE</i>). */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    /** The default block size, in bytes. */
    public static final int DEFAULT_BLOCK_SIZE = 64 << 10;

    /** The largest block size, in bytes. */
    public static final int MAX_BLOCK_SIZE = 16 << 20;

    /** The default limit of blocks for writing. */
    public static final int DEFAULT_MAX_WRITE_BLOCKS = 64;

    /** The default limit of blocks for reading. */
    public static final int DEFAULT_MAX_READ_BLOCKS = 64;

    /** Checks that nothing but the two functions is missing. */
    public MarshallingAreaOptions {
        Objects.requireNonNull(poolType, "poolType");
        Objects.requireNonNull(tag, "tag");
    }

    /**
     * Returns the defaults: 64 KiB blocks outside the heap from the built-in allocator, at most 64 for writing and 64
     * for reading.
     *
     * @return the default options
     */
    public static MarshallingAreaOptions defaults() {
        return builder().build();
    }

    /**
     * Starts from the defaults.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Collects options.
     *
     * @threading not thread-safe
     */
    public static final class Builder {
        private PoolType poolType = PoolType.NON_PAGED;
        private AllocateFunction allocate;
        private FreeFunction free;
        private PoolTag tag = PoolTag.DEFAULT;
        private int blockSize = DEFAULT_BLOCK_SIZE;
        private int maxWriteBlocks = DEFAULT_MAX_WRITE_BLOCKS;
        private int maxReadBlocks = DEFAULT_MAX_READ_BLOCKS;
        private int alignment = 1;
        private boolean strictLinks;

        private Builder() {}

        /**
         * Sets the kind of memory.
         *
         * @param poolType the kind; default {@link PoolType#NON_PAGED}
         * @return this builder
         */
        public Builder poolType(PoolType poolType) {
            this.poolType = poolType;
            return this;
        }

        /**
         * Sets the pair that blocks come from and go back to.
         *
         * @param allocator the pair; default the built-in one
         * @return this builder
         */
        public Builder allocator(BlockAllocator allocator) {
            return allocator(allocator::allocate, allocator::free);
        }

        /**
         * Sets the pair that blocks come from and go back to by its name, as {@link BlockAllocators#load} finds it.
         *
         * @param name the name, such as {@code direct}
         * @return this builder
         * @throws IllegalStateException if there is none of this name that works here; the message says why or lists
         *     those there are
         */
        public Builder allocator(String name) {
            return allocator(BlockAllocators.load(name));
        }

        /**
         * Sets the two functions that blocks come from and go back to; both or neither.
         *
         * @param allocate hands out a block, or {@code null}
         * @param free takes it back, or {@code null}
         * @return this builder
         */
        public Builder allocator(AllocateFunction allocate, FreeFunction free) {
            this.allocate = allocate;
            this.free = free;
            return this;
        }

        /**
         * Sets the owner's label.
         *
         * @param tag the label; default {@link PoolTag#DEFAULT}
         * @return this builder
         */
        public Builder tag(PoolTag tag) {
            this.tag = tag;
            return this;
        }

        /**
         * Sets the size of one block.
         *
         * @param blockSize bytes; default {@value MarshallingAreaOptions#DEFAULT_BLOCK_SIZE}
         * @return this builder
         */
        public Builder blockSize(int blockSize) {
            this.blockSize = blockSize;
            return this;
        }

        /**
         * Sets the limit of blocks for writing.
         *
         * @param maxWriteBlocks at least 1; default {@value MarshallingAreaOptions#DEFAULT_MAX_WRITE_BLOCKS}
         * @return this builder
         */
        public Builder maxWriteBlocks(int maxWriteBlocks) {
            this.maxWriteBlocks = maxWriteBlocks;
            return this;
        }

        /**
         * Sets the limit of blocks for reading.
         *
         * @param maxReadBlocks at least 1; default {@value MarshallingAreaOptions#DEFAULT_MAX_READ_BLOCKS}
         * @return this builder
         */
        public Builder maxReadBlocks(int maxReadBlocks) {
            this.maxReadBlocks = maxReadBlocks;
            return this;
        }

        /**
         * Sets the alignment of each block's address.
         *
         * @param alignment a power of two, in bytes; default 1. A pool type that begins with a cache line raises it to
         *     {@link PoolType#CACHE_LINE}
         * @return this builder
         */
        public Builder alignment(int alignment) {
            this.alignment = alignment;
            return this;
        }

        /**
         * Sets whether links are checked. CLFS stores them as they are given.
         *
         * @param strictLinks true to refuse an append whose links do not lie from the base up to the next LSN; default
         *     false
         * @return this builder
         */
        public Builder strictLinks(boolean strictLinks) {
            this.strictLinks = strictLinks;
            return this;
        }

        /**
         * Returns the collected options.
         *
         * @return the options
         */
        public MarshallingAreaOptions build() {
            return new MarshallingAreaOptions(
                    poolType, allocate, free, tag, blockSize, maxWriteBlocks, maxReadBlocks, alignment, strictLinks);
        }
    }
}
