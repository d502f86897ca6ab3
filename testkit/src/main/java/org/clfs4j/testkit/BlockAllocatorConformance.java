package org.clfs4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.clfs4j.allocator.BlockAllocator;
import org.clfs4j.allocator.BlockOverlap;
import org.clfs4j.allocator.BlockTrait;
import org.clfs4j.allocator.PoolTag;
import org.clfs4j.allocator.PoolType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What an allocator must do by itself, whatever log its blocks are for; what a log does with it is in
 * {@link AllocatorConformance}.
 *
 * <p>An allocator's own test class extends both. The tests need {@value #BLOCKS} blocks of 64 KiB at once.
 *
 * @threading tests of one instance run one after the other
 */
public abstract class BlockAllocatorConformance {

    private static final int BLOCKS = 64;
    private static final int BLOCK = 64 << 10;
    private static final int MAX_ALIGNMENT = 1 << 20;

    private final List<ByteBuffer> live = new ArrayList<>();

    private BlockAllocator allocator;

    /** For subclasses. */
    protected BlockAllocatorConformance() {}

    /**
     * Returns the allocator under test.
     *
     * @return the allocator; it is asked for once in each test
     */
    protected abstract BlockAllocator allocator();

    /**
     * Says what the allocator promises of a pool type. If this is not said, it is asked for a block, and promises what that
     * one is.
     *
     * @param poolType the kind of memory
     * @return what holds for its blocks; empty if it refuses them
     */
    protected Set<BlockTrait> promise(PoolType poolType) {
        ByteBuffer block = request(poolType, BLOCK, poolType.alignment());
        if (block == null) {
            return Set.of();
        }
        allocator.free(block);
        return Set.of(block.isDirect() ? BlockTrait.DIRECT : BlockTrait.HEAP);
    }

    /**
     * Says up to which alignment blocks outside the heap must be had; above it they may be refused.
     *
     * @return a power of two, in bytes; 1 MiB, which is the most that an area can ask for, if this is not said
     */
    protected int maxAlignment() {
        return MAX_ALIGNMENT;
    }

    @BeforeEach
    final void takeAllocator() {
        allocator = allocator();
    }

    @AfterEach
    final void freeAll() {
        for (ByteBuffer block : live) {
            allocator.free(block);
        }
        live.clear();
    }

    /** Asks for a block, which may be refused. */
    private ByteBuffer request(PoolType poolType, int byteCount, int alignment) {
        try {
            return allocator.allocate(poolType, byteCount, alignment, PoolTag.DEFAULT);
        } catch (Exception | OutOfMemoryError e) {
            return null;
        }
    }

    /** Asks for a block, which must be had. */
    private ByteBuffer allocate(PoolType poolType, int byteCount, int alignment, PoolTag tag) {
        ByteBuffer block = null;
        try {
            block = allocator.allocate(poolType, byteCount, alignment, tag);
        } catch (Exception | OutOfMemoryError e) {
            fail("%s: asked for %d bytes aligned to %d, the allocator threw %s", poolType, byteCount, alignment, e);
        }
        assertThat(block).as("%s: block of %d bytes aligned to %d", poolType, byteCount, alignment).isNotNull();
        synchronized (live) {
            live.add(block);
        }
        return block;
    }

    private ByteBuffer allocate(PoolType poolType, int byteCount) {
        return allocate(poolType, byteCount, poolType.alignment(), PoolTag.DEFAULT);
    }

    private void free(ByteBuffer block) {
        synchronized (live) {
            live.removeIf(each -> each == block);
        }
        assertThatCode(() -> allocator.free(block)).as("freeing %s", block).doesNotThrowAnyException();
    }

    private List<PoolType> served() {
        List<PoolType> served = new ArrayList<>();
        for (PoolType poolType : PoolType.values()) {
            if (!promise(poolType).isEmpty()) {
                served.add(poolType);
            }
        }
        return served;
    }

    private static void fill(ByteBuffer block, int byteCount, int seed) {
        for (int i = 0; i < byteCount; i++) {
            block.put(i, pattern(seed, i));
        }
    }

    private static void assertFilled(ByteBuffer block, int byteCount, int seed) {
        for (int i = 0; i < byteCount; i++) {
            if (block.get(i) != pattern(seed, i)) {
                fail("byte %d of block %d was changed by somebody else", i, seed);
            }
        }
    }

    private static byte pattern(int seed, int index) {
        return (byte) (31 * seed + index + (index >> 8));
    }

