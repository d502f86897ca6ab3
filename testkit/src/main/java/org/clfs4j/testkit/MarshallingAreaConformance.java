package org.clfs4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.clfs4j.testkit.Refusal.refused;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.clfs4j.Access;
import org.clfs4j.Append;
import org.clfs4j.LogFile;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;
import org.clfs4j.allocator.PoolType;
import org.clfs4j.error.LogStatus;
import org.junit.jupiter.api.Test;

/**
 * Creating, limiting and closing marshalling areas.
 *
 * @threading tests of one instance run one after the other
 */
public abstract class MarshallingAreaConformance extends LogConformance {

    /** For subclasses. */
    protected MarshallingAreaConformance() {}

    private static MarshallingAreaOptions.Builder options() {
        return MarshallingAreaOptions.builder().blockSize(BLOCK);
    }

    @Test
    @Statements({"B1", "B17"})
    void halfOfThePairIsRefusedAndNeverCalled() throws Exception {
        create(2);
        RecordingAllocator half = new RecordingAllocator();
        refused(
                LogStatus.INVALID_PARAMETER,
                () -> area(options().allocator(half::allocate, null).build()),
                "free");
        refused(
                LogStatus.INVALID_PARAMETER,
                () -> area(options().allocator(null, half::free).build()),
                "allocate");
        assertThat(half.requests()).isEmpty();
        assertThat(half.offences()).isEmpty();
    }

    @Test
    @Statements("B2")
    void withoutThePairTheBuiltInAllocatorServes() throws Exception {
        create(2);
        for (PoolType poolType : PoolType.values()) {
            area = area(options().poolType(poolType).allocator(null, null).build());
            flushed(poolType.name());
            assertThat(readAll()).endsWith(poolType.name());
        }
        assertThat(readAll()).hasSize(PoolType.values().length);
    }

    @Test
    @Statements("B9")
    void neverMoreWriteBlocksThanAllowed() throws Exception {
        create(3);
        for (int limit : new int[] {1, 2, 5}) {
            RecordingAllocator allocator = new RecordingAllocator();
            MarshallingArea limited =
                    area(options().allocator(allocator).maxWriteBlocks(limit).build());
            Threads.run(4, number -> {
                for (int i = 0; i < 50; i++) {
                    limited.append(ByteBuffer.allocate(1500), i % 5 == 0 ? Append.FORCE_APPEND : Append.NONE);
                }
                return null;
            });
            limited.close();
            assertThat(allocator.peak()).isBetween(1, limit);
            assertThat(allocator.live()).isZero();
        }
        assertThat(readAll()).hasSize(600);
    }

    @Test
    @Statements("B10")
    void oneWriteBlockFlushesAtLeastAsOftenAsMany() throws Exception {
        long withOne = flushesWith(1, "one");
        long withMany = flushesWith(MarshallingAreaOptions.UNLIMITED, "many");
        assertThat(withOne).isGreaterThanOrEqualTo(withMany).isGreaterThanOrEqualTo(39);
        assertThat(withMany).isLessThanOrEqualTo(1);
    }

    private long flushesWith(int maxWriteBlocks, String name) throws Exception {
        LogFile file = track(provider()
                .open(
                        name(name),
                        OpenOptions.createNew()
                                .flushThreshold(Integer.MAX_VALUE)
                                .executor(new QueueingExecutor())));
        file.containers().add(2, CONTAINER);
        MarshallingArea blocks = track(file.stream()
                .createMarshallingArea(options().maxWriteBlocks(maxWriteBlocks).build()));
        for (int i = 0; i < 40; i++) {
            blocks.append(ByteBuffer.allocate(3000));
        }
        blocks.flush();
        return file.statistics().flushes();
    }

