package org.clfs4j.core.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.clfs4j.Lsn;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;
import org.clfs4j.RecordFilter;
import org.clfs4j.core.format.Place;
import org.clfs4j.core.format.RecordFormat;
import org.clfs4j.core.io.LendingContext;
import org.clfs4j.core.io.LogClock;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;
import org.junit.jupiter.api.Test;

/** What a cursor does that a log needs an archive tail, a failure or another process for. */
class ReadCursorTest {

    private static final List<ReadMode> CHAINS = List.of(ReadMode.PREVIOUS, ReadMode.UNDO_NEXT);

    private final List<Long> pauses = new ArrayList<>();
    private long now;
    private Runnable whileWaiting = () -> {};

    private final LogClock clock = new LogClock() {
        @Override
        public long epochMillis() {
            return 0;
        }

        @Override
        public long nanos() {
            return now;
        }

        @Override
        public void await(Object monitor, long nanos) {
            pauses.add(nanos / 1_000_000);
            now = Math.addExact(now, Math.min(nanos, 1L << 60));
            whileWaiting.run();
        }
    };

    private FakeSource source = new FakeSource(Arrivals.signalled(), clock);

    private ReadContext read(long lsn, ReadMode mode) throws LogException {
        ReadCursor cursor = new ReadCursor(
                source, mode, this, ByteBuffer.allocate(FakeSource.BLOCK), () -> false, () -> {}, closed -> {});
        cursor.seek(Lsn.of(lsn));
        return cursor;
    }

    private ReadContext at(long lsn, ReadMode mode) throws LogException {
        ReadContext context = read(lsn, mode);
        assertNext(context, lsn);
        return context;
    }

    private static void assertNext(ReadContext context, long lsn) throws LogException {
        assertThat(context.next()).isTrue();
        assertCurrent(context, lsn);
    }

    private static void assertCurrent(ReadContext context, long lsn) {
        assertThat(context.lsn()).isEqualTo(Lsn.of(lsn));
        assertThat(context.payload().get(context.payload().position())).isEqualTo((byte) (lsn / FakeSource.BLOCK));
    }

