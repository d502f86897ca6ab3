package org.clfs4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clfs4j.testkit.Refusal.refused;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.clfs4j.Append;
import org.clfs4j.LogFile;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;
import org.clfs4j.error.LogFullException;
import org.clfs4j.error.LogStatus;
import org.clfs4j.inspect.BlockHeader;
import org.clfs4j.inspect.LogInspector;
import org.junit.jupiter.api.Test;

/**
 * Appending records: their bytes, links, blocks and visibility.
 *
 * @threading tests of one instance run one after the other
 */
public abstract class AppendConformance extends LogConformance {

    /** For subclasses. */
    protected AppendConformance() {}

    @Test
    @Statements("A1")
    void severalEntriesMakeOneRecord() throws Exception {
        create(2);
        ByteBuffer middle = bytes("--middle--").position(2).limit(8);
        ByteBuffer direct = ByteBuffer.allocateDirect(3).put(bytes("end")).flip();
        Lsn lsn = area.append(List.of(bytes("begin "), middle, bytes(""), bytes(" "), direct), Append.FORCE_FLUSH);
        area.gatherAsLong(new ByteBuffer[0], Append.NONE);
        assertThat(readAt(lsn)).isEqualTo("begin middle end");
        assertThat(readAll()).containsExactly("begin middle end", "");
        assertThat(middle.position()).isEqualTo(2);
        assertThat(middle.limit()).isEqualTo(8);
    }

    @Test
    void everyKindOfBufferIsCopiedFromPositionToLimitAndLeftAsItIs() throws Exception {
        create(2);
        List<ByteBuffer> buffers = List.of(
                ByteBuffer.wrap("..record..".getBytes(), 2, 6),
                ByteBuffer.wrap("..record..".getBytes(), 2, 6).asReadOnlyBuffer(),
                ByteBuffer.wrap("....record".getBytes(), 2, 8).slice().position(2),
                ByteBuffer.allocateDirect(10).put(bytes("..record..")).position(2).limit(8));
        for (ByteBuffer buffer : buffers) {
            ByteBuffer before = buffer.duplicate();
            area.append(buffer);
            assertThat(buffer.position()).isEqualTo(before.position());
            assertThat(buffer.limit()).isEqualTo(before.limit());
        }
        assertThat(readAll()).hasSize(buffers.size()).containsOnly("record");
    }

    @Test
    void theCallersBufferMayBeReusedAtOnce() throws Exception {
        create(2);
        byte[] reused = "first ".getBytes();
        area.append(ByteBuffer.wrap(reused));
        System.arraycopy("second".getBytes(), 0, reused, 0, 6);
        area.append(ByteBuffer.wrap(reused), Append.FORCE_APPEND);
        Arrays.fill(reused, (byte) 'x');
        area.flush();
        assertThat(readAll()).containsExactly("first ", "second");
    }

    @Test
    void everyByteValueAndLengthComesBack() throws Exception {
        create(3);
        List<byte[]> records = new ArrayList<>();
        for (int length = 0; length <= area.maxRecordSize(); length += length < 40 ? 1 : 211) {
            byte[] record = new byte[length];
            for (int i = 0; i < length; i++) {
                record[i] = (byte) (i * 7 + length);
            }
            records.add(record);
            area.append(ByteBuffer.wrap(record));
        }
        reopen();
        try (ReadContext context = read(stream.baseLsn())) {
            for (byte[] record : records) {
                assertThat(context.next()).isTrue();
                assertThat(context.payload()).isEqualTo(ByteBuffer.wrap(record));
            }
            assertThat(context.next()).isFalse();
        }
    }

    @Test
    @Statements("A5")
    void aRecordLargerThanABlockIsRefused() throws Exception {
        create(2);
        append("before");
        int max = area.maxRecordSize();
        assertThat(max).isPositive().isLessThan(area.blockSize());
        for (int length : new int[] {max + 1, area.blockSize(), 10 * area.blockSize()}) {
            refused(
                    LogStatus.INVALID_PARAMETER,
                    () -> area.append(ByteBuffer.allocate(length), Append.FORCE_FLUSH),
                    length,
                    max);
            ByteBuffer[] halves = {ByteBuffer.allocate(length - 1), ByteBuffer.allocate(1)};
            refused(LogStatus.INVALID_PARAMETER, () -> area.gatherAsLong(halves, Append.NONE), length, max);
            refused(LogStatus.INVALID_PARAMETER, () -> area.claim(length, Append.NONE), length, max);
            refused(
                    LogStatus.INVALID_PARAMETER,
                    area.appendAsync(ByteBuffer.allocate(length), Append.NONE),
                    length,
                    max);
        }
        area.append(ByteBuffer.allocate(max), Append.NONE);
        append("after");
        assertThat(readAll()).hasSize(3).startsWith("before").endsWith("after");
    }

