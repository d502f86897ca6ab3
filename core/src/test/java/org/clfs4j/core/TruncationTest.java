package org.clfs4j.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.clfs4j.Append;
import org.clfs4j.LogFile;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;
import org.clfs4j.allocator.BlockAllocator;
import org.clfs4j.core.LogFixture.Writing;
import org.clfs4j.core.baselog.Metadata;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a truncation leaves in a block, and in read contexts that were there before it. */
class TruncationTest {

    private static final MarshallingAreaOptions AREA =
            MarshallingAreaOptions.builder().blockSize(4096).build();

    private final HeapStorage storage = new HeapStorage();

    /** Appends two records in one block and takes the second one away. */
    private static Lsn cut(Writing log) throws LogException {
        Lsn kept = append(log, "kept", Append.NONE);
        append(log, "gone", Append.FORCE_FLUSH);
        log.stream().truncate(kept);
        return kept;
    }

    private static Lsn append(Writing log, String text, Append options) throws LogException {
        return log.area().append(ByteBuffer.wrap(text.getBytes(UTF_8)), options);
    }

    /** One more was written than is read, so that the metadata was lost with the next opening. */
    @Test
    void oneMoreThanTheMetadataCanRememberIsRefused() throws Exception {
        try (Writing log = new Writing(storage)) {
            Lsn first = cut(log);
            Lsn last = first;
            for (int i = 1; i < Metadata.MAX_CUTS; i++) {
                last = cut(log);
            }
            Lsn kept = append(log, "kept", Append.NONE);
            Lsn stays = append(log, "stays", Append.FORCE_FLUSH);
            assertThatThrownBy(() -> log.stream().truncate(kept))
                    .isInstanceOfSatisfying(
                            LogException.class,
                            e -> assertThat(e.status()).isEqualTo(LogStatus.INSUFFICIENT_RESOURCES));
            assertThat(log.stream().information().lastRecordLsn()).contains(stays);
            assertThat(LogFixture.read(storage.copy())).hasSize(Metadata.MAX_CUTS + 2).endsWith("kept", "stays");
            log.stream().truncate(last);
            log.stream().advanceBase(last);
            cut(log);
        }
        assertThat(LogFixture.read(storage)).containsExactly("kept", "kept");
    }

    private static String text(ByteBuffer payload) {
        return UTF_8.decode(payload).toString();
    }

    private static List<String> readOn(ReadContext context) throws LogException {
        List<String> texts = new ArrayList<>();
        while (context.next()) {
            texts.add(text(context.payload()));
        }
        return texts;
    }