    @Test
    void whatIsPromisedIsServedAndNothingElse() {
        assertThat(promise(PoolType.NON_PAGED)).as("what an area asks for if nobody says otherwise").isNotEmpty();
        for (PoolType poolType : PoolType.values()) {
            Set<BlockTrait> promise = promise(poolType);
            if (promise.isEmpty()) {
                assertThat(request(poolType, BLOCK, poolType.alignment())).as("%s", poolType).isNull();
            } else {
                ByteBuffer block = allocate(poolType, BLOCK);
                assertThat(block.isDirect()).as("%s is direct", poolType).isEqualTo(promise.contains(BlockTrait.DIRECT));
                assertThat(block.hasArray()).as("%s is on the heap", poolType).isEqualTo(promise.contains(BlockTrait.HEAP));
            }
        }
    }

    @Test
    @Statements("B4")
    void everyBlockHasTheBytesThatWereAskedFor() {
        for (PoolType poolType : served()) {
            for (int byteCount : new int[] {512, 5120, BLOCK, 1 << 20, 16 << 20}) {
                ByteBuffer block = allocate(poolType, byteCount);
                assertThat(block.capacity()).isGreaterThanOrEqualTo(byteCount);
                assertThat(block.isReadOnly()).isFalse();
                block.put(0, (byte) 1).put(byteCount - 1, (byte) 2);
                assertThat(block.get(0)).isEqualTo((byte) 1);
                assertThat(block.get(byteCount - 1)).isEqualTo((byte) 2);
                free(block);
            }
        }
    }

    @Test
    @Statements("B21")
    void aBlockLiesAtItsAlignmentOrIsRefused() {
        for (PoolType poolType : served()) {
            boolean direct = promise(poolType).contains(BlockTrait.DIRECT);
            int due = direct ? maxAlignment() : PoolType.MAX_HEAP_ALIGNMENT;
            for (int alignment = poolType.alignment(); alignment <= MAX_ALIGNMENT; alignment *= 2) {
                for (int byteCount : new int[] {512, 5120, BLOCK}) {
                    if (alignment <= due) {
                        isAligned(allocate(poolType, byteCount, alignment, PoolTag.DEFAULT), alignment);
                        freeAll();
                    } else {
                        ByteBuffer block = request(poolType, byteCount, alignment);
                        if (block != null) {
                            isAligned(block, alignment);
                            free(block);
                        }
                    }
                }
            }
        }
    }

    private static void isAligned(ByteBuffer block, int alignment) {
        assertThat(block.isDirect() || alignment <= PoolType.MAX_HEAP_ALIGNMENT)
                .as("block that has a fixed address, as an alignment of %d bytes demands", alignment)
                .isTrue();
        if (block.isDirect()) {
            assertThat(block.alignmentOffset(0, alignment)).as("address modulo %d", alignment).isZero();
        }
    }

    @Test
    void blocksThatAreHandedOutShareNoMemory() {
        for (PoolType poolType : served()) {
            for (int i = 0; i < BLOCKS; i++) {
                List<ByteBuffer> before = List.copyOf(live);
                ByteBuffer fresh = allocate(poolType, BLOCK);
                assertThat(before).noneMatch(block -> BlockOverlap.exists(block, fresh));
            }
            freeAll();
        }
    }

    @Test
    @Statements("B3")
    void whatIsWrittenStaysUntilTheBlockIsFreed() {
        for (PoolType poolType : served()) {
            List<ByteBuffer> blocks = new ArrayList<>();
            for (int i = 0; i < BLOCKS; i++) {
                blocks.add(allocate(poolType, BLOCK));
                fill(blocks.get(i), BLOCK, i);
            }
            for (int i = 0; i < BLOCKS; i += 2) {
                free(blocks.get(i));
                blocks.set(i, allocate(poolType, BLOCK));
                fill(blocks.get(i), BLOCK, i);
            }
            for (int i = 0; i < BLOCKS; i++) {
                assertFilled(blocks.get(i), BLOCK, i);
            }
            freeAll();
        }
    }

    @Test
    @Statements("B7")
    void whatWasFreedCanBeHadAgain() {
        for (PoolType poolType : served()) {
            for (int round = 0; round < 400; round++) {
                allocate(poolType, BLOCK).put(round, (byte) 1);
                if (live.size() == 4) {
                    free(live.get(round % 4));
                }
            }
            freeAll();
        }
    }

