package org.clfs4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.clfs4j.testkit.Refusal.refused;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.clfs4j.Access;
import org.clfs4j.Append;
import org.clfs4j.Claim;
import org.clfs4j.LogFile;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;
import org.junit.jupiter.api.Test;

/**
 * Read contexts that wait for more, and that are used by two threads at once.
 *
 * <p>Nothing is timed: who waits, waits far longer than any test takes, and is woken or fails.
 *
 * @threading tests of one instance run one after the other
 */
public abstract class AwaitConformance extends LogConformance {

    private static final Duration LONG = Duration.ofMinutes(1);

    /** For subclasses. */
    protected AwaitConformance() {}

    private static Waiting<String> awaiting(ReadContext context) {
        return Waiting.start(() -> context.awaitNext(LONG) ? text(context.payload()) : null);
    }

    @Test
    @Statements("D17")
    void whatIsThereIsNotWaitedFor() throws Exception {
        create(2);
        append("there");
        for (Duration timeout : List.of(Duration.ZERO, Duration.ofNanos(1), Duration.ofSeconds(-5), LONG)) {
            ReadContext context = read(stream.baseLsn());
            assertThat(context.awaitNext(timeout)).isTrue();
            assertThat(text(context.payload())).isEqualTo("there");
        }
    }

    @Test
    @Statements("D17")
    void whatDoesNotComeInTimeIsNotThere() throws Exception {
        create(2);
        ReadContext context = read(stream.nextLsn());
        for (Duration timeout : List.of(Duration.ZERO, Duration.ofSeconds(-5), Duration.ofMillis(1))) {
            assertThat(context.awaitNext(timeout)).isFalse();
            assertThat(context.end()).contains(LogStatus.END_OF_FILE);
        }
        assertThatThrownBy(() -> context.awaitNext(null)).isInstanceOf(NullPointerException.class);
        append("now");
        assertThat(context.awaitNext(Duration.ZERO)).isTrue();
    }

    @Test
    @Statements("D17")
    void whoeverAppendsWakesThoseWhoWait() throws Exception {
        create(2);
        MarshallingArea other = area(SMALL_BLOCKS);
        ReadContext own = read(stream.nextLsn());
        ReadContext others = track(other.read(stream.nextLsn(), ReadMode.FORWARD));
        for (Append options : List.of(Append.FORCE_FLUSH, Append.FORCE_APPEND, Append.FORCE_FLUSH)) {
            Waiting<String> first = awaiting(own);
            Waiting<String> second = awaiting(others);
            append(options.visibility().name(), options);
            assertThat(first.result()).isEqualTo(options.visibility().name());
            assertThat(second.result()).isEqualTo(options.visibility().name());
        }
    }

    @Test
    @Statements("D17")
    void anAreasOwnReaderNeedsNoFlushAndOthersWaitForOne() throws Exception {
        create(2);
        MarshallingArea other = area(SMALL_BLOCKS);
        ReadContext own = read(stream.nextLsn());
        Waiting<String> waiting = awaiting(own);
        append("appended");
        assertThat(waiting.result()).isEqualTo("appended");

        ReadContext others = track(other.read(stream.nextLsn(), ReadMode.FORWARD));
        Waiting<String> unseen = awaiting(others);
        append("not queued");
        unseen.assertWaits();
        area.flush();
        assertThat(unseen.result()).isEqualTo("not queued");
    }

    @Test
    void aCommittedClaimWakesThoseWhoWait() throws Exception {
        create(2);
        MarshallingArea other = area(SMALL_BLOCKS);
        ReadContext context = track(other.read(stream.nextLsn(), ReadMode.FORWARD));
        Claim claim = area.claim(7, Append.NONE);
        other.append(bytes("closes the block of the claim"));
        Waiting<String> waiting = awaiting(context);
        claim.buffer().put(bytes("claimed"));
        claim.commit();
        assertThat(waiting.result()).isEqualTo("claimed");
    }

    @Test
    void aFollowerOfManyWritersMissesNothing() throws Exception {
        create(8);
        ReadContext context = track(area(SMALL_BLOCKS).read(stream.nextLsn(), ReadMode.FORWARD));
        FutureTask<List<Lsn>> follower = Threads.start(() -> {
            List<Lsn> seen = new ArrayList<>();
            while (seen.size() < 600 && context.awaitNext(LONG)) {
                seen.add(context.lsn());
            }
            return seen;
        });
        Threads.run(3, number -> {
            for (int i = 0; i < 200; i++) {
                append(number + "/" + i, i % 2 == 0 ? Append.FORCE_APPEND : Append.FORCE_FLUSH);
            }
            return null;
        });
        assertThat(Threads.result(follower)).isEqualTo(lsns());
    }

