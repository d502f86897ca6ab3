package org.clfs4j.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.clfs4j.testkit.Refusal.refused;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.clfs4j.Append;
import org.clfs4j.Claim;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;
import org.clfs4j.RecordFilter;
import org.clfs4j.RecordVisitor;
import org.clfs4j.allocator.AllocatorProvider;
import org.clfs4j.allocator.BlockAllocator;
import org.clfs4j.allocator.BlockAllocators;
import org.clfs4j.allocator.PoolTag;
import org.clfs4j.allocator.PoolType;
import org.clfs4j.allocator.PoolUsage;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;
import org.junit.jupiter.api.Test;

/**
 * The indivisible pair allocate and free: every block comes from the one and goes back to the other, once.
 *
 * <p>The tests show what a log does with an allocator. With another {@link #allocator()} than the built-in one they show
 * that it does the same with that one; what an allocator must do by itself is in {@link BlockAllocatorConformance}.
 *
 * @threading tests of one instance run one after the other
 */
public abstract class AllocatorConformance extends LogConformance {

    private static final int PAGE = 4096;

    /** For subclasses. */
    protected AllocatorConformance() {}

    /**
     * Returns the allocator whose blocks the areas get.
     *
     * @return the allocator; every call may return another one
     */
    protected BlockAllocator allocator() {
        return BlockAllocator.standard();
    }

    /**
     * Tells whether the allocator has blocks of a pool type; it need not, except of {@link PoolType#NON_PAGED}.
     *
     * @param poolType the kind of memory
     * @return false if the tests should not ask for it
     */
    protected boolean serves(PoolType poolType) {
        return true;
    }

    /**
     * Says up to which alignment the allocator's blocks of {@link PoolType#NON_PAGED} can be had.
     *
     * @return a power of two, in bytes; the size of a page if this is not said
     */
    protected int maxAlignment() {
        return PAGE;
    }

    private RecordingAllocator recording() {
        return new RecordingAllocator(allocator());
    }

    private RecordingAllocator misbehaving(Misbehaviour misbehaviour, int misbehaveAt) {
        return new RecordingAllocator(allocator(), misbehaviour, misbehaveAt);
    }

    private static MarshallingAreaOptions.Builder with(BlockAllocator allocator) {
        return MarshallingAreaOptions.builder().blockSize(BLOCK).allocator(allocator);
    }

    @Test
    @Statements({"B3", "B7"})
    void everyBlockComesFromThePairAndGoesBackOnce() throws Exception {
        create(2);
        RecordingAllocator allocator = recording();
        MarshallingArea recorded = area(with(allocator).build());
        recorded.append(ByteBuffer.allocate(3000));
        assertThat(allocator.allocations()).isPositive();
        for (int i = 0; i < 20; i++) {
            recorded.append(ByteBuffer.allocate(3000), Append.FORCE_FLUSH);
        }
        int afterWriting = allocator.live();
        ReadContext context = recorded.read(stream.baseLsn(), ReadMode.FORWARD);
        assertThat(context.next()).isTrue();
        assertThat(allocator.live()).isBetween(1, afterWriting + 1);
        assertThat(recorded.readRestartArea()).isEmpty();
        context.close();
        recorded.close();
        assertThat(allocator.live()).isZero();
        assertThat(allocator.frees()).isEqualTo(allocator.allocations());
        assertThat(allocator.offences()).isEmpty();
    }

    @Test
    @Statements({"B3", "B7"})
    void theBlockOfAnOpenContextGoesBackWhenTheContextIsClosed() throws Exception {
        create(2);
        flushed("record");
        RecordingAllocator allocator = recording();
        MarshallingArea recorded = area(with(allocator).build());
        ReadContext first = recorded.read(stream.baseLsn(), ReadMode.FORWARD);
        ReadContext second = recorded.read(stream.baseLsn(), ReadMode.FORWARD);
        assertThat(first.next()).isTrue();
        assertThat(second.next()).isTrue();
        recorded.close();
        assertThat(allocator.live()).isEqualTo(2);
        first.close();
        first.close();
        assertThat(allocator.live()).isBetween(1, 2);
        assertThat(text(second.payload())).isEqualTo("record");
        second.close();
        assertThat(allocator.live()).isZero();
        assertThat(allocator.frees()).isEqualTo(allocator.allocations());
        assertThat(allocator.offences()).isEmpty();
    }

