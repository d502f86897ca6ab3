package org.clfs4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.clfs4j.testkit.Refusal.refused;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.clfs4j.Append;
import org.clfs4j.Claim;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;
import org.clfs4j.RecordFilter;
import org.clfs4j.RecordType;
import org.clfs4j.error.LogStatus;
import org.junit.jupiter.api.Test;

/**
 * Reading along chains: previous and undo-next links, and records that the client chooses.
 *
 * @threading tests of one instance run one after the other
 */
public abstract class ChainConformance extends LogConformance {

    private static final List<ReadMode> CHAINS = List.of(ReadMode.PREVIOUS, ReadMode.UNDO_NEXT);

    /** For subclasses. */
    protected ChainConformance() {}

    /** Appends a record that links to another one in both ways. */
    private Lsn linked(String text, Lsn older) throws Exception {
        return append(text, Append.NONE.previous(older).undoNext(older));
    }

    /** Opens a context and goes to its first record. */
    private ReadContext at(Lsn lsn, ReadMode mode) throws Exception {
        ReadContext context = track(area.read(lsn, mode));
        assertThat(context.next()).isTrue();
        assertThat(context.lsn()).isEqualTo(lsn);
        return context;
    }

    private static List<String> rest(ReadContext context) throws Exception {
        List<String> texts = new ArrayList<>();
        while (context.next()) {
            texts.add(text(context.payload()));
        }
        return texts;
    }

    private static void assertNext(ReadContext context, String text) throws Exception {
        assertThat(context.next()).isTrue();
        assertThat(text(context.payload())).isEqualTo(text);
        assertThat(context.end()).isEmpty();
    }

