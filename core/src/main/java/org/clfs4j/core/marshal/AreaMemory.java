package org.clfs4j.core.marshal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.allocator.BlockAllocator;
import org.clfs4j.allocator.BlockOverlap;
import org.clfs4j.allocator.PoolAccount;
import org.clfs4j.allocator.PoolType;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogResourceException;
import org.clfs4j.error.LogStatus;
import org.clfs4j.error.LogUsageException;

/**
 * The blocks of one marshalling area: how many there may be, which are free, and the allocator that they come from.
 *
 * <p>What an allocator hands out is checked before it is used, and every block that was handed out goes back once; but
 * memory that the area holds already is left alone, since giving it back would give back what is in use. The allocator is
 * never called under a lock.
 *
 * @threading safe for concurrent use
 */
final class AreaMemory {

    private static final Logger LOGGER = System.getLogger(AreaMemory.class.getName());

    private final Area area;
    private final BlockAllocator allocator;
    private final MarshallingAreaOptions options;
    private final PoolAccount account;
    private final int blockSize;
    private final int alignment;
    private final ArrayDeque<WriteBlock> freeWriteBlocks = new ArrayDeque<>();
    private final ArrayDeque<ByteBuffer> freeReadBlocks = new ArrayDeque<>();
    private final List<ByteBuffer> handedOut = new ArrayList<>();
    private int writeBlocks;
    private int readBlocks;
    private volatile boolean closed;

    AreaMemory(Area area, BlockAllocator allocator, MarshallingAreaOptions options, int blockSize) {
        this.area = area;
        this.allocator = allocator;
        this.options = options;
        this.account = PoolAccount.of(options.tag());
        this.blockSize = blockSize;
        this.alignment = Math.max(options.alignment(), options.poolType().alignment());
    }

    /** Returns a free write block, or {@code null}. */
    synchronized WriteBlock takeFree() {
        return closed ? null : freeWriteBlocks.pollLast();
    }

    /** Returns a free or new write block, or {@code null} if there are as many as there may be. */
    WriteBlock allocateWriteBlock() throws LogException {
        synchronized (this) {
            if (closed) {
                throw new LogUsageException(LogStatus.INVALID_HANDLE, "The marshalling area was closed");
            }
            WriteBlock free = freeWriteBlocks.pollLast();
            if (free != null) {
                return free;
            }
            if (writeBlocks >= options.maxWriteBlocks()) {
                return null;
            }
            writeBlocks++;
        }
        ByteBuffer allocated = null;
        WriteBlock block = null;
        try {
            allocated = allocate();
            block = new WriteBlock(area, allocated, blockSize);
            return block;
        } finally {
            if (block == null) {
                synchronized (this) {
                    writeBlocks--;
                }
                if (allocated != null) {
                    free(allocated);
                }
            }
        }
    }

    /** Takes a write block back, under whatever lock; to be followed by {@link #freeIfClosed()} without one. */
    synchronized void giveBack(WriteBlock block) {
        freeWriteBlocks.addLast(block);
    }

    /** Gives what came back after {@link #close()} to the allocator; never under a lock. */
    void freeIfClosed() {
        while (closed) {
            WriteBlock block = takeLast();
            if (block == null) {
                return;
            }
            free(block.allocated);
        }
    }

    private synchronized WriteBlock takeLast() {
        return freeWriteBlocks.pollLast();
    }

    /** Returns a free or new read block. */
    ByteBuffer takeReadBlock() throws LogException {
        synchronized (this) {
            ByteBuffer free = freeReadBlocks.pollLast();
            if (free != null) {
                return free;
            }
            if (readBlocks >= options.maxReadBlocks()) {
                throw new LogResourceException(
                        LogStatus.BLOCKS_EXHAUSTED,
                        "All " + options.maxReadBlocks() + " read blocks of the marshalling area are held by open read"
                                + " contexts; close one, or create the area with more");
            }
            readBlocks++;
        }
        boolean allocated = false;
        try {
            ByteBuffer block = allocate();
            allocated = true;
            return block;
        } finally {
            if (!allocated) {
                synchronized (this) {
                    readBlocks--;
                }
            }
        }
    }

    /** Takes a read block back. */
    void giveBack(ByteBuffer block) {
        synchronized (this) {
            if (!closed) {
                freeReadBlocks.addLast(block);
                return;
            }
        }
        free(block);
    }

    /** Gives all free blocks back to the allocator, and from now on every other as soon as it becomes free. */
    void close() {
        List<ByteBuffer> blocks;
        synchronized (this) {
            closed = true;
            blocks = new ArrayList<>(freeReadBlocks);
            freeReadBlocks.clear();
        }
        freeIfClosed();
        blocks.forEach(this::free);
    }

    private ByteBuffer allocate() throws LogException {
        ByteBuffer block;
        try {
            block = allocator.allocate(options.poolType(), blockSize, alignment, options.tag());
        } catch (Throwable e) {
            throw refused("threw " + e, e);
        }
        if (block == null) {
            throw refused("returned no block", null);
        }
        if (!register(block)) {
            throw refused("returned memory that it has handed out already", null);
        }
        String fault = fault(block);
        if (fault != null) {
            giveToAllocator(block);
            throw refused(fault, null);
        }
        account.allocated(blockSize);
        return block;
    }

    private String fault(ByteBuffer block) {
        if (block.capacity() < blockSize) {
            return "returned a block of " + block.capacity() + " bytes";
        }
        if (block.isReadOnly()) {
            return "returned a read-only block";
        }
        if (!block.isDirect() && alignment > PoolType.MAX_HEAP_ALIGNMENT) {
            return "returned heap memory, which cannot be aligned to " + alignment + " bytes";
        }
        if (block.isDirect() && block.alignmentOffset(0, alignment) != 0) {
            return "returned a block that is not aligned to " + alignment + " bytes";
        }
        return null;
    }

    private LogException refused(String what, Throwable cause) {
        account.failed();
        return new LogResourceException(
                LogStatus.INSUFFICIENT_RESOURCES,
                "The allocator of the marshalling area (" + options.tag() + ", " + options.poolType() + ") " + what
                        + " when asked for a block of " + blockSize + " bytes",
                cause);
    }

    private synchronized boolean register(ByteBuffer block) {
        for (ByteBuffer other : handedOut) {
            if (BlockOverlap.exists(other, block)) {
                return false;
            }
        }
        handedOut.add(block);
        return true;
    }

    private void free(ByteBuffer block) {
        account.freed(blockSize);
        giveToAllocator(block);
    }

    private void giveToAllocator(ByteBuffer block) {
        synchronized (this) {
            handedOut.removeIf(other -> other == block);
        }
        try {
            allocator.free(block);
        } catch (Throwable e) {
            LOGGER.log(Level.WARNING, "The allocator of a marshalling area failed to take a block back", e);
        }
    }
}