    @Test
    @Statements({"B4", "B21"})
    void thePairIsAskedForWhatTheAreaWasCreatedWith() throws Exception {
        create(2);
        for (PoolType poolType : PoolType.values()) {
            if (!serves(poolType)) {
                continue;
            }
            RecordingAllocator allocator = recording();
            MarshallingArea recorded = area(with(allocator)
                    .blockSize(5000)
                    .poolType(poolType)
                    .tag(new PoolTag("Test"))
                    .alignment(8)
                    .build());
            Lsn lsn = recorded.append(bytes("record"), Append.FORCE_FLUSH);
            assertThat(readAll(recorded, lsn)).containsExactly("record");
            assertThat(allocator.requests())
                    .isNotEmpty()
                    .containsOnly(new RecordingAllocator.Request(
                            poolType, 5120, Math.max(8, poolType.alignment()), new PoolTag("Test")));
        }
    }

    @Test
    @Statements("B21")
    void everyBlockLiesAtAMultipleOfTheAlignment() throws Exception {
        create(2);
        List<ByteBuffer> blocks = new ArrayList<>();
        BlockAllocator source = allocator();
        BlockAllocator watched = BlockAllocator.of(
                (poolType, byteCount, alignment, tag) -> {
                    assertThat(alignment).isEqualTo(maxAlignment());
                    ByteBuffer block = source.allocate(poolType, byteCount, alignment, tag);
                    assertThat(block.isDirect() ? block.alignmentOffset(0, alignment) : 0).isZero();
                    blocks.add(block);
                    return block;
                },
                source::free);
        area = area(with(watched).alignment(maxAlignment()).build());
        flushed("aligned");
        assertThat(readAll()).containsExactly("aligned");
        assertThat(blocks).isNotEmpty();
    }

    @Test
    @Statements("B21")
    void aBlockAtAnotherAddressIsRefused() throws Exception {
        create(2);
        BlockAllocator misaligned = BlockAllocator.of(
                (poolType, byteCount, alignment, tag) -> BlockAllocator.standard()
                        .allocate(poolType, byteCount + 8, alignment, tag)
                        .slice(8, byteCount),
                block -> {});
        MarshallingArea refusing = area(with(misaligned).alignment(512).build());
        refused(LogStatus.INSUFFICIENT_RESOURCES, () -> refusing.append(bytes("no")), 512);
        flushed("yes");
        assertThat(readAll()).containsExactly("yes");
    }

    @Test
    @Statements("B5")
    void creatingAnAreaAsksForNoBlock() throws Exception {
        create(2);
        RecordingAllocator allocator = recording();
        MarshallingArea unused = area(with(allocator).build());
        assertThat(allocator.requests()).isEmpty();
        unused.close();
        assertThat(allocator.requests()).isEmpty();
        assertThat(allocator.offences()).isEmpty();
    }

    @Test
    @Statements("B6")
    void withoutABlockTheCallFailsAndNothingChanges() throws Exception {
        create(2);
        flushed("before");
        for (Misbehaviour misbehaviour : Misbehaviour.values()) {
            RecordingAllocator allocator = misbehaving(misbehaviour, 0);
            MarshallingArea recorded = area(with(allocator).build());
            Lsn next = stream.nextLsn();
            long available = log.information().currentAvailable();
            refused(LogStatus.INSUFFICIENT_RESOURCES, () -> recorded.append(bytes("x"), Append.FORCE_FLUSH), BLOCK);
            assertThat(stream.nextLsn()).isEqualTo(next);
            assertThat(log.information().currentAvailable()).isEqualTo(available);
            recorded.append(bytes(misbehaviour.name()), Append.FORCE_FLUSH);
            assertThat(readAll()).endsWith(misbehaviour.name());
            recorded.close();
            assertBalanced(allocator);
        }
        assertThat(readAll()).hasSize(1 + Misbehaviour.values().length);
    }

    @Test
    @Statements("B6")
    void whatTheAllocatorThrewIsTheCause() throws Exception {
        create(2);
        for (Misbehaviour throwing : List.of(Misbehaviour.THROWS_EXCEPTION, Misbehaviour.THROWS_OUT_OF_MEMORY)) {
            MarshallingArea recorded =
                    area(with(misbehaving(throwing, 0)).build());
            LogException refusal =
                    refused(LogStatus.INSUFFICIENT_RESOURCES, () -> recorded.claim(10, Append.NONE));
            assertThat(refusal.getCause()).isInstanceOfAny(IllegalStateException.class, OutOfMemoryError.class);
        }
    }

