package org.clfs4j.offheap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.clfs4j.Append;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;
import org.clfs4j.allocator.BlockAllocator;
import org.clfs4j.allocator.PoolTag;
import org.clfs4j.allocator.PoolType;
import org.clfs4j.error.LogException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A segment shows its record, or nothing. */
class MemorySegmentsTest {

    private static final int RECORDS = 200;
    private static final int LENGTH = 300;
    private static final int BLOCK = 4096;

    private static final List<Function<ReadContext, MemorySegment>> BOTH =
            List.of(MemorySegments::confinedPayload, MemorySegments::sharedPayload);

    @TempDir
    private Path directory;

    private LogFile log;
    private LogStream stream;

    @BeforeEach
    void writeRecords() throws IOException {
        log = new OffHeapLogProvider().open(LogName.of(directory.resolve("wal")), OpenOptions.createNew());
        log.containers().add(2, 8 << 20);
        stream = log.stream();
        try (MarshallingArea area = area()) {
            for (int i = 0; i < RECORDS; i++) {
                area.append(record(i));
            }
            area.flush();
        }
    }

    @AfterEach
    void close() throws IOException {
        stream.close();
        log.close();
    }

    private MarshallingArea area() throws LogException {
        return stream.createMarshallingArea(
                MarshallingAreaOptions.builder().blockSize(BLOCK).build());
    }

    private ReadContext first(MarshallingArea area) throws LogException {
        ReadContext context = area.read(stream.baseLsn(), ReadMode.FORWARD);
        assertThat(context.next()).isTrue();
        return context;
    }

    private static ByteBuffer record(int number) {
        ByteBuffer record = ByteBuffer.allocate(LENGTH);
        while (record.hasRemaining()) {
            record.put((byte) (number + record.position()));
        }
        return record.flip();
    }

    /** Tells whether a segment is a record, from its first byte to its last. */
    private static boolean holds(MemorySegment segment, int number) {
        return segment.byteSize() == LENGTH && segment.mismatch(MemorySegment.ofBuffer(record(number))) == -1;
    }

    @Test
    void segmentIsARecordWithoutACopy() throws LogException {
        for (Function<ReadContext, MemorySegment> payload : BOTH) {
            try (MarshallingArea area = area();
                    ReadContext context = area.read(stream.baseLsn(), ReadMode.FORWARD)) {
                for (int i = 0; i < RECORDS; i++) {
                    assertThat(context.next()).isTrue();
                    MemorySegment segment = payload.apply(context);
                    assertThat(holds(segment, i)).as("record %d", i).isTrue();
                    assertThat(segment.address())
                            .isEqualTo(MemorySegment.ofBuffer(context.payload()).address());
                    assertThat(segment.isReadOnly()).isTrue();
                    assertThat(payload.apply(context)).isSameAs(segment);
                }
                assertThat(context.next()).isFalse();
            }
        }
    }

    @Test
    void recordWithoutBytesIsAnEmptySegment() throws LogException {
        try (MarshallingArea area = area()) {
            Lsn empty = area.append(ByteBuffer.allocate(0), Append.FORCE_FLUSH);
            try (ReadContext context = area.read(empty, ReadMode.FORWARD)) {
                assertThat(context.next()).isTrue();
                assertThat(MemorySegments.confinedPayload(context).byteSize()).isZero();
                assertThat(MemorySegments.sharedPayload(context).byteSize()).isZero();
            }
        }
    }

    /** A call of a read context. */
    @FunctionalInterface
    private interface Move {
        void on(ReadContext context) throws LogException;
    }