    private static void assertEnd(ReadContext context, LogStatus why) throws Exception {
        for (int i = 0; i < 2; i++) {
            assertThat(context.next()).isFalse();
            assertThat(context.end()).contains(why);
            assertThatThrownBy(context::lsn).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    @Statements("D2")
    void eachChainLeadsThroughItsOwnRecordsToItsEnd() throws Exception {
        create(3);
        Lsn[] last = {Lsn.INVALID, Lsn.INVALID, Lsn.INVALID};
        List<List<String>> expected = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < 300; i++) {
            int chain = i * 7 % 3;
            String text = i + "-".repeat(i * 13 % 2000);
            Append options = i % 7 == 0 ? Append.FORCE_FLUSH : Append.NONE;
            last[chain] = append(text, options.previous(last[chain]));
            expected.get(chain).add(0, text);
        }
        for (int round = 0; round < 2; round++) {
            for (int chain = 0; chain < 3; chain++) {
                ReadContext context = track(area.read(last[chain], ReadMode.PREVIOUS));
                assertThat(context.end()).isEmpty();
                assertThat(rest(context)).isEqualTo(expected.get(chain));
                assertEnd(context, LogStatus.END_OF_FILE);
            }
            reopen();
        }
    }

    @Test
    @Statements("D2")
    void theUndoNextChainLeavesOutWhatIsCompensated() throws Exception {
        create(2);
        Lsn first = append("first");
        Lsn second = linked("second", first);
        Lsn third = linked("third", second);
        Lsn compensation = append("third undone", Append.NONE.previous(third).undoNext(second));
        ReadContext undo = track(area.read(compensation, ReadMode.UNDO_NEXT));
        assertThat(rest(undo)).containsExactly("third undone", "second", "first");
        assertEnd(undo, LogStatus.END_OF_FILE);
        ReadContext previous = track(area.read(compensation, ReadMode.PREVIOUS));
        assertThat(rest(previous)).containsExactly("third undone", "third", "second", "first");
    }

    @Test
    @Statements("D3")
    void aLinkBelowTheBaseEndsAtTheStartOfTheLog() throws Exception {
        create(2);
        Lsn first = flushed("first");
        Lsn second = linked("second", first);
        Lsn third = linked("third", second);
        area.flush();
        stream.advanceBase(second);
        for (ReadMode mode : CHAINS) {
            ReadContext context = track(area.read(third, mode));
            assertThat(rest(context)).containsExactly("third", "second");
            assertEnd(context, LogStatus.START_OF_LOG);
            assertThat(context.next(first)).isFalse();
            assertThat(context.end()).contains(LogStatus.START_OF_LOG);
            ReadContext chosen = at(third, mode);
            assertThat(chosen.next(first)).isFalse();
            assertThat(chosen.end()).contains(LogStatus.START_OF_LOG);
            assertThat(chosen.next(second)).isTrue();
            assertThat(chosen.end()).isEmpty();
        }
    }

    @Test
    @Statements("D3")
    void aBaseThatPassesAReaderLeavesItsRecordAndEndsItsChain() throws Exception {
        create(2);
        Lsn first = flushed("first");
        Lsn second = linked("second", first);
        Lsn third = linked("third", second);
        area.flush();
        ReadContext context = at(second, ReadMode.PREVIOUS);
        ByteBuffer payload = context.payload();
        stream.advanceBase(third);
        assertThat(context.lsn()).isEqualTo(second);
        assertThat(text(payload)).isEqualTo("second");
        assertEnd(context, LogStatus.START_OF_LOG);
    }

    @Test
    void whatChainsAndReadersReachBeginsAtTheOldestRecordKept() throws Exception {
        create(2);
        Lsn below = flushed("below");
        Lsn base = append("base", Append.FORCE_FLUSH.previous(below));
        stream.advanceBase(base);
        // Without an archive tail nothing is kept below the base.
        for (ReadMode mode : ReadMode.values()) {
            refused(LogStatus.INVALID_RANGE, () -> area.read(below, mode), below, base);
            assertThat(at(base, mode).previous()).isEqualTo(below);
        }
    }

    @Test
    void nullEndsAChainInTheRecordThatIsThere() throws Exception {
        create(2);
        Lsn first = linked("first", Lsn.NULL);
        assertThat(first).isEqualTo(Lsn.NULL);
        Lsn second = linked("second", Lsn.NULL);
        for (ReadMode mode : CHAINS) {
            ReadContext context = track(area.read(second, mode));
            assertThat(rest(context)).containsExactly("second", "first");
            assertEnd(context, LogStatus.END_OF_FILE);
        }
    }

    @Test
    void aLinkThatDoesNotLeadBackIsToldAndNotFollowed() throws Exception {
        create(2);
        Lsn first = append("first");
        Lsn self = linked("self", first.increment());
        Lsn ahead = linked("ahead", Lsn.create(70, 512, 3));
        for (ReadMode mode : CHAINS) {
            for (Lsn lsn : List.of(self, ahead)) {
                ReadContext context = at(lsn, mode);
                for (int i = 0; i < 2; i++) {
                    refused(LogStatus.INVALID_RANGE, () -> context.next(), lsn, context.previous());
                    assertThat(context.lsn()).isEqualTo(lsn);
                    assertThat(context.end()).isEmpty();
                }
                assertThat(context.next(first)).isTrue();
                assertEnd(context, LogStatus.END_OF_FILE);
            }
        }
    }

    @Test
    @Statements("D5")
    void aLinkToNoRecordIsToldAndTheContextStays() throws Exception {
        create(2);
        Lsn first = append("first");
        Claim claim = area.claim(10, Append.NONE);
        claim.abort();
        area.flush();
        for (Lsn noRecord : List.of(claim.lsn(), Lsn.create(0, first.blockOffset(), 77))) {
            Lsn lsn = linked("links to " + noRecord, noRecord);
            linked("in the next block", lsn);
            for (int round = 0; round < 2; round++) {
                for (ReadMode mode : CHAINS) {
                    ReadContext context = at(lsn, mode);
                    ByteBuffer payload = context.payload();
                    refused(LogStatus.RECORD_NONEXISTENT, () -> context.next(), noRecord);
                    assertThat(context.lsn()).isEqualTo(lsn);
                    assertThat(context.previous()).isEqualTo(noRecord);
                    assertThat(text(payload)).isEqualTo("links to " + noRecord);
                    assertThat(context.next(first)).isTrue();
                    assertThat(text(context.payload())).isEqualTo("first");
                }
                area.flush();
            }
        }
    }

    @Test
    void aContextShowsTheRecordThatItWasOpenedAtFirst() throws Exception {
        create(2);
        Lsn first = append("first");
        Lsn second = linked("second", first);
        for (ReadMode mode : ReadMode.values()) {
            ReadContext context = track(area.read(second, mode));
            assertThatThrownBy(context::lsn).isInstanceOf(IllegalStateException.class);
            assertThat(context.end()).isEmpty();
            assertNext(context, "second");
        }
        ReadContext atTheEnd = track(area.read(stream.nextLsn(), ReadMode.PREVIOUS));
        assertEnd(atTheEnd, LogStatus.END_OF_FILE);
        linked("third", second);
        assertThat(rest(atTheEnd)).containsExactly("third", "second", "first");
    }

    @Test
    void theClientMayChooseTheNextRecord() throws Exception {
        create(2);
        List<Lsn> lsns = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            lsns.add(linked(i + "-".repeat(600), i == 0 ? Lsn.INVALID : lsns.get(i - 1)));
        }
        for (ReadMode mode : CHAINS) {
            ReadContext context = at(lsns.get(49), mode);
            for (int i : new int[] {40, 39, 10, 3}) {
                assertThat(context.next(lsns.get(i))).isTrue();
                assertThat(context.lsn()).isEqualTo(lsns.get(i));
                assertThat(text(context.payload())).startsWith(i + "-");
            }
            assertThat(rest(context)).hasSize(3);
            assertThat(context.end()).contains(LogStatus.END_OF_FILE);
        }
    }