    @Test
    @Statements("B6")
    void withoutABlockAStageFailsAndAReadDoes() throws Exception {
        create(2);
        Lsn lsn = flushed("before");
        MarshallingArea writer = area(with(misbehaving(Misbehaviour.RETURNS_NULL, 0)).build());
        refused(LogStatus.INSUFFICIENT_RESOURCES, writer.appendAsync(bytes("x"), Append.NONE), BLOCK);
        MarshallingArea reader = area(with(misbehaving(Misbehaviour.RETURNS_NULL, 0)).build());
        refused(LogStatus.INSUFFICIENT_RESOURCES, () -> reader.read(lsn, ReadMode.FORWARD).next(), BLOCK);
        assertThat(readAll(reader, lsn)).containsExactly("before");
        assertThat(readAll(writer, lsn)).containsExactly("before");
    }

    @Test
    @Statements({"B6", "B7"})
    void anAllocatorThatFailsAtAnyCallHarmsNothing() throws Exception {
        create(3);
        for (Misbehaviour misbehaviour : Misbehaviour.values()) {
            RecordingAllocator allocator;
            int failAt = 0;
            do {
                stream.advanceBase(stream.nextLsn());
                allocator = misbehaving(misbehaviour, failAt++);
                assertThat(work(allocator)).isEqualTo(readAll());
                assertBalanced(allocator);
            } while (allocator.misbehaved());
            assertThat(failAt).isGreaterThan(5);
        }
    }

    /** Does a bit of everything, again where a block is missing; returns what must be in the log. */
    private List<String> work(RecordingAllocator allocator) throws Exception {
        List<String> expected = new ArrayList<>();
        MarshallingAreaOptions options = with(allocator).maxWriteBlocks(4).build();
        try (MarshallingArea worked = stream.createMarshallingArea(options)) {
            for (int i = 0; i < 6; i++) {
                String text = i + "-".repeat(1000 * (i % 4));
                repeated(() -> worked.append(bytes(text), Append.FORCE_APPEND));
                expected.add(text);
            }
            try (ReadContext context = repeated(() -> worked.read(stream.baseLsn(), ReadMode.FORWARD))) {
                for (String text : expected) {
                    assertThat(repeated(() -> context.next())).isTrue();
                    assertThat(text(context.payload())).isEqualTo(text);
                }
                try (Claim claim = repeated(() -> worked.claim(5, Append.NONE))) {
                    claim.buffer().put(bytes("claim"));
                    claim.commit();
                    expected.add("claim");
                }
                ByteBuffer[] entries = {bytes("gat"), bytes("her")};
                repeated(() -> worked.gatherAsLong(entries, Append.FORCE_APPEND));
                expected.add("gather");
                Lsn last = repeated(() -> worked.append(bytes("reserving"), Append.FORCE_APPEND, 700));
                expected.add("reserving");
                repeated(() -> worked.append(ByteBuffer.wrap("u".repeat(700).getBytes(ISO_8859_1)),
                        Append.NONE.undoNext(last).useReservation()));
                expected.add("u".repeat(700));
                assertThat(worked.reservation().bytes()).isZero();
                repeated(() -> result(worked.appendAsync(bytes("stage"), Append.FORCE_FLUSH)));
                expected.add("stage");
            }
            repeated(() -> worked.writeRestartArea(bytes("state"), Lsn.INVALID));
            expected.add("state");
            assertThat(repeated(worked::readRestartArea)).isPresent();
            try (ReadContext restarts = repeated(worked::readRestartAreas).orElseThrow()) {
                assertThat(text(restarts.payload())).isEqualTo("state");
            }
            repeated(() -> worked.flush());
        }
        List<String> dumped = new ArrayList<>();
        Lsn base = stream.baseLsn();
        repeated(() -> {
            RecordVisitor keeping = each -> dumped.add(text(each.payload()));
            provider().dump(name(), options, RecordFilter.CLIENT, base, Lsn.INVALID, keeping);
            return null;
        });
        assertThat(dumped).isEqualTo(expected);
        return expected;
    }

    /** Waits for a stage and hands on what it failed with. */
    private static <T> T result(CompletionStage<T> stage) throws Exception {
        try {
            return stage.toCompletableFuture().get();
        } catch (ExecutionException e) {
            throw (Exception) e.getCause();
        }
    }

    private interface Call<T> {
        T run() throws Exception;
    }

    /** Runs a call, and once more if it fails for lack of a block. */
    private static <T> T repeated(Call<T> call) throws Exception {
        try {
            return call.run();
        } catch (LogException e) {
            assertThat(e.status()).isEqualTo(LogStatus.INSUFFICIENT_RESOURCES);
            return call.run();
        }
    }