    @Test
    void anEndedChainIsNotWaitedFor() throws Exception {
        create(2);
        Lsn only = append("only");
        ReadContext context = track(area.read(only, ReadMode.PREVIOUS));
        assertThat(context.awaitNext(LONG)).isTrue();
        assertThat(context.awaitNext(LONG)).isFalse();
        assertThat(context.end()).contains(LogStatus.END_OF_FILE);
        ReadContext before = track(area.read(stream.nextLsn(), ReadMode.PREVIOUS));
        Waiting<String> waiting = awaiting(before);
        append("comes", Append.NONE.previous(only));
        assertThat(waiting.result()).isEqualTo("comes");
        assertThat(before.awaitNext(LONG)).isTrue();
        assertThat(before.lsn()).isEqualTo(only);
    }

    @Test
    void anInterruptEndsTheWaitAndIsKept() throws Exception {
        create(2);
        ReadContext context = read(stream.nextLsn());
        Waiting<Boolean> waiting = Waiting.start(
                () -> !context.awaitNext(LONG) && Thread.currentThread().isInterrupted());
        waiting.thread().interrupt();
        assertThat(waiting.result()).isTrue();
        append("later");
        Thread.currentThread().interrupt();
        assertThat(context.awaitNext(LONG)).isTrue();
        assertThat(context.awaitNext(LONG)).isFalse();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    @Statements("D16")
    void aSecondThreadInOneContextIsRefusedAndDoesNoHarm() throws Exception {
        create(2);
        append("first");
        ReadContext context = read(stream.baseLsn());
        assertThat(context.next()).isTrue();
        Waiting<String> waiting = awaiting(context);
        ReadConformance.assertRefusesToMove(context, LogStatus.BUSY);
        waiting.assertWaits();
        append("second");
        assertThat(waiting.result()).isEqualTo("second");
        append("third");
        assertThat(context.next()).isTrue();
        assertThat(text(context.payload())).isEqualTo("third");
    }

    @Test
    @Statements("D16")
    void threadsThatMeetInOneContextReadEveryRecordOnce() throws Exception {
        create(4);
        for (int i = 0; i < 2000; i++) {
            append("record " + i);
        }
        ReadContext context = read(stream.baseLsn());
        List<Integer> shown = Threads.run(3, number -> {
            int own = 0;
            while (true) {
                try {
                    if (!context.next()) {
                        return own;
                    }
                    own++;
                } catch (LogException e) {
                    assertThat(e.status()).isEqualTo(LogStatus.BUSY);
                }
            }
        });
        assertThat(shown.stream().mapToInt(Integer::intValue).sum()).isEqualTo(2000);
    }

    @Test
    @Statements("D15")
    void closingAContextEndsItsWaitAndGivesItsBlockBackOnce() throws Exception {
        create(2);
        RecordingAllocator allocator = new RecordingAllocator();
        MarshallingArea own = area(MarshallingAreaOptions.builder()
                .blockSize(BLOCK)
                .maxReadBlocks(1)
                .allocator(allocator)
                .build());
        ReadContext context = own.read(stream.nextLsn(), ReadMode.FORWARD);
        Waiting<String> waiting = awaiting(context);
        context.close();
        context.close();
        refused(LogStatus.READ_CONTEXT_INVALID, waiting::result);
        try (ReadContext next = own.read(stream.nextLsn(), ReadMode.FORWARD)) {
            assertThat(next.next()).isFalse();
        }
        own.close();
        assertThat(allocator.live()).isZero();
    }

    @Test
    @Statements("D19")
    void closingAnAreaEndsTheWaitsOfItsContexts() throws Exception {
        create(2);
        MarshallingArea own = area(SMALL_BLOCKS);
        ReadContext context = track(own.read(stream.nextLsn(), ReadMode.FORWARD));
        Waiting<String> waiting = awaiting(context);
        own.close();
        refused(LogStatus.READ_CONTEXT_INVALID, waiting::result);
    }

    @Test
    void aLogThatIsWrittenElsewhereIsLookedAtAgainAndAgain() throws Exception {
        create(2);
        closeAll();
        LogFile readerLog = another(OpenOptions.openExisting().access(Access.READ));
        LogStream readerStream = track(readerLog.stream());
        MarshallingArea reader = track(readerStream.createMarshallingArea(SMALL_BLOCKS));
        open(OpenOptions.openExisting());
        area = area(SMALL_BLOCKS);
        ReadContext context = track(reader.read(readerStream.baseLsn(), ReadMode.FORWARD));
        for (int i = 0; i < 3; i++) {
            Waiting<String> waiting = awaiting(context);
            flushed("record " + i);
            assertThat(waiting.result()).isEqualTo("record " + i);
        }
        Waiting<String> waiting = awaiting(context);
        reader.close();
        refused(LogStatus.READ_CONTEXT_INVALID, waiting::result);
    }
}