    @Test
    void everyCallThatMayMoveTheContextEndsTheSegment() throws LogException {
        List<Move> moves = List.of(
                ReadContext::next,
                context -> context.awaitNext(Duration.ZERO),
                ReadContext::skipDamage,
                context -> assertThatExceptionOfType(LogException.class).isThrownBy(context::previousRestartArea),
                context -> assertThatExceptionOfType(LogException.class)
                        .isThrownBy(() -> context.next(stream.nextLsn())),
                ReadContext::close);
        for (Move move : moves) {
            for (Function<ReadContext, MemorySegment> payload : BOTH) {
                try (MarshallingArea area = area();
                        ReadContext context = first(area)) {
                    MemorySegment segment = payload.apply(context);
                    MemorySegment slice = segment.asSlice(10, 5);
                    move.on(context);

                    assertGone(segment);
                    assertGone(slice);
                    assertThatIllegalStateException()
                            .isThrownBy(() -> segment.asByteBuffer().get(0));
                }
            }
        }
    }

    private static void assertGone(MemorySegment segment) {
        assertThatIllegalStateException().isThrownBy(() -> segment.get(ValueLayout.JAVA_BYTE, 0));
        assertThat(segment.scope().isAlive()).isFalse();
    }

    @Test
    void closingTheAreaEndsTheSegmentAlthoughTheContextIsOpen() throws LogException {
        for (Function<ReadContext, MemorySegment> payload : BOTH) {
            MarshallingArea area = area();
            ReadContext context = first(area);
            MemorySegment segment = payload.apply(context);
            area.close();

            assertGone(segment);
            assertThatIllegalStateException().isThrownBy(() -> payload.apply(context));
            context.close();
            assertThatIllegalStateException().isThrownBy(() -> payload.apply(context));
        }
    }

    @Test
    void aContextWithoutARecordHasNoSegment() throws LogException {
        try (MarshallingArea area = area();
                ReadContext context = area.read(stream.nextLsn(), ReadMode.FORWARD)) {
            assertThatIllegalStateException().isThrownBy(() -> MemorySegments.confinedPayload(context));
            assertThat(context.next()).isFalse();
            assertThatIllegalStateException().isThrownBy(() -> MemorySegments.sharedPayload(context));
        }
    }