    private static void assertInvalid(ReadContext context) {
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(context::next)
                    .isInstanceOfSatisfying(LogException.class, e -> assertThat(e.status())
                            .isEqualTo(LogStatus.READ_CONTEXT_INVALID));
        }
    }

    /** It had read the blocks ahead that were cut off, and they are intact still. */
    @Test
    void contextThatHasNotComePastTheCutGoesOnWithWhatIsThereNow() throws Exception {
        try (Writing log = new Writing(storage)) {
            List<Lsn> lsns = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                lsns.add(log.flushed("old " + i));
            }
            try (ReadContext behind = log.area().read(lsns.get(7), ReadMode.FORWARD);
                    ReadContext before = log.area().read(lsns.get(0), ReadMode.FORWARD);
                    ReadContext atTheCut = log.area().read(lsns.get(4), ReadMode.FORWARD);
                    ReadContext pastIt = log.area().read(lsns.get(5), ReadMode.FORWARD)) {
                for (ReadContext context : List.of(before, atTheCut, pastIt)) {
                    assertThat(context.next()).isTrue();
                }
                log.stream().truncate(lsns.get(4));
                assertThat(text(pastIt.payload())).isEqualTo("old 5");
                assertThat(text(atTheCut.payload())).isEqualTo("old 4");
                assertInvalid(pastIt);
                assertInvalid(behind);
                assertThat(readOn(atTheCut)).isEmpty();
                log.flushed("new 5");
                log.flushed("new 6, which is longer than one sector" + "-".repeat(600));
                log.flushed("new 7");
                assertInvalid(pastIt);
                assertThat(readOn(before)).hasSize(7).startsWith("old 1").contains("old 4", "new 5").endsWith("new 7");
                assertThat(readOn(atTheCut)).hasSize(3).startsWith("new 5");
            }
        }
    }

    @Test
    void contextInTheBlockThatIsCutDoesNotShowItsLastRecords() throws Exception {
        try (Writing log = new Writing(storage)) {
            Lsn first = append(log, "first", Append.NONE);
            Lsn second = append(log, "second", Append.NONE);
            append(log, "third", Append.FORCE_FLUSH);
            try (ReadContext forward = log.area().read(first, ReadMode.FORWARD);
                    ReadContext chain = log.area().read(second.increment(), ReadMode.PREVIOUS)) {
                assertThat(forward.next()).isTrue();
                assertThat(chain.next()).isTrue();
                log.stream().truncate(second);
                assertThat(readOn(forward)).containsExactly("second");
                assertInvalid(chain);
                log.flushed("next");
                assertThat(readOn(forward)).containsExactly("next");
            }
        }
    }

    /** It stood behind the new end for ever, or met the middle of a block. */
    @Test
    void whoeverFollowsFromElsewhereGoesBackToTheCut() throws Exception {
        for (int more = 0; more < 9; more++) {
            HeapStorage directory = new HeapStorage();
            new Writing(directory).close();
            try (LogFile reader = LogFixture.openForReading(directory);
                    LogStream stream = reader.stream();
                    MarshallingArea area = stream.createMarshallingArea(AREA);
                    Writing log = new Writing(directory)) {
                List<Lsn> lsns = new ArrayList<>();
                log.area().writeRestartArea(ByteBuffer.wrap("kept".getBytes(UTF_8)), Lsn.INVALID);
                for (int i = 0; i < 5; i++) {
                    lsns.add(log.flushed("old " + i));
                }
                log.area().writeRestartArea(ByteBuffer.wrap("gone".getBytes(UTF_8)), Lsn.INVALID);
                try (ReadContext atTheEnd = area.read(stream.baseLsn(), ReadMode.FORWARD);
                        ReadContext before = area.read(stream.baseLsn(), ReadMode.FORWARD)) {
                    assertThat(readOn(atTheEnd)).hasSize(7);
                    assertThat(before.next()).isTrue();
                    log.stream().truncate(lsns.get(1));
                    List<String> left = new ArrayList<>(List.of("old 0", "old 1"));
                    for (int i = 0; i < more; i++) {
                        left.add("new " + i + "-".repeat(i % 3 == 1 ? 700 : 0));
                        log.flushed(left.get(left.size() - 1));
                    }
                    if (more % 2 == 1) {
                        log.stream().flushMetadata();
                    }
                    assertThat(before.next()).isTrue();
                    assertThat(text(before.payload())).isEqualTo("old 0");
                    try {
                        assertThat(readOn(atTheEnd)).as("%d more", more).isEmpty();
                    } catch (LogException e) {
                        assertThat(e.status()).isEqualTo(LogStatus.READ_CONTEXT_INVALID);
                    }
                    assertInvalid(atTheEnd);
                    assertThat(readOn(before)).isEqualTo(left.subList(1, left.size()));
                    assertThat(stream.nextLsn()).isEqualTo(log.stream().nextLsn());
                    assertThat(stream.information().lastRecordLsn())
                            .isEqualTo(log.stream().information().lastRecordLsn());
                    assertThat(text(area.readRestartArea().orElseThrow().payload())).isEqualTo("kept");
                }
            }
        }
    }

    /** The log had failed then, although nothing was changed. */
    @Test
    void whatCannotBeReadIsNoReasonToFailTheLog() throws Exception {
        try (Writing log = new Writing(storage)) {
            Lsn first = log.flushed("first");
            log.area().writeRestartArea(ByteBuffer.allocate(10), Lsn.INVALID);
            Lsn last = log.flushed("last");
            storage.bytes(LogFixture.firstContainer(storage))[LogFixture.position(1) + 70] ^= 1;
            assertThatThrownBy(() -> log.stream().truncate(first))
                    .isInstanceOfSatisfying(LogException.class, e -> assertThat(e.status())
                            .isEqualTo(LogStatus.CONTAINER_READ_FAILED));
            assertThat(log.stream().information().lastRecordLsn()).contains(last);
            log.flushed("one more");
            log.stream().truncate(last);
            assertThat(log.stream().information().lastRecordLsn()).contains(last);
        }
    }

    /** The second one named the first one, which was gone by then; the next truncation looked for that, and failed the log. */
    @Test
    @Timeout(60)
    void restartAreaThatIsOnItsWayIsNotOvertaken() throws Exception {
        try (Writing log = new Writing(storage)) {
            Lsn first = log.flushed("first");
            log.area().writeRestartArea(ByteBuffer.allocate(10), Lsn.INVALID);
            Thread truncating = new Thread(() -> {
                try {
                    log.stream().truncate(first);
                } catch (LogException e) {
                    throw new IllegalStateException(e);
                }
            });
            BlockAllocator allocator = BlockAllocator.of(
                    (poolType, length, alignment, tag) -> {
                        truncating.start();
                        while (truncating.getState() == Thread.State.NEW
                                || truncating.getState() == Thread.State.RUNNABLE) {
                            Thread.yield();
                        }
                        return ByteBuffer.allocate(length);
                    },
                    block -> {});
            try (MarshallingArea area = log.stream()
                    .createMarshallingArea(MarshallingAreaOptions.builder()
                            .blockSize(4096)
                            .allocator(allocator)
                            .build())) {
                area.writeRestartArea(ByteBuffer.allocate(10), Lsn.INVALID);
                truncating.join();
            }
            log.flushed("next");
            log.stream().truncate(first);
            assertThat(log.stream().restartLsn()).isEmpty();
            assertThat(LogFixture.read(storage.copy())).containsExactly("first");
        }
    }

    /** A block that was taken out lay there still, and was not overwritten yet. */
    @Test
    void whatIsGoneCanNeitherBecomeTheBaseNorTheLastRecord() throws Exception {
        try (Writing log = new Writing(storage)) {
            Lsn first = log.flushed("first");
            log.flushed("second");
            Lsn gone = log.flushed("third");
            log.stream().truncate(first);
            log.queued("longer than the second one" + "-".repeat(2000));
            assertThat(gone).isLessThan(log.stream().nextLsn());
            for (Call call : List.<Call>of(
                    () -> log.stream().advanceBase(gone), () -> log.stream().truncate(gone))) {
                assertThatThrownBy(call::run)
                        .isInstanceOfSatisfying(LogException.class, e -> assertThat(e.status())
                                .isIn(LogStatus.TAIL_INVALID, LogStatus.RECORD_NONEXISTENT));
            }
            assertThat(log.stream().baseLsn()).isEqualTo(first);
        }
    }

    private interface Call {
        void run() throws LogException;
    }

    /** Of the blocks in the rest only the first one was erased; the others could be read by their LSNs. */
    @Test
    void whatIsGoneCannotBeReadInTheUnusedRestOfAContainer() throws Exception {
        List<Lsn> gone = new ArrayList<>();
        try (Writing log = new Writing(storage)) {
            Lsn last = fillButFiveSectors(log);
            for (int i = 0; i < 4; i++) {
                gone.add(log.flushed("gone " + i));
            }
            log.stream().truncate(last);
            goOnInTheNextContainer(log);
            assertNoneIsRead(log, gone);
        }
        try (Writing log = new Writing(storage)) {
            assertNoneIsRead(log, gone);
        }
    }

    /** As after a truncation: nobody was told that they were durable, and they were not found again. */
    @Test
    void whatACrashHasCutOffCannotBeReadThereEither() throws Exception {
        List<Lsn> lost = new ArrayList<>();
        HeapStorage crashed;
        try (Writing log = new Writing(storage)) {
            fillButFiveSectors(log);
            for (int i = 0; i < 4; i++) {
                lost.add(log.queued("lost " + i));
            }
            log.area().flush();
            crashed = storage.copy();
        }
        int firstLost = LogFixture.position((int) (lost.get(0).blockOffset() / LogFixture.SECTOR));
        crashed.bytes(LogFixture.firstContainer(crashed))[firstLost + 70] ^= 1;
        try (Writing log = new Writing(crashed)) {
            assertThat(log.stream().nextLsn()).isEqualTo(lost.get(0));
            goOnInTheNextContainer(log);
            assertNoneIsRead(log, lost);
        }
    }

    private static Lsn fillButFiveSectors(Writing log) throws LogException {
        Lsn last = log.flushed("first");
        while (last.blockOffset() < (512 << 10) - 6 * LogFixture.SECTOR) {
            last = log.queued("filling");
        }
        log.area().flush();
        return last;
    }

    private static void goOnInTheNextContainer(Writing log) throws LogException {
        Lsn next = log.flushed("does not fit" + "-".repeat(3500));
        assertThat(next).isEqualTo(Lsn.create(1, 0, 0));
        log.flushed("one more");
    }

    private static void assertNoneIsRead(Writing log, List<Lsn> lsns) {
        for (Lsn lsn : lsns) {
            assertThatThrownBy(() -> log.area().read(lsn, ReadMode.FORWARD).close())
                    .as("%s", lsn)
                    .isInstanceOfSatisfying(LogException.class, e -> assertThat(e.status())
                            .isEqualTo(LogStatus.RECORD_NONEXISTENT));
        }
    }
}