    @Test
    @Statements("A5")
    void aRecordLargerThanAContainerIsRefusedHoweverLargeTheBlocksAre() throws Exception {
        create(2);
        int containerSize = Math.toIntExact(log.information().containerSize());
        area = area(MarshallingAreaOptions.builder().blockSize(2 * containerSize).build());
        int max = area.maxRecordSize();
        assertThat(max).isPositive().isLessThan(containerSize);
        refused(
                LogStatus.INVALID_PARAMETER,
                () -> area.append(ByteBuffer.allocate(max + 1), Append.NONE),
                max + 1,
                max,
                "containers of " + containerSize);
        area.append(ByteBuffer.allocate(max), Append.FORCE_FLUSH);
        assertThat(lsns()).hasSize(1);
    }

    @Test
    void linksTakeRoomThatTheLargestRecordLacks() throws Exception {
        create(3);
        Lsn target = flushed("target");
        for (Append options : List.of(
                Append.NONE,
                Append.NONE.previous(target),
                Append.NONE.undoNext(target),
                Append.NONE.previous(target).undoNext(target))) {
            int max = area.maxRecordSize(options);
            area.append(ByteBuffer.allocate(max), options);
            refused(LogStatus.INVALID_PARAMETER, () -> area.append(ByteBuffer.allocate(max + 1), options), max);
        }
        assertThat(area.maxRecordSize(Append.NONE)).isEqualTo(area.maxRecordSize());
        assertThat(readAll()).hasSize(5);
    }

    @Test
    void linksAreStoredAsTheyAreGiven() throws Exception {
        create(2);
        List<Lsn> links = List.of(
                Lsn.INVALID, Lsn.NULL, Lsn.create(0, 512, 1), Lsn.create(0xFFFF_FFFEL, (4L << 30) - 512, 511));
        for (Lsn previous : links) {
            for (Lsn undoNext : links) {
                append("linked", Append.NONE.previous(previous).undoNext(undoNext));
            }
        }
        reopen();
        ReadContext context = read(stream.baseLsn());
        for (Lsn previous : links) {
            for (Lsn undoNext : links) {
                assertThat(context.next()).isTrue();
                assertThat(context.previous()).isEqualTo(previous);
                assertThat(context.undoNext()).isEqualTo(undoNext);
                assertThat(text(context.payload())).isEqualTo("linked");
            }
        }
    }

    @Test
    @Statements("A19")
    void aRecordWithoutBytesIsARecord() throws Exception {
        create(2);
        Lsn empty = append("", Append.FORCE_FLUSH);
        append("");
        append("x");
        reopen();
        assertThat(readAll()).containsExactly("", "", "x");
        assertThat(readAt(empty)).isEmpty();
    }

    @Test
    @Statements({"A8", "A9"})
    void anotherAreaSeesARecordOnceItIsQueued() throws Exception {
        create(2);
        flushed("flushed");
        MarshallingArea other = otherArea();
        try (ReadContext context = other.read(stream.baseLsn(), ReadMode.FORWARD)) {
            assertThat(context.next()).isTrue();
            Lsn appended = append("appended");
            assertThat(context.next()).isFalse();
            assertThat(context.next()).isFalse();
            append("queued", Append.FORCE_APPEND);
            assertThat(context.next()).isTrue();
            assertThat(context.lsn()).isEqualTo(appended);
            assertThat(context.next()).isTrue();
            assertThat(text(context.payload())).isEqualTo("queued");
        }
    }

    @Test
    @Statements("A8")
    void forceAppendMakesItReadableFromAnAreaOpenedLater() throws Exception {
        create(2);
        Lsn lsn = append("queued", Append.FORCE_APPEND);
        assertThat(readAll(otherArea(), lsn)).containsExactly("queued");
    }

    @Test
    void theAreaItselfReadsWhatItAppended() throws Exception {
        create(2);
        Lsn lsn = append("only appended");
        assertThat(readAt(lsn)).isEqualTo("only appended");
        assertThat(readAll()).containsExactly("only appended");
        append("and more");
        assertThat(readAll()).containsExactly("only appended", "and more");
    }

    @Test
    @Statements("A10")
    void moreThan512TinyRecordsTakeASecondBlock() throws Exception {
        create(2);
        MarshallingArea large =
                area(MarshallingAreaOptions.builder().blockSize(64 << 10).build());
        List<Lsn> lsns = new ArrayList<>();
        for (int i = 0; i < 513; i++) {
            lsns.add(large.append(ByteBuffer.allocate(1)));
        }
        Map<Lsn, Long> perBlock = lsns.stream().collect(Collectors.groupingBy(Lsn::block, Collectors.counting()));
        assertThat(perBlock).hasSizeGreaterThanOrEqualTo(2);
        assertThat(perBlock.values()).allMatch(records -> records <= Lsn.RECORDS_PER_BLOCK);
        large.flush();
        area = large;
        assertThat(lsns()).isEqualTo(lsns);
    }