    @Test
    @Statements({"B8", "B7"})
    void thePairIsCalledFromManyThreadsAndStaysBalanced() throws Exception {
        create(3);
        RecordingAllocator allocator = recording();
        MarshallingArea shared = area(with(allocator).maxWriteBlocks(3).build());
        Threads.run(6, number -> {
            for (int i = 0; i < 40; i++) {
                Lsn lsn = shared.append(bytes(number + "/" + i + "-".repeat(700)), Append.FORCE_APPEND);
                try (ReadContext context = shared.read(lsn, ReadMode.FORWARD)) {
                    assertThat(context.next()).isTrue();
                    assertThat(text(context.payload())).startsWith(number + "/" + i + "-");
                }
            }
            return null;
        });
        shared.close();
        assertBalanced(allocator);
        assertThat(readAll()).hasSize(240);
    }

    @Test
    @Statements({"B9", "B12", "B7"})
    void neverMoreBlocksThanTheAreaMayHave() throws Exception {
        create(3);
        RecordingAllocator allocator = recording();
        MarshallingArea limited =
                area(with(allocator).maxWriteBlocks(2).maxReadBlocks(3).build());
        Threads.run(4, number -> {
            for (int i = 0; i < 30; i++) {
                limited.append(bytes(number + "/" + i + "-".repeat(1500)), Append.FORCE_APPEND);
            }
            return null;
        });
        assertThat(allocator.peak()).isBetween(1, 2);
        List<ReadContext> contexts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            contexts.add(limited.read(stream.baseLsn(), ReadMode.FORWARD));
        }
        refused(LogStatus.BLOCKS_EXHAUSTED, () -> limited.read(stream.baseLsn(), ReadMode.FORWARD), 3);
        assertThat(contexts.get(0).next()).isTrue();
        assertThat(text(contexts.get(0).payload())).contains("/0-");
        assertThat(allocator.peak()).isBetween(4, 5);
        for (ReadContext context : contexts) {
            context.close();
        }
        limited.close();
        assertBalanced(allocator);
        assertThat(readAll()).hasSize(120);
    }

    @Test
    @Statements("B8")
    void anAllocatorThatStallsHoldsUpOnlyItsCaller() throws Exception {
        create(2);
        flushed("before");
        BlockAllocator source = allocator();
        CountDownLatch stalled = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        BlockAllocator stalling = BlockAllocator.of(
                (poolType, byteCount, alignment, tag) -> {
                    stalled.countDown();
                    awaitQuietly(goOn);
                    return source.allocate(poolType, byteCount, alignment, tag);
                },
                source::free);
        MarshallingArea slow = area(with(stalling).build());
        FutureTask<Lsn> waiting = Threads.start(() -> {
            try {
                return slow.append(bytes("slow"), Append.FORCE_FLUSH);
            } finally {
                stalled.countDown();
            }
        });
        try {
            stalled.await();
            flushed("meanwhile");
            assertThat(readAll()).containsExactly("before", "meanwhile");
            assertThat(waiting).isNotDone();
        } finally {
            goOn.countDown();
        }
        Threads.result(waiting);
        assertThat(readAll()).containsExactly("before", "meanwhile", "slow");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @Statements("B6")
    void anAllocatorThatGoesAwayLosesNothing() throws Exception {
        create(3);
        int goesAt = 0;
        boolean refused;
        do {
            stream.advanceBase(stream.nextLsn());
            List<String> appended = new ArrayList<>();
            MarshallingArea left =
                    area(with(goingAway(allocator(), goesAt++)).maxWriteBlocks(3).build());
            refused = false;
            try {
                for (int i = 0; i < 6; i++) {
                    String text = i + "-".repeat(3000);
                    Lsn lsn = left.append(bytes(text), i % 2 == 0 ? Append.FORCE_APPEND : Append.FORCE_FLUSH);
                    appended.add(text);
                    assertThat(readAll(left, lsn)).containsExactly(text);
                }
            } catch (LogException e) {
                assertThat(e.status()).isEqualTo(LogStatus.INSUFFICIENT_RESOURCES);
                refused = true;
            }
            left.close();
            assertThat(readAll()).isEqualTo(appended);
        } while (refused);
        assertThat(goesAt).isGreaterThan(2);
        reopen();
        assertThat(readAll()).hasSize(6);
    }

    /** From one call on there is nobody any more, neither for allocating nor for saying that something was freed. */
    private static BlockAllocator goingAway(BlockAllocator source, int goesAt) {
        AtomicInteger calls = new AtomicInteger();
        return BlockAllocator.of(
                (poolType, byteCount, alignment, tag) -> {
                    if (calls.getAndIncrement() >= goesAt) {
                        throw new NoClassDefFoundError("the library is gone");
                    }
                    return source.allocate(poolType, byteCount, alignment, tag);
                },
                block -> {
                    source.free(block);
                    if (calls.getAndIncrement() >= goesAt) {
                        throw new NoClassDefFoundError("the library is gone");
                    }
                });
    }

    @Test
    @Statements("B7")
    void whatATagHasIsCounted() throws Exception {
        create(2);
        PoolTag tag = unusedTag();
        RecordingAllocator allocator = misbehaving(Misbehaviour.TOO_SMALL, 1);
        area = area(with(allocator).tag(tag).build());
        flushed("record");
        assertThat(PoolUsage.of(tag)).isEqualTo(new PoolUsage(tag, 1, 0, 0, BLOCK, 1, BLOCK));
        refused(LogStatus.INSUFFICIENT_RESOURCES, this::readAll, BLOCK);
        assertThat(PoolUsage.of(tag)).isEqualTo(new PoolUsage(tag, 1, 0, 1, BLOCK, 1, BLOCK));
        assertThat(readAll()).containsExactly("record");
        assertThat(PoolUsage.of(tag)).isEqualTo(new PoolUsage(tag, 2, 0, 1, 2 * BLOCK, 2, 2 * BLOCK));
        area.close();
        PoolUsage after = PoolUsage.of(tag);
        assertThat(after).isEqualTo(new PoolUsage(tag, 2, 2, 1, 0, 2, 2 * BLOCK));
        assertThat(after.allocations()).isEqualTo(allocator.allocations());
        assertThat(after.frees()).isEqualTo(allocator.frees());
        assertThat(PoolUsage.snapshot()).contains(after);
    }

    /** Usage is counted for the whole process, so that a test that counts needs a tag for itself. */
    private static PoolTag unusedTag() {
        return new PoolTag(String.format("#%03d", PoolUsage.snapshot().size()));
    }

    @Test
    void anAllocatorIsFoundByItsName() throws Exception {
        create(2);
        for (AllocatorProvider each : BlockAllocators.available()) {
            area = area(MarshallingAreaOptions.builder()
                    .blockSize(BLOCK)
                    .allocator(each.name())
                    .build());
            flushed(each.name());
            assertThat(readAll()).endsWith(each.name());
        }
        assertThat(readAll()).contains("heap", "direct");
    }

    @Test
    void anAllocatorWhoseFreeThrowsHarmsNothing() throws Exception {
        create(2);
        BlockAllocator source = allocator();
        BlockAllocator throwing = BlockAllocator.of(source::allocate, block -> {
            source.free(block);
            throw new IllegalStateException("free failed");
        });
        MarshallingArea refusing = area(with(throwing).build());
        Lsn lsn = refusing.append(bytes("record"), Append.FORCE_FLUSH);
        assertThat(readAll(refusing, lsn)).containsExactly("record");
        refusing.close();
        assertThatThrownBy(() -> refusing.append(bytes("no"))).isInstanceOf(LogException.class);
        reopen(OpenOptions.openExisting().exclusive());
        assertThat(readAll()).containsExactly("record");
    }

    @Test
    @Statements("B20")
    void whatABlockHeldBeforeReachesNoReaderAndNoFile() throws Exception {
        create(2);
        area = area(with(recording()).build());
        List<Integer> lengths = List.of(0, 1, 7, 8, 9, 500, 511, 512, 513, 3000);
        for (int length : lengths) {
            area.append(ByteBuffer.allocate(length), length % 2 == 0 ? Append.FORCE_FLUSH : Append.NONE);
        }
        area.flush();
        ReadContext context = read(stream.baseLsn());
        for (int length : lengths) {
            assertThat(context.next()).isTrue();
            ByteBuffer payload = context.payload();
            assertThat(payload.remaining()).isEqualTo(length);
            assertThat(payload).isEqualTo(ByteBuffer.allocate(length));
        }
        closeAll();
        try (var files = Files.list(directory)) {
            for (var file : files.toList()) {
                String content = new String(Files.readAllBytes(file), ISO_8859_1);
                for (int i = 0; i < 8; i++) {
                    String leftover = "garbage!garbage!".substring(i, i + 4);
                    assertThat(content.indexOf(leftover)).as("%s in %s", leftover, file).isNegative();
                }
            }
        }
    }

    private static void assertBalanced(RecordingAllocator allocator) {
        assertThat(allocator.live()).isZero();
        assertThat(allocator.frees()).isEqualTo(allocator.allocations());
        assertThat(allocator.offences()).isEmpty();
    }
}