    private static void refused(LogStatus status, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        LogException.class, e -> assertThat(e.status()).isEqualTo(status));
    }

    private long[] chain(int length) {
        long[] lsns = new long[length];
        for (int i = 0; i < length; i++) {
            lsns[i] = source.add(i == 0 ? Place.NONE : lsns[i - 1]);
        }
        return lsns;
    }

    @Test
    void whatIsKeptBelowTheBaseIsReadAlongChainsAndNotForward() throws LogException {
        long[] lsns = chain(6);
        source.readableFrom = lsns[1];
        source.base = lsns[3];
        refused(LogStatus.INVALID_RANGE, () -> read(lsns[2], ReadMode.FORWARD));
        for (ReadMode mode : CHAINS) {
            ReadContext context = at(lsns[5], mode);
            for (int i = 4; i >= 1; i--) {
                assertNext(context, lsns[i]);
            }
            assertThat(context.next()).isFalse();
            assertThat(context.end()).contains(LogStatus.START_OF_LOG);
            assertNext(at(lsns[2], mode), lsns[1]);
            refused(LogStatus.INVALID_RANGE, () -> read(lsns[0], mode));
        }
    }

    @Test
    void restartAreasAreReadBelowTheBaseAsFarAsTheyAreKept() throws LogException {
        long previous = Place.NONE;
        List<Long> lsns = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            previous = source.add(previous, RecordFormat.TYPE_RESTART);
            lsns.add(previous);
        }
        source.readableFrom = lsns.get(1);
        source.base = lsns.get(3);
        ReadContext context = at(lsns.get(3), ReadMode.FORWARD);
        for (int i = 2; i >= 1; i--) {
            assertThat(context.previousRestartArea()).isTrue();
            assertCurrent(context, lsns.get(i));
        }
        assertThat(context.previousRestartArea()).isFalse();
        assertThat(context.end()).contains(LogStatus.START_OF_LOG);
        refused(LogStatus.START_OF_LOG, context::next);
    }

    @Test
    void damageOnAChainLeavesTheContextWhereItIs() throws LogException {
        long[] lsns = chain(4);
        source.damaged.add(lsns[2]);
        for (ReadMode mode : CHAINS) {
            ReadContext context = at(lsns[3], mode);
            ByteBuffer payload = context.payload();
            for (int i = 0; i < 2; i++) {
                refused(LogStatus.BLOCK_INVALID, context::next);
                refused(LogStatus.BLOCK_INVALID, () -> context.next(Lsn.of(lsns[2])));
                assertCurrent(context, lsns[3]);
                assertThat(payload.get(payload.position())).isEqualTo((byte) 3);
            }
            assertThat(context.next(Lsn.of(lsns[1]))).isTrue();
            assertNext(context, lsns[0]);
        }
    }

    @Test
    void damageAheadLeavesTheCurrentRecordAndCanBeSkipped() throws LogException {
        long[] lsns = chain(4);
        source.damaged.add(lsns[1]);
        ReadContext context = at(lsns[0], ReadMode.FORWARD);
        for (int i = 0; i < 2; i++) {
            refused(LogStatus.BLOCK_INVALID, context::next);
            assertCurrent(context, lsns[0]);
        }
        assertThat(context.skipDamage()).isEqualTo(FakeSource.BLOCK);
        assertThat(context.end()).isEmpty();
        assertThatThrownBy(context::lsn).isInstanceOf(IllegalStateException.class);
        assertNext(context, lsns[2]);
        assertNext(context, lsns[3]);
    }

    @Test
    void aDamagedRestartAreaLeavesAContextReadingForwardWhereItWas() throws LogException {
        long first = source.add(Place.NONE, RecordFormat.TYPE_RESTART);
        long second = source.add(first, RecordFormat.TYPE_RESTART);
        long after = source.add(Place.NONE);
        source.damaged.add(first);
        ReadContext context = at(second, ReadMode.FORWARD);
        refused(LogStatus.BLOCK_INVALID, context::previousRestartArea);
        assertCurrent(context, second);
        assertNext(context, after);
    }

    @Test
    void aRestartLinkToAnOrdinaryRecordIsDamage() throws LogException {
        long data = source.add(Place.NONE);
        long restart = source.add(data, RecordFormat.TYPE_RESTART);
        long after = source.add(Place.NONE);
        ReadContext context = at(restart, ReadMode.FORWARD);
        refused(LogStatus.RESTART_INVALID, context::previousRestartArea);
        assertCurrent(context, restart);
        assertNext(context, after);
    }

    @Test
    void anotherProcessesLogIsLookedAtWithGrowingPausesUntilTheTimeIsUp() throws LogException {
        source = new FakeSource(Arrivals.polled(), clock);
        ReadContext context = read(source.end, ReadMode.FORWARD);
        assertThat(context.awaitNext(Duration.ofMillis(200))).isFalse();
        assertThat(pauses).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 50L, 50L, 37L);
        assertThat(now).isEqualTo(200_000_000);
    }

    @Test
    void whatAnotherProcessAppendsIsFoundAfterThePause() throws LogException {
        source = new FakeSource(Arrivals.polled(), clock);
        ReadContext context = read(source.end, ReadMode.FORWARD);
        whileWaiting = () -> {
            if (pauses.size() == 3) {
                source.add(Place.NONE);
            }
        };
        assertThat(context.awaitNext(Duration.ofDays(1))).isTrue();
        assertThat(pauses).containsExactly(1L, 2L, 4L);
        assertCurrent(context, 0);
    }

    @Test
    void thisProcessesLogIsNotPolled() throws LogException {
        ReadContext context = read(source.end, ReadMode.FORWARD);
        assertThat(context.awaitNext(Duration.ofHours(1))).isFalse();
        assertThat(pauses).containsExactly(3_600_000L);
        whileWaiting = () -> source.add(Place.NONE);
        assertThat(context.awaitNext(Duration.ofSeconds(Long.MAX_VALUE))).isTrue();
        assertThat(context.awaitNext(Duration.ofSeconds(Long.MIN_VALUE))).isFalse();
        assertThat(pauses).containsExactly(3_600_000L, Long.MAX_VALUE / 1_000_000);
    }

    @Test
    void aSignalBetweenLookingAndWaitingIsNotMissed() throws InterruptedException {
        Arrivals arrivals = Arrivals.signalled();
        arrivals.signal();
        arrivals.join();
        long seen = arrivals.signals();
        assertThat(seen).isZero(); // nobody waited, so nobody was to be told
        arrivals.signal();
        arrivals.await(seen, clock, 1);
        assertThat(pauses).isEmpty();
        arrivals.await(arrivals.signals(), clock, 1_000_000);
        assertThat(pauses).containsExactly(1L);
        arrivals.leave();
    }

    @Test
    void aLogThatFailsEndsTheWaitOnceEverythingIsRead() throws LogException {
        ReadContext context = read(source.end, ReadMode.FORWARD);
        whileWaiting = () -> {
            source.add(Place.NONE);
            source.failed = true;
        };
        assertThat(context.awaitNext(Duration.ofHours(1))).isTrue();
        refused(LogStatus.STATE_INVALID, () -> context.awaitNext(Duration.ofHours(1)));
        refused(LogStatus.STATE_INVALID, () -> context.awaitNext(Duration.ZERO));
        assertThat(context.next()).isFalse();
    }

    @Test
    void aSearchForRestartAreasEndsWhenItsContextIsClosed() throws LogException {
        chain(3);
        ReadContext context = read(0, ReadMode.FORWARD);
        source.whileLooking = context::close;

        refused(LogStatus.READ_CONTEXT_INVALID, () -> context.next(RecordFilter.RESTART));
    }

    /** A loan that ends if it may. */
    private static final class FakeLoan implements LendingContext.Loan {

        private boolean mayEnd;
        private boolean ended;
        private Runnable giveBack;

        @Override
        public void end() {
            if (!mayEnd) {
                throw new UnsupportedOperationException("not now");
            }
            ended = true;
        }

        @Override
        public void outlives(Runnable blockGoesBack) {
            giveBack = blockGoesBack;
        }
    }

    @Test
    void recordThatIsLentStaysWhereItIsUntilTheLoanEnds() throws LogException {
        long[] lsns = chain(2);
        LendingContext context = (LendingContext) at(lsns[0], ReadMode.FORWARD);
        FakeLoan loan = new FakeLoan();

        assertThat(context.lend(loan).remaining()).isPositive();
        assertThat(context.loan()).isSameAs(loan);
        assertThatThrownBy(context::next).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> context.lend(new FakeLoan())).isInstanceOf(UnsupportedOperationException.class);
        assertCurrent(context, lsns[0]);

        loan.mayEnd = true;
        assertNext(context, lsns[1]);
        assertThat(loan.ended).isTrue();
        assertThat(context.loan()).isNull();
    }

    @Test
    void blockOfARecordThatIsStillLentGoesBackLater() throws LogException {
        chain(1);
        List<String> told = new ArrayList<>();
        ReadCursor cursor = new ReadCursor(
                source,
                ReadMode.FORWARD,
                this,
                ByteBuffer.allocate(FakeSource.BLOCK),
                () -> false,
                () -> told.add("block"),
                closed -> told.add("closed"));
        cursor.seek(Lsn.of(0));
        assertThat(cursor.next()).isTrue();
        FakeLoan loan = new FakeLoan();
        cursor.lend(loan);

        cursor.areaClosed();
        cursor.close();

        assertThat(told).containsExactly("closed");
        loan.giveBack.run();
        assertThat(told).containsExactly("closed", "block");
        assertThatThrownBy(() -> cursor.lend(new FakeLoan())).isInstanceOf(IllegalStateException.class);
    }
}