    @Test
    @Statements("A11")
    void aBlockThatIsFlushedEarlyTakesOnlyTheSectorsItNeeds() throws Exception {
        create(2);
        area = area(MarshallingAreaOptions.builder().blockSize(64 << 10).build());
        List<Lsn> lsns = new ArrayList<>();
        for (int length : new int[] {1, 400, 512, 2000, 1}) {
            lsns.add(area.append(ByteBuffer.allocate(length), Append.FORCE_FLUSH));
        }
        List<BlockHeader> blocks = blocks();
        assertThat(blocks).extracting(BlockHeader::lsn).isEqualTo(lsns);
        for (int i = 0; i < blocks.size(); i++) {
            BlockHeader block = blocks.get(i);
            int sectors = (block.usedLength() + 511) / 512;
            assertThat(block.length()).isEqualTo(sectors * 512);
            assertThat(block.recordCount()).isEqualTo(1);
            if (i > 0) {
                BlockHeader before = blocks.get(i - 1);
                assertThat(block.lsn().blockOffset())
                        .isEqualTo(before.lsn().blockOffset() + before.length());
            }
        }
        assertThat(blocks.get(0).length()).isEqualTo(512);
    }

    private List<BlockHeader> blocks() throws Exception {
        CollectingVisitor visitor = new CollectingVisitor();
        try (LogInspector inspector = provider().inspect(name())) {
            inspector.blocks(Lsn.INVALID, Lsn.INVALID, visitor);
        }
        assertThat(visitor.damage).isEmpty();
        return visitor.blocks;
    }

    @Test
    @Statements("A16")
    void theFirstRecordIsTheBase() throws Exception {
        create(2);
        Lsn first = append("first");
        append("second");
        assertThat(stream.baseLsn()).isEqualTo(first);
        assertThat(log.information().baseLsn()).isEqualTo(first);
        reopen();
        assertThat(stream.baseLsn()).isEqualTo(first);
    }

    @Test
    void theMarkersFollowEachAppend() throws Exception {
        create(2);
        for (int i = 0; i < 20; i++) {
            Lsn lsn = append("record " + i, i % 3 == 0 ? Append.FORCE_FLUSH : Append.NONE);
            assertThat(stream.nextLsn()).isGreaterThan(lsn);
            assertThat(log.information().nextLsn()).isEqualTo(stream.nextLsn());
            assertThat(log.information().lastRecordLsn()).contains(lsn);
            assertThat(stream.flushedUpTo()).isLessThanOrEqualTo(stream.nextLsn());
            if (i % 3 == 0) {
                assertThat(stream.flushedUpTo()).isGreaterThan(lsn);
            }
        }
    }

    @Test
    void aFullLogRefusesTheRecordAndStaysUsable() throws Exception {
        create(2);
        ByteBuffer record = ByteBuffer.allocate(3000);
        List<Lsn> lsns = new ArrayList<>();
        try {
            while (lsns.size() < 10_000) {
                lsns.add(area.append(record));
            }
        } catch (LogFullException e) {
            assertThat(e.status()).isEqualTo(LogStatus.FULL);
        }
        refused(LogStatus.FULL, () -> area.append(record, Append.FORCE_FLUSH));
        refused(LogStatus.FULL, () -> area.claim(3000, Append.NONE));
        refused(LogStatus.FULL, area.appendAsync(record, Append.NONE));
        assertThat(log.information().currentAvailable()).isLessThan(area.blockSize());
        area.flush();
        assertThat(lsns()).isEqualTo(lsns);
        assertThat(stream.baseLsn()).isEqualTo(lsns.get(0));

        Lsn inSecond = lsns.stream().filter(lsn -> lsn.containerId() == 1).findFirst().orElseThrow();
        stream.advanceBase(inSecond);
        assertThat(area.append(record, Append.FORCE_FLUSH).containerId()).isEqualTo(2);
        reopen();
        assertThat(lsns()).hasSize((int) lsns.stream().filter(lsn -> !lsn.isLess(inSecond)).count() + 1);
    }

    @Test
    void moreSpaceThanToldIsNeverNeeded() throws Exception {
        create(2);
        for (int i = 0; i < 100; i++) {
            long before = log.information().currentAvailable();
            area.append(ByteBuffer.allocate(i * 30), Append.FORCE_FLUSH);
            assertThat(before - log.information().currentAvailable()).isPositive();
        }
        assertThat(log.information().currentAvailable()).isNotNegative().isLessThan(2 * CONTAINER);
    }