    @Test
    @Statements({"D8", "D9"})
    void aChoiceThatIsNotOlderIsRefusedAndTheContextStays() throws Exception {
        create(2);
        Lsn first = append("first");
        Lsn second = linked("second", first);
        Lsn third = linked("third", second);
        for (ReadMode mode : CHAINS) {
            ReadContext context = track(area.read(second, mode));
            refused(LogStatus.INVALID_PARAMETER, () -> context.next(first), first);
            assertNext(context, "second");
            for (Lsn notOlder : List.of(second, third, stream.nextLsn(), Lsn.create(9, 0, 0), Lsn.INVALID)) {
                refused(LogStatus.INVALID_PARAMETER, () -> context.next(notOlder), notOlder, second);
                assertThat(context.lsn()).isEqualTo(second);
            }
            assertThatThrownBy(() -> context.next((Lsn) null)).isInstanceOf(NullPointerException.class);
            assertNext(context, "first");
            assertEnd(context, LogStatus.END_OF_FILE);
            refused(LogStatus.INVALID_PARAMETER, () -> context.next(first), first);
        }
        ReadContext forward = at(second, ReadMode.FORWARD);
        refused(LogStatus.INVALID_PARAMETER, () -> forward.next(first), first);
        assertThat(forward.lsn()).isEqualTo(second);
        assertNext(forward, "third");
    }

    @Test
    @Statements("D5")
    void aChoiceThatIsNoRecordIsRefusedAndTheContextStays() throws Exception {
        create(2);
        Lsn first = append("first");
        area.flush();
        Lsn second = linked("second" + "-".repeat(2000), first);
        area.flush();
        Lsn third = linked("third", second);
        for (int round = 0; round < 2; round++) {
            for (Lsn noRecord : List.of(
                    first.increment(),
                    Lsn.create(0, second.blockOffset() + 512, 0),
                    Lsn.create(0, second.blockOffset(), 500))) {
                ReadContext context = at(third, ReadMode.PREVIOUS);
                ByteBuffer payload = context.payload();
                refused(LogStatus.RECORD_NONEXISTENT, () -> context.next(noRecord), noRecord);
                assertThat(context.lsn()).isEqualTo(third);
                assertThat(context.type()).isEqualTo(RecordType.DATA);
                assertThat(text(payload)).isEqualTo("third");
                assertThat(text(context.payload())).isEqualTo("third");
                assertThat(rest(context)).hasSize(2);
            }
            area.flush();
        }
    }