    @Test
    @Statements("B20")
    void aBlockMayComeBackInAnyState() {
        for (PoolType poolType : served()) {
            ByteBuffer moved = allocate(poolType, BLOCK);
            moved.position(100).mark().limit(200).position(150).order(ByteOrder.LITTLE_ENDIAN);
            free(moved);
            ByteBuffer empty = allocate(poolType, BLOCK);
            empty.limit(0);
            free(empty);
            ByteBuffer filled = allocate(poolType, BLOCK);
            fill(filled, BLOCK, 1);
            filled.position(filled.capacity());
            free(filled);
            allocate(poolType, BLOCK);
        }
    }

    @Test
    void everyTagIsServed() {
        for (String label : List.of("Clfs", "    ", "~~~~", "\"'\\%", "0000")) {
            allocate(PoolType.NON_PAGED, BLOCK, 1, new PoolTag(label));
        }
        assertThat(live).hasSize(5);
    }

    @Test
    @Statements("B8")
    void everyThreadMayAllocateAndFreeWhatOthersHaveAllocated() throws Exception {
        record Passed(ByteBuffer block, int seed) {}
        PoolType poolType = PoolType.NON_PAGED;
        BlockingQueue<Passed> passing = new LinkedBlockingQueue<>();
        Threads.run(4, number -> {
            for (int i = 0; i < 250; i++) {
                ByteBuffer block = allocate(poolType, BLOCK);
                int seed = 1000 * number + i;
                fill(block, BLOCK, seed);
                passing.add(new Passed(block, seed));
                if (i % 4 == 3) {
                    for (int k = 0; k < 4; k++) {
                        Passed taken = passing.take();
                        assertFilled(taken.block(), BLOCK, taken.seed());
                        free(taken.block());
                    }
                }
            }
            return null;
        });
        for (Passed left : passing) {
            assertFilled(left.block(), BLOCK, left.seed());
            free(left.block());
        }
        assertThat(live).isEmpty();
    }

    @Test
    void afterItIsFreedABlockThatIsRevokedThrows() {
        for (PoolType poolType : revoked()) {
            ByteBuffer block = allocate(poolType, BLOCK);
            List<ByteBuffer> views = List.of(block, block.duplicate(), block.slice(512, 512), block.asReadOnlyBuffer());
            free(block);
            for (ByteBuffer view : views) {
                assertIsGone(() -> view.get(0));
                assertIsGone(() -> ByteBuffer.allocate(512).put(view.duplicate().clear().limit(512)));
            }
            assertIsGone(() -> block.put(0, (byte) 1));
            assertIsGone(() -> block.slice(512, 512).putLong(8, 1));
        }
    }

    private static void assertIsGone(Runnable use) {
        Throwable thrown = null;
        try {
            use.run();
        } catch (RuntimeException e) {
            thrown = e;
        }
        assertThat(thrown).as("use of a block that was freed").isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aBlockThatIsRevokedWhileThreadsUseItThrowsInEach() throws Exception {
        PoolType poolType = revoked().get(0);
        for (int round = 0; round < 50; round++) {
            ByteBuffer block = allocate(poolType, BLOCK);
            int threads = 3;
            CountDownLatch using = new CountDownLatch(threads);
            AtomicBoolean freed = new AtomicBoolean();
            List<FutureTask<Boolean>> users = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                users.add(Threads.start(() -> isGoneOnceFreed(block, using, freed)));
            }
            using.await();
            free(block);
            freed.set(true);
            for (FutureTask<Boolean> user : users) {
                assertThat(Threads.result(user)).as("a use fails after the block was freed").isTrue();
            }
        }
    }

    /** Uses a block again and again; tells whether that threw as soon as the block was freed. */
    private static boolean isGoneOnceFreed(ByteBuffer block, CountDownLatch using, AtomicBoolean freed) {
        try {
            boolean before;
            int index = 0;
            do {
                before = freed.get();
                index = (index + 4099) % BLOCK;
                block.put(index, (byte) (block.get(index) + 1));
                using.countDown();
            } while (!before);
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    private List<PoolType> revoked() {
        List<PoolType> revoked = new ArrayList<>();
        for (PoolType poolType : served()) {
            if (promise(poolType).contains(BlockTrait.REVOKED)) {
                revoked.add(poolType);
            }
        }
        assumeTrue(!revoked.isEmpty(), "the allocator promises blocks that are revoked");
        return revoked;
    }
}