    private MarshallingArea otherArea() throws Exception {
        LogFile other = another(OpenOptions.openExisting());
        return track(track(other.stream()).createMarshallingArea(SMALL_BLOCKS));
    }

    @Test
    @Statements("A2")
    void alignedEntriesBeginAtMultiplesWithZerosInBetween() throws Exception {
        create(2);
        area = area(MarshallingAreaOptions.builder()
                .allocator(new RecordingAllocator()) // whose blocks are not zero
                .blockSize(BLOCK)
                .build());
        List<ByteBuffer> entries = new ArrayList<>();
        for (int length : new int[] {300, 500, 400}) {
            ByteBuffer entry = ByteBuffer.allocate(length);
            Arrays.fill(entry.array(), (byte) length);
            entries.add(entry);
        }
        Lsn lsn = area.append(entries, Append.FORCE_FLUSH.entryAlignment(512));
        try (ReadContext context = read(lsn)) {
            assertThat(context.next()).isTrue();
            byte[] record = new byte[context.payload().remaining()];
            context.payload().get(record);
            byte[] expected = new byte[1024 + 400];
            Arrays.fill(expected, 0, 300, (byte) 300);
            Arrays.fill(expected, 512, 512 + 500, (byte) 500);
            Arrays.fill(expected, 1024, 1024 + 400, (byte) 400);
            assertThat(record).isEqualTo(expected);
        }
    }

    @Test
    @Statements("A3")
    void anAlignmentOfLessThanOneIsRefused() throws Exception {
        create(2);
        for (int alignment : new int[] {0, -1, Integer.MIN_VALUE}) {
            Append wrong = Append.NONE.entryAlignment(alignment);
            refusedWithoutChange(
                    LogStatus.INVALID_PARAMETER, () -> area.append(List.of(bytes("a"), bytes("b")), wrong), alignment);
            refusedWithoutChange(LogStatus.INVALID_PARAMETER, () -> area.append(bytes("a"), wrong), alignment);
            refusedWithoutChange(LogStatus.INVALID_PARAMETER, () -> area.claim(1, wrong), alignment);
        }
        assertThat(readAll()).isEmpty();
    }

    @Test
    @Statements("A4")
    void anAlignmentOfOneIsPlainConcatenation() throws Exception {
        create(2);
        area.append(List.of(bytes("ab"), bytes("c"), bytes("def")), Append.NONE.entryAlignment(1));
        area.append(List.of(bytes("ab"), bytes("c"), bytes("def")), Append.NONE);
        area.append(List.of(bytes("ab"), bytes("c"), bytes("def")), Append.NONE.entryAlignment(3));
        assertThat(readAll()).containsExactly("abcdef", "abcdef", "ab\0c\0\0def");
    }

    @Test
    void anAlignmentThatMakesTheRecordTooLongIsRefused() throws Exception {
        create(2);
        List<ByteBuffer> entries = List.of(bytes("a"), bytes("b"));
        refusedWithoutChange(
                LogStatus.INVALID_PARAMETER, () -> area.append(entries, Append.NONE.entryAlignment(Integer.MAX_VALUE)));
        refusedWithoutChange(LogStatus.INVALID_PARAMETER, () -> area.append(entries, Append.NONE.entryAlignment(BLOCK)));
        assertThat(readAll()).isEmpty();
    }

    @Test
    void strictAreasRefuseLinksToWhatIsNotThere() throws Exception {
        create(2);
        Lsn first = flushed("first");
        Lsn second = flushed("second");
        stream.advanceBase(second);
        MarshallingArea strict =
                area(MarshallingAreaOptions.builder().blockSize(BLOCK).strictLinks(true).build());
        for (Lsn wrong : new Lsn[] {stream.nextLsn(), first, Lsn.create(9, 0, 0)}) {
            refusedWithoutChange(
                    LogStatus.INVALID_RANGE, () -> strict.append(bytes("x"), Append.NONE.previous(wrong)), wrong);
            refusedWithoutChange(
                    LogStatus.INVALID_RANGE, () -> strict.append(bytes("x"), Append.NONE.undoNext(wrong)), wrong);
            refusedWithoutChange(LogStatus.INVALID_RANGE, () -> strict.claim(1, Append.NONE.previous(wrong)), wrong);
            area.append(bytes("stored as it is"), Append.NONE.previous(wrong).undoNext(wrong));
        }
        strict.append(bytes("linked"), Append.NONE.previous(second).undoNext(second));
    }
}