    @Test
    @Statements("D7")
    void aFilterShowsOnlyItsTypeInEveryMode() throws Exception {
        create(2);
        Lsn last = append("0");
        List<Lsn> restarts = new ArrayList<>();
        for (int i = 1; i < 40; i++) {
            if (i % 10 == 5) {
                restarts.add(area.writeRestartArea(bytes("state " + i), Lsn.INVALID));
            }
            last = linked(String.valueOf(i), i % 10 == 5 ? restarts.get(restarts.size() - 1) : last);
        }
        ReadContext forward = track(area.read(stream.baseLsn(), ReadMode.FORWARD));
        for (Lsn restart : restarts) {
            assertThat(forward.next(RecordFilter.RESTART)).isTrue();
            assertThat(forward.lsn()).isEqualTo(restart);
            assertThat(forward.type()).isEqualTo(RecordType.RESTART);
        }
        assertThat(forward.next(RecordFilter.RESTART)).isFalse();
        assertThat(forward.end()).contains(LogStatus.END_OF_FILE);
        Lsn newest = area.writeRestartArea(bytes("state"), Lsn.INVALID);
        assertThat(forward.next(RecordFilter.RESTART)).isTrue();
        assertThat(forward.lsn()).isEqualTo(newest);

        ReadContext data = track(area.read(restarts.get(3), ReadMode.FORWARD));
        assertThat(data.next(RecordFilter.DATA)).isTrue();
        assertThat(text(data.payload())).isEqualTo("35");
        assertThat(data.next(RecordFilter.CLIENT)).isTrue();
        assertThatThrownBy(() -> data.next((RecordFilter) null)).isInstanceOf(NullPointerException.class);
        assertThat(text(data.payload())).isEqualTo("36");

        ReadContext chain = track(area.read(last, ReadMode.PREVIOUS));
        for (int i = 3; i >= 0; i--) {
            assertThat(chain.next(RecordFilter.RESTART)).isTrue();
            assertThat(chain.lsn()).isEqualTo(restarts.get(i));
        }
        assertThat(chain.next(RecordFilter.RESTART)).isFalse();
        assertThat(chain.end()).contains(LogStatus.END_OF_FILE);
        ReadContext undo = track(area.read(last, ReadMode.UNDO_NEXT));
        assertThat(undo.next(RecordFilter.RESTART)).isTrue();
        assertThat(undo.lsn()).isEqualTo(restarts.get(3));
        assertThat(undo.next(RecordFilter.DATA)).isFalse(); // a restart area has no undo-next link
    }

    @Test
    @Statements({"D11", "B22"})
    void aBlockLargerThanTheReadersIsRefusedInEveryModeAndTheContextStays() throws Exception {
        create(2);
        MarshallingArea large =
                area(MarshallingAreaOptions.builder().blockSize(32 << 10).build());
        Lsn small = flushed("small");
        Lsn inLarge = large.append(
                ByteBuffer.allocate(20_000), Append.NONE.previous(small).undoNext(small));
        Lsn after = linked("after", inLarge);
        for (int round = 0; round < 2; round++) {
            for (ReadMode mode : ReadMode.values()) {
                refused(LogStatus.BLOCK_INCOMPLETE, () -> area.read(inLarge, mode), inLarge, area.blockSize());
                ReadContext context = at(mode == ReadMode.FORWARD ? small : after, mode);
                String text = text(context.payload());
                ByteBuffer payload = context.payload();
                for (int i = 0; i < 2; i++) {
                    refused(LogStatus.BLOCK_INCOMPLETE, () -> context.next(), inLarge, area.blockSize());
                    assertThat(text(payload)).isEqualTo(text);
                    assertThat(text(context.payload())).isEqualTo(text);
                }
                if (mode != ReadMode.FORWARD) {
                    refused(LogStatus.BLOCK_INCOMPLETE, () -> context.next(inLarge), inLarge);
                    assertThat(context.lsn()).isEqualTo(after);
                    assertThat(context.next(small)).isTrue();
                }
                try (ReadContext sufficient = large.read(mode == ReadMode.FORWARD ? small : after, mode)) {
                    assertThat(rest(sufficient)).hasSize(3);
                }
            }
            area.flush();
        }
    }

    @Test
    void anOpenClaimIsWaitedForAlsoOnAChain() throws Exception {
        create(2);
        Claim claim = area.claim(7, Append.NONE);
        claim.buffer().put(bytes("claimed"));
        MarshallingArea other = area(SMALL_BLOCKS);
        Lsn later = other.append(
                bytes("later"), Append.FORCE_APPEND.previous(claim.lsn()).undoNext(claim.lsn()));
        for (ReadMode mode : CHAINS) {
            ReadContext context = track(other.read(later, mode));
            assertNext(context, "later");
            assertEnd(context, LogStatus.END_OF_FILE);
            if (mode == ReadMode.UNDO_NEXT) {
                claim.commit();
                assertNext(context, "claimed");
                assertEnd(context, LogStatus.END_OF_FILE);
            }
        }
    }

    @Test
    void damageOnAChainIsNotSkipped() throws Exception {
        create(2);
        Lsn first = append("first");
        Lsn second = linked("second", first);
        for (ReadMode mode : CHAINS) {
            ReadContext context = at(second, mode);
            refused(LogStatus.READ_MODE_INVALID, context::skipDamage);
            assertThat(context.lsn()).isEqualTo(second);
            assertNext(context, "first");
        }
    }
}
