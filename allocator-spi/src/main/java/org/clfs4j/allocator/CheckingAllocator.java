package org.clfs4j.allocator;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * For development: stands before an allocator and watches it, and those who use it, keep the contract.
 *
 * <pre>{@code
 *   try (CheckingAllocator checking = CheckingAllocator.of(mine);
 *        MarshallingArea area = stream.createMarshallingArea(
 *                MarshallingAreaOptions.builder().allocator(checking).build())) {
 *       …
 *   }   // the area gives its blocks back; then the allocator looks for what is missing
 * }</pre>
 *
 * <p>It finds:
 *
 * <ul>
 *   <li>a block that is too small, read-only, not aligned, or shares memory with one that is handed out;
 *   <li>bytes written before or behind a block, by guard zones that are looked at when it is freed;
 *   <li>bytes written after a block was freed: its bytes are made worthless, and it is looked at again before it goes back
 *       to the allocator, which happens after {@value #DETENTION} more were freed or when this one is closed;
 *   <li>a block that is freed twice, or was never handed out;
 *   <li>blocks that were not freed when this one is closed, by tag and size.
 * </ul>
 *
 * <p>Each violation is one sentence, thrown where it is found and kept for {@link #violations()} and {@link #close()},
 * because those who free blocks may not pass an exception on. The allocator is asked for more bytes than are handed out,
 * for the guard zones; everything else it is asked for as it would be without this one.
 *
 * @threading safe for concurrent use; the allocator is never called under a lock
 */
public final class CheckingAllocator implements BlockAllocator, AutoCloseable {

    /** How many freed blocks are kept back to see whether anybody still writes to them. */
    private static final int DETENTION = 16;

    private final BlockAllocator allocator;
    private final List<CheckedBlock> live = new ArrayList<>();
    private final ArrayDeque<CheckedBlock> detained = new ArrayDeque<>();
    private final List<String> violations = new ArrayList<>();

    private CheckingAllocator(BlockAllocator allocator) {
        this.allocator = allocator;
    }

    /**
     * Stands before an allocator.
     *
     * @param allocator the allocator to watch
     * @return the pair to use in its place
     */
    public static CheckingAllocator of(BlockAllocator allocator) {
        return new CheckingAllocator(Objects.requireNonNull(allocator, "allocator"));
    }

    /**
     * Hands out a block of the watched allocator.
     *
     * @throws BlockViolationException if that block cannot be used; it goes back, unless it is in use already
     */
    @Override
    public ByteBuffer allocate(PoolType poolType, int byteCount, int alignment, PoolTag tag) {
        int wholeLength = CheckedBlock.wholeLength(byteCount, alignment);
        ByteBuffer whole = allocator.allocate(poolType, wholeLength, alignment, tag);
        if (whole == null) {
            return null;
        }
        Optional<String> fault = fault(whole, wholeLength, alignment);
        if (fault.isPresent()) {
            allocator.free(whole);
            throw violation("The allocator returned " + fault.get() + " (" + tag + ", " + poolType + ")", null);
        }
        synchronized (this) {
            for (List<CheckedBlock> blocks : List.of(live, List.copyOf(detained))) {
                for (CheckedBlock block : blocks) {
                    if (BlockOverlap.exists(block.whole, whole)) {
                        throw violation(block + " was handed out a second time before it was freed", block.origin);
                    }
                }
            }
            CheckedBlock checked = new CheckedBlock(whole, byteCount, alignment, poolType, tag);
            live.add(checked);
            return checked.handedOut;
        }
    }

    private static Optional<String> fault(ByteBuffer whole, int wholeLength, int alignment) {
        if (whole.capacity() < wholeLength) {
            return Optional.of("a block of " + whole.capacity() + " bytes when asked for " + wholeLength);
        }
        if (whole.isReadOnly()) {
            return Optional.of("a read-only block");
        }
        boolean aligned = whole.isDirect()
                ? whole.alignmentOffset(0, alignment) == 0
                : alignment <= PoolType.MAX_HEAP_ALIGNMENT;
        return aligned ? Optional.empty() : Optional.of("a block that is not aligned to " + alignment + " bytes");
    }

    /**
     * Takes a block back.
     *
     * @throws BlockViolationException if it is not handed out, or was written beyond, or if another one was written after it
     *     had been freed; the blocks are taken back all the same
     */
    @Override
    public void free(ByteBuffer block) {
        CheckedBlock freed;
        Optional<String> damage;
        Optional<CheckedBlock> leaving = Optional.empty();
        synchronized (this) {
            freed = takeFromLive(block);
            damage = freed.damagedGuard();
            freed.kill();
            detained.addLast(freed);
            if (detained.size() > DETENTION) {
                leaving = Optional.of(detained.removeFirst());
            }
        }
        Optional<BlockViolationException> late = leaving.flatMap(this::release);
        if (damage.isPresent()) {
            throw violation(damage.get(), freed.origin);
        }
        if (late.isPresent()) {
            throw late.get();
        }
    }

    private CheckedBlock takeFromLive(ByteBuffer block) {
        for (Iterator<CheckedBlock> blocks = live.iterator(); blocks.hasNext(); ) {
            CheckedBlock each = blocks.next();
            if (each.handedOut == block) {
                blocks.remove();
                return each;
            }
        }
        for (CheckedBlock each : detained) {
            if (each.handedOut == block) {
                throw violation(each + " was freed twice", each.origin);
            }
        }
        throw violation("A block was freed that is not handed out: " + block, null);
    }

    /** Gives a block back to the allocator. */
    private Optional<BlockViolationException> release(CheckedBlock block) {
        Optional<BlockViolationException> violation =
                block.changeAfterFree().map(what -> violation(what, block.origin));
        allocator.free(block.whole);
        return violation;
    }

    private synchronized BlockViolationException violation(String sentence, Throwable origin) {
        violations.add(sentence);
        return new BlockViolationException(sentence, origin);
    }

    /**
     * Returns what was found so far.
     *
     * @return a sentence for each violation, oldest first
     */
    public synchronized List<String> violations() {
        return List.copyOf(violations);
    }

    /**
     * Gives all freed blocks back to the allocator and looks for those that were never freed; to be called when everybody
     * who takes blocks from here has been closed.
     *
     * @throws BlockViolationException if a block is missing, or if any violation was found since this one was made; it says
     *     the first, and the others are suppressed exceptions
     */
    @Override
    public void close() {
        List<BlockViolationException> found = new ArrayList<>();
        List<CheckedBlock> leaving;
        synchronized (this) {
            violations.forEach(sentence -> found.add(new BlockViolationException(sentence, null)));
            live.forEach(block -> found.add(new BlockViolationException(block + " was never freed", block.origin)));
            leaving = List.copyOf(detained);
            detained.clear();
        }
        leaving.forEach(block -> release(block).ifPresent(found::add));
        if (!found.isEmpty()) {
            BlockViolationException first = found.get(0);
            found.stream().skip(1).forEach(first::addSuppressed);
            throw first;
        }
    }
}