    @Test
    @Statements("B11")
    void whenAllWriteBlocksAreQueuedAppendsGoOnAfterAFlush() throws Exception {
        create(3);
        MarshallingArea one = area(options().maxWriteBlocks(1).build());
        List<List<Lsn>> lsns = Threads.run(8, number -> {
            List<Lsn> own = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                own.add(one.append(ByteBuffer.allocate(1900), i % 4 == 0 ? Append.FORCE_APPEND : Append.NONE));
            }
            return own;
        });
        assertThat(lsns).allSatisfy(own -> assertThat(own).isSorted());
        one.flush();
        assertThat(lsns()).hasSize(320);
    }

    @Test
    @Statements({"B12", "D10"})
    void oneContextMoreThanReadBlocksIsRefused() throws Exception {
        create(2);
        Lsn lsn = flushed("record");
        area = area(options().maxReadBlocks(3).build());
        List<ReadContext> contexts = new ArrayList<>();
        for (ReadMode mode : ReadMode.values()) {
            contexts.add(track(area.read(lsn, mode)));
        }
        for (ReadMode mode : ReadMode.values()) {
            refused(LogStatus.BLOCKS_EXHAUSTED, () -> area.read(lsn, mode), 3);
        }
        for (ReadContext context : contexts) {
            assertThat(context.next()).isTrue();
            assertThat(text(context.payload())).isEqualTo("record");
        }
        contexts.get(1).close();
        assertThat(read(lsn).next()).isTrue();
        refused(LogStatus.BLOCKS_EXHAUSTED, () -> read(lsn), 3);
    }

    @Test
    @Statements("B13")
    void unlimitedMeansNoLimit() throws Exception {
        create(3, OpenOptions.createNew().flushThreshold(Integer.MAX_VALUE));
        RecordingAllocator allocator = new RecordingAllocator();
        area = area(options()
                .allocator(allocator)
                .maxWriteBlocks(MarshallingAreaOptions.UNLIMITED)
                .maxReadBlocks(MarshallingAreaOptions.UNLIMITED)
                .build());
        Lsn first = append("first" + " ".repeat(3000));
        for (int i = 0; i < 200; i++) {
            append("filling" + " ".repeat(3000));
        }
        assertThat(log.statistics().flushes()).isZero();
        assertThat(allocator.live()).isGreaterThanOrEqualTo(200);
        area.flush();
        for (int i = 0; i < 200; i++) {
            assertThat(read(first).next()).isTrue();
        }
    }

    @Test
    @Statements("B14")
    void theBlockSizeIsRoundedUpToSectors() throws Exception {
        create(2);
        assertThat(area(options().blockSize(5000).build()).blockSize()).isEqualTo(5120);
        assertThat(area(options().blockSize(5120).build()).blockSize()).isEqualTo(5120);
        assertThat(area(options().blockSize(5121).build()).blockSize()).isEqualTo(5632);
        assertThat(area(MarshallingAreaOptions.defaults()).blockSize()).isEqualTo(64 << 10);
    }

    @Test
    @Statements("B14")
    void theBlockSizeIsRoundedUpToTheSectorsOfTheLog() throws Exception {
        create(2, OpenOptions.createNew().sectorSize(4096));
        assertThat(area(options().blockSize(5000).build()).blockSize()).isEqualTo(8192);
    }

    @Test
    @Statements({"B15", "B17"})
    void sizesAndLimitsThatMakeNoSenseAreRefused() throws Exception {
        create(2);
        RecordingAllocator allocator = new RecordingAllocator();
        for (int blockSize : new int[] {0, -1, Integer.MIN_VALUE, MarshallingAreaOptions.MAX_BLOCK_SIZE + 1}) {
            refusedOptions(options().blockSize(blockSize).allocator(allocator), blockSize);
        }
        for (int limit : new int[] {0, -1}) {
            refusedOptions(options().maxWriteBlocks(limit).allocator(allocator), limit);
            refusedOptions(options().maxReadBlocks(limit).allocator(allocator), limit);
        }
        for (int alignment : new int[] {0, -1, 3, 48}) {
            refusedOptions(options().alignment(alignment).allocator(allocator), alignment);
        }
        assertThat(allocator.requests()).isEmpty();
        append("usable");
        assertThat(readAll()).containsExactly("usable");
    }

    @Test
    @Statements("B21")
    void heapMemoryPromisesNoLargeAlignment() throws Exception {
        create(2);
        refusedOptions(options().poolType(PoolType.PAGED).alignment(16), 16);
        area = area(options()
                .poolType(PoolType.PAGED)
                .alignment(PoolType.MAX_HEAP_ALIGNMENT)
                .build());
        flushed("aligned enough");
        assertThat(readAll()).containsExactly("aligned enough");
    }

    private void refusedOptions(MarshallingAreaOptions.Builder options, Object value) {
        refused(LogStatus.INVALID_PARAMETER, () -> area(options.build()), value);
    }

    @Test
    @Statements("B17")
    void aRefusedAreaLeavesNothingThatKeepsTheLogOpen() throws Exception {
        create();
        refused(LogStatus.NOT_ENOUGH_CONTAINERS, () -> area(SMALL_BLOCKS));
        refused(LogStatus.INVALID_PARAMETER, () -> area(options().blockSize(0).build()));
        stream.close();
        log.close();
        open(OpenOptions.openExisting().exclusive());
        assertThat(log.information().totalContainers()).isZero();
    }

    @Test
    @Statements("B18")
    void anAreaOfALogOpenedForReadingReadsAndDoesNotWrite() throws Exception {
        create(2);
        Lsn lsn = append("record");
        reopen(OpenOptions.openExisting().access(Access.READ));
        assertThat(readAll()).containsExactly("record");
        refused(LogStatus.ACCESS_DENIED, () -> append("no"));
        refused(LogStatus.ACCESS_DENIED, () -> flushed("no"));
        refused(LogStatus.ACCESS_DENIED, () -> area.gatherAsLong(new ByteBuffer[] {bytes("no")}, Append.NONE));
        refused(LogStatus.ACCESS_DENIED, () -> area.claim(2, Append.NONE));
        refused(LogStatus.ACCESS_DENIED, () -> area.writeRestartArea(bytes("no"), Lsn.INVALID));
        refused(LogStatus.ACCESS_DENIED, () -> stream.advanceBase(stream.nextLsn()));
        refused(LogStatus.ACCESS_DENIED, () -> log.containers().add(1));
        assertThat(readAt(lsn)).isEqualTo("record");
    }

    @Test
    void anAreaOfALogOpenedForWritingOnlyDoesNotRead() throws Exception {
        create(2);
        reopen(OpenOptions.openExisting().access(Access.WRITE));
        Lsn lsn = flushed("record");
        refused(LogStatus.ACCESS_DENIED, () -> read(lsn));
        refused(LogStatus.ACCESS_DENIED, () -> area.readRestartArea());
        refused(LogStatus.ACCESS_DENIED, () -> area.readRestartAreas());
        reopen();
        assertThat(readAll()).containsExactly("record");
    }

    @Test
    @Statements("B19")
    void anAreaKeepsTheLogOpen() throws Exception {
        create(2);
        stream.close();
        log.close();
        flushed("through the area");
        refused(LogStatus.SHARING_VIOLATION, () -> another(OpenOptions.openExisting().exclusive()));
        area.close();
        reopen(OpenOptions.openExisting().exclusive());
        assertThat(readAll()).containsExactly("through the area");
    }

    @Test
    @Statements("B19")
    void aReadContextKeepsTheLogOpen() throws Exception {
        create(2);
        flushed("record");
        ReadContext context = area.read(stream.baseLsn(), ReadMode.FORWARD);
        assertThat(context.next()).isTrue();
        area.close();
        stream.close();
        log.close();
        refused(LogStatus.SHARING_VIOLATION, () -> another(OpenOptions.openExisting().exclusive()));
        assertThat(text(context.payload())).isEqualTo("record");
        context.close();
        open(OpenOptions.openExisting().exclusive());
        assertThat(log.information().totalContainers()).isEqualTo(2);
    }

    @Test
    void aClosedAreaRefusesEverythingButClose() throws Exception {
        create(2);
        Lsn lsn = append("record");
        area.close();
        area.close();
        refused(LogStatus.INVALID_HANDLE, () -> append("no"));
        refused(LogStatus.INVALID_HANDLE, () -> area.gatherAsLong(new ByteBuffer[] {bytes("no")}, Append.NONE));
        refused(LogStatus.INVALID_HANDLE, () -> area.claim(2, Append.NONE));
        refused(LogStatus.INVALID_HANDLE, area::flush);
        refused(LogStatus.INVALID_HANDLE, () -> area.flushTo(lsn));
        refused(LogStatus.INVALID_HANDLE, () -> area.read(lsn, ReadMode.FORWARD));
        refused(LogStatus.INVALID_HANDLE, () -> area.writeRestartArea(bytes("no"), Lsn.INVALID));
        refused(LogStatus.INVALID_HANDLE, area::readRestartArea);
        refused(LogStatus.INVALID_HANDLE, area::readRestartAreas);
        area = area(SMALL_BLOCKS);
        assertThat(readAll()).containsExactly("record");
    }

    @Test
    void nullArgumentsAreRefusedAndAppendNothing() throws Exception {
        create(2);
        assertThatThrownBy(() -> area.append((ByteBuffer) null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> area.append(bytes("x"), null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> area.gatherAsLong(new ByteBuffer[] {bytes("x"), null}, Append.NONE))
                .isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> area.claim(1, null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> area.flushTo(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> area.read(null, ReadMode.FORWARD)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> area.read(stream.baseLsn(), null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> stream.createMarshallingArea(null)).isInstanceOf(NullPointerException.class);
        append("record");
        assertThat(readAll()).containsExactly("record");
    }
}