    @Test
    void aForeignContextIsRefused() {
        ReadContext foreign = (ReadContext) Proxy.newProxyInstance(
                ReadContext.class.getClassLoader(), new Class<?>[] {ReadContext.class}, (proxy, method, arguments) -> null);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> MemorySegments.confinedPayload(foreign))
                .withMessageContaining(foreign.getClass().getName());
    }

    @Test
    void aConfinedSegmentIsForItsThreadAndASharedOneForAll() throws Exception {
        try (MarshallingArea area = area();
                ReadContext context = first(area)) {
            MemorySegment confined = MemorySegments.confinedPayload(context);
            assertThatExceptionOfType(WrongThreadException.class)
                    .isThrownBy(() -> inAnotherThread(() -> confined.get(ValueLayout.JAVA_BYTE, 0)));
            MemorySegment shared = MemorySegments.sharedPayload(context);
            assertGone(confined);
            assertThat(inAnotherThread(() -> holds(shared, 0))).isTrue();
            assertThat(inAnotherThread(() -> MemorySegments.sharedPayload(context))).isSameAs(shared);
        }
    }

    @Test
    void anotherThreadCannotMoveAContextWhoseRecordIsConfined() throws Exception {
        try (MarshallingArea area = area();
                ReadContext context = first(area)) {
            MemorySegment segment = MemorySegments.confinedPayload(context);
            Lsn lsn = context.lsn();

            assertThatExceptionOfType(WrongThreadException.class)
                    .isThrownBy(() -> inAnotherThread(context::next));

            assertThat(context.lsn()).isEqualTo(lsn);
            assertThat(holds(segment, 0)).isTrue();
            assertThat(context.next()).isTrue();
            assertThat(holds(MemorySegments.confinedPayload(context), 1)).isTrue();
        }
    }

    @Test
    void anotherThreadEndsASharedSegmentByClosing() throws Exception {
        MarshallingArea area = area();
        ReadContext one = first(area);
        ReadContext two = first(area);
        MemorySegment ofOne = MemorySegments.sharedPayload(one);
        MemorySegment ofTwo = MemorySegments.sharedPayload(two);

        inAnotherThread(() -> {
            one.close();
            return null;
        });
        assertGone(ofOne);
        assertThat(holds(ofTwo, 0)).isTrue();
        inAnotherThread(() -> {
            area.close();
            return null;
        });
        assertGone(ofTwo);
        two.close();
    }

    @Test
    void aConfinedSegmentStaysWhatItIsWhenAnotherThreadClosesTheArea() throws Exception {
        MarshallingArea area = area();
        ReadContext context = first(area);
        MemorySegment segment = MemorySegments.confinedPayload(context);

        inAnotherThread(() -> {
            area.close();
            return null;
        });

        useBlocks();
        assertThat(holds(segment, 0)).isTrue();
        assertThatExceptionOfType(LogException.class).isThrownBy(context::next);
        assertGone(segment);
        context.close();
    }

    @Test
    void aConfinedSegmentStaysWhatItIsWhenAnotherThreadClosesTheContext() throws Exception {
        CountingBlocks blocks = new CountingBlocks();
        MarshallingArea area = stream.createMarshallingArea(MarshallingAreaOptions.builder()
                .blockSize(BLOCK)
                .maxReadBlocks(2)
                .allocator(blocks)
                .build());
        ReadContext context = first(area);
        MemorySegment segment = MemorySegments.confinedPayload(context);

        inAnotherThread(() -> {
            context.close();
            return null;
        });
        try (ReadContext other = first(area)) {
            while (other.next()) {
                assertThat(holds(segment, 0)).isTrue(); // the block is not used by others
            }
        }
        area.close();

        assertThat(blocks.out).isEqualTo(1);
        assertThat(holds(segment, 0)).isTrue();
        segment = null;
        while (blocks.out > 0) {
            System.gc(); // until nobody knows the segment any more
        }
    }

    /** Counts blocks that are not given back, and spoils those that are. */
    private static final class CountingBlocks implements BlockAllocator {

        private volatile int out;

        @Override
        public synchronized ByteBuffer allocate(PoolType poolType, int byteCount, int alignment, PoolTag tag) {
            out++;
            return ByteBuffer.allocateDirect(byteCount);
        }

        @Override
        public synchronized void free(ByteBuffer block) {
            block.clear();
            while (block.hasRemaining()) {
                block.put((byte) 0xEE);
            }
            out--;
        }
    }

    /** Hands out memory that the collector frees, and can tell whether it has. */
    private static final class CollectedBlocks implements BlockAllocator {

        private final List<WeakReference<ByteBuffer>> made = new ArrayList<>();

        @Override
        public synchronized ByteBuffer allocate(PoolType poolType, int byteCount, int alignment, PoolTag tag) {
            ByteBuffer block = ByteBuffer.allocateDirect(byteCount);
            made.add(new WeakReference<>(block));
            return block;
        }

        @Override
        public void free(ByteBuffer block) {
            // The collector does.
        }

        synchronized boolean allCollected() {
            return made.stream().allMatch(each -> each.refersTo(null));
        }
    }

    @Test
    void aSegmentKeepsMemoryThatTheCollectorWouldFree() throws Exception {
        CollectedBlocks blocks = new CollectedBlocks();
        MemorySegment segment = ofAContextThatAnotherThreadClosed(blocks);
        for (int i = 0; i < 5; i++) {
            System.gc();
        }
        assertThat(blocks.allCollected()).isFalse();
        assertThat(holds(segment, 0)).isTrue();
        segment = null;
        while (!blocks.allCollected()) {
            System.gc(); // until nobody knows the segment any more
        }
    }

    /** All that is left of the area and its context is the segment, for it belongs to this thread. */
    private MemorySegment ofAContextThatAnotherThreadClosed(BlockAllocator blocks) throws Exception {
        MarshallingArea area = stream.createMarshallingArea(
                MarshallingAreaOptions.builder().blockSize(BLOCK).allocator(blocks).build());
        ReadContext context = first(area);
        MemorySegment segment = MemorySegments.confinedPayload(context);
        inAnotherThread(() -> {
            context.close();
            area.close();
            return null;
        });
        return segment;
    }

    @Test
    void blocksOnTheHeapAreCopiedAndLiveAsLong() throws LogException {
        for (Function<ReadContext, MemorySegment> payload : BOTH) {
            try (MarshallingArea area = stream.createMarshallingArea(MarshallingAreaOptions.builder()
                            .blockSize(BLOCK)
                            .poolType(PoolType.PAGED)
                            .build());
                    ReadContext context = first(area)) {
                MemorySegment segment = payload.apply(context);
                assertThat(holds(segment, 0)).isTrue();
                assertThat(segment.isReadOnly()).isTrue();
                context.next();
                assertGone(segment);
            }
        }
    }

    @Test
    void aContextIsNotMovedWhileASystemCallUsesItsRecord() throws Exception {
        int large = 1 << 20; // more than a pipe takes
        try (MarshallingArea area = stream.createMarshallingArea(
                MarshallingAreaOptions.builder().blockSize(2 * large).build())) {
            Lsn lsn = area.append(ByteBuffer.allocate(large), Append.FORCE_FLUSH);
            try (ReadContext context = area.read(lsn, ReadMode.FORWARD)) {
                assertThat(context.next()).isTrue();
                MemorySegment segment = MemorySegments.sharedPayload(context);
                Pipe pipe = Pipe.open();
                FutureTask<Integer> writer = new FutureTask<>(() -> pipe.sink().write(segment.asByteBuffer()));
                new Thread(writer, "writer").start();
                pipe.source().read(ByteBuffer.allocate(1)); // now it has begun

                assertThatIllegalStateException().isThrownBy(context::next);
                assertThat(context.lsn()).isEqualTo(lsn);

                ByteBuffer rest = ByteBuffer.allocate(large - 1);
                while (rest.hasRemaining()) {
                    pipe.source().read(rest);
                }
                assertThat(writer.get()).isEqualTo(large);
                assertThat(context.next()).isFalse();
                assertGone(segment);
            }
        }
    }

    @Test
    void readersWhoseAreasAreClosedUnderThemSeeTheirRecordsOrAnException() throws Exception {
        for (int round = 0; round < 20; round++) {
            MarshallingArea area = area();
            CountDownLatch reading = new CountDownLatch(4);
            AtomicBoolean wrong = new AtomicBoolean();
            List<FutureTask<Void>> readers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Function<ReadContext, MemorySegment> payload = BOTH.get(i % 2);
                readers.add(new FutureTask<>(() -> {
                    readForEver(area, payload, reading, wrong);
                    return null;
                }));
                new Thread(readers.get(i), "reader").start();
            }
            reading.await();
            area.close();
            useBlocks();
            for (FutureTask<Void> reader : readers) {
                assertThatExceptionOfType(ExecutionException.class)
                        .isThrownBy(reader::get)
                        .withCauseInstanceOf(Exception.class)
                        .matches(e -> e.getCause() instanceof LogException || e.getCause() instanceof IllegalStateException);
            }
            assertThat(wrong).isFalse();
        }
    }

    private void readForEver(
            MarshallingArea area,
            Function<ReadContext, MemorySegment> payload,
            CountDownLatch reading,
            AtomicBoolean wrong)
            throws LogException {
        while (true) {
            try (ReadContext context = area.read(stream.baseLsn(), ReadMode.FORWARD)) {
                for (int i = 0; context.next(); i++) {
                    MemorySegment segment = payload.apply(context);
                    for (int times = 0; times < 10; times++) {
                        if (!holds(segment, i)) {
                            wrong.set(true);
                        }
                    }
                    reading.countDown();
                }
            }
        }
    }

    /** Makes others use what memory is free. */
    private void useBlocks() throws LogException {
        for (int i = 0; i < 3; i++) {
            try (MarshallingArea area = area();
                    ReadContext context = area.read(stream.baseLsn(), ReadMode.FORWARD)) {
                while (context.next()) {
                    assertThat(context.payload().remaining()).isEqualTo(LENGTH);
                }
            }
        }
    }

    private static <T> T inAnotherThread(Callable<T> work) throws Exception {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, "another");
        thread.start();
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }
}
