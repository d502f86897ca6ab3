package org.clfs4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clfs4j.testkit.Refusal.refused;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.clfs4j.Append;
import org.clfs4j.Claim;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.clfs4j.ReservationInformation;
import org.clfs4j.RestartOptions;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogFullException;
import org.clfs4j.error.LogStatus;
import org.junit.jupiter.api.Test;

/**
 * Reservations: what was reserved can be appended, whatever else fills the log.
 *
 * @threading tests of one instance run one after the other
 */
public abstract class ReservationConformance extends LogConformance {

    private static final ReservationInformation NOTHING = new ReservationInformation(0, 0);

    /** For subclasses. */
    protected ReservationConformance() {}

    private long available() throws LogException {
        return log.information().currentAvailable();
    }

    private static ByteBuffer zeros(int length) {
        return ByteBuffer.allocate(length);
    }

    /** Appends records of a length until the log is full; returns why it is. */
    private LogFullException fill(MarshallingArea through, int length, Append options) throws LogException {
        while (true) {
            try {
                through.append(zeros(length), options);
            } catch (LogFullException e) {
                return e;
            }
        }
    }

    @Test
    @Statements({"R1", "R2", "A12"})
    void reservingTakesRoomForWholeBlocksAndAppendsNothing() throws Exception {
        create(2);
        long before = available();
        Lsn next = stream.nextLsn();
        long bytes = area.reserve(100, 200, 300);
        assertThat(bytes).isEqualTo(3 * 512);
        assertThat(area.reservation()).isEqualTo(new ReservationInformation(3, bytes));
        assertThat(available()).isEqualTo(before - bytes);
        assertThat(log.information().totalReservation()).isEqualTo(bytes);
        assertThat(stream.information().reservedBytes()).isEqualTo(bytes);
        assertThat(stream.nextLsn()).isEqualTo(next);
        assertThat(readAll()).isEmpty();
        for (int size : new int[] {1, 400, 424, 425, 1000, area.maxRecordSize() - 16}) {
            assertThat(area.reservationSize(size)).as("charge of %d", size).isGreaterThanOrEqualTo(size);
        }
        assertThat(area.reservationSize(424)).isEqualTo(512);
        assertThat(area.reservationSize(425)).isEqualTo(1024);
    }

    @Test
    @Statements("R3")
    void onlyAnAppendThatUsesAReservationTakesOne() throws Exception {
        create(2);
        area.reserve(100, 100, 100);
        append("not reserved");
        assertThat(area.reservation().records()).isEqualTo(3);
        append("reserved", Append.NONE.useReservation());
        assertThat(area.reservation()).isEqualTo(new ReservationInformation(2, 1024));
        area.append(List.of(bytes("re"), bytes("served")), Append.FORCE_FLUSH.useReservation());
        try (Claim claim = area.claim(4, Append.NONE.useReservation())) {
            claim.buffer().putInt(7);
            claim.commit();
        }
        assertThat(area.reservation()).isEqualTo(NOTHING);
        assertThat(readAll()).startsWith("not reserved", "reserved", "reserved").hasSize(4);
        assertThat(log.information().totalReservation()).isZero();
    }

    @Test
    void anAbortedClaimHasUsedItsReservation() throws Exception {
        create(2);
        area.reserve(100);
        area.claim(4, Append.NONE.useReservation()).abort();
        assertThat(area.reservation()).isEqualTo(NOTHING);
    }

    @Test
    void theSmallestReservedRecordThatFitsIsUsed() throws Exception {
        create(2);
        area.reserve(3000, 100, 1000);
        area.append(zeros(500), Append.NONE.useReservation());
        assertThat(area.reservation().bytes()).isEqualTo(area.reservationSize(3000, 100));
        refusedWithoutChange(
                LogStatus.SPACE_RESERVED_INVALID, () -> area.append(zeros(3800), Append.NONE.useReservation()));
        assertThat(area.reservation().records()).isEqualTo(2);
        area.append(zeros(3000), Append.NONE.useReservation());
        assertThat(area.reservation().bytes()).isEqualTo(512);
    }

    @Test
    @Statements("A13")
    void usingAndMakingReservationsInOneStepIsRefused() throws Exception {
        create(2);
        area.reserve(100);
        Lsn next = stream.nextLsn();
        refusedWithoutChange(
                LogStatus.INVALID_PARAMETER, () -> area.append(bytes("x"), Append.NONE.useReservation(), 100));
        assertThat(area.reservation().records()).isEqualTo(1);
        assertThat(stream.nextLsn()).isEqualTo(next);
    }

    @Test
    @Statements("A14")
    void usingWhatIsNotReservedIsRefused() throws Exception {
        create(2);
        Lsn next = stream.nextLsn();
        refusedWithoutChange(
                LogStatus.RECORDS_RESERVED_INVALID, () -> append("x", Append.FORCE_FLUSH.useReservation()));
        refusedWithoutChange(
                LogStatus.RECORDS_RESERVED_INVALID,
                () -> area.writeRestartArea(bytes("x"), RestartOptions.NONE.useReservation()));
        assertThat(stream.nextLsn()).isEqualTo(next);
        assertThat(readAll()).isEmpty();
    }

    @Test
    void anAppendReservesInTheSameStep() throws Exception {
        create(2);
        long before = available();
        Lsn lsn = area.append(bytes("update"), Append.FORCE_FLUSH, 100, 600);
        assertThat(readAt(lsn)).isEqualTo("update");
        assertThat(area.reservation()).isEqualTo(new ReservationInformation(2, 512 + 1024));
        assertThat(available()).isEqualTo(before - 512 - 512 - 1024);
        area.append(bytes("commit"), Append.FORCE_FLUSH, -100, -600);
        assertThat(area.reservation()).isEqualTo(NOTHING);
    }

    @Test
    void aRecordOfSeveralPiecesReservesInTheSameStep() throws Exception {
        create(2);
        List<ByteBuffer> pieces = List.of(bytes("up"), bytes("date"));
        Lsn lsn = area.append(pieces, Append.FORCE_FLUSH.entryAlignment(4), 100, 600);
        assertThat(readAt(lsn)).isEqualTo("up\0\0date");
        assertThat(area.reservation()).isEqualTo(new ReservationInformation(2, 512 + 1024));
        area.append(pieces, Append.FORCE_FLUSH, -100, -600);
        assertThat(area.reservation()).isEqualTo(NOTHING);
        Lsn next = stream.nextLsn();
        refusedWithoutChange(
                LogStatus.INVALID_PARAMETER, () -> area.append(pieces, Append.NONE.useReservation(), 100));
        refusedWithoutChange(
                LogStatus.INVALID_PARAMETER, () -> area.append(pieces, Append.NONE.entryAlignment(BLOCK), 100));
        refusedWithoutChange(LogStatus.RECORDS_RESERVED_INVALID, () -> area.append(pieces, Append.NONE, -100));
        assertThat(area.reservation()).isEqualTo(NOTHING);
        assertThat(stream.nextLsn()).isEqualTo(next);
    }

    @Test
    @Statements("A15")
    void anAppendThatFailsReservesAndReleasesNothing() throws Exception {
        create(2);
        area.reserve(100);
        Lsn next = stream.nextLsn();
        refusedWithoutChange(
                LogStatus.INVALID_PARAMETER, () -> area.append(zeros(BLOCK), Append.NONE, 200, 300, -100));
        assertThat(area.reservation()).isEqualTo(new ReservationInformation(1, 512));
        refusedWithoutChange(LogStatus.INVALID_PARAMETER, () -> area.append(bytes("x"), Append.NONE, 200, BLOCK));
        refusedWithoutChange(LogStatus.INVALID_PARAMETER, () -> area.append(bytes("x"), Append.NONE, 0));
        refusedWithoutChange(
                LogStatus.RECORDS_RESERVED_INVALID, () -> area.append(bytes("x"), Append.NONE, -100, -100));
        assertThat(area.reservation()).isEqualTo(new ReservationInformation(1, 512));
        assertThat(stream.nextLsn()).isEqualTo(next);
        fill(area, 3000, Append.NONE);
        int many = (int) (available() / 512) + 1;
        int[] tooMuch = new int[many];
        Arrays.fill(tooMuch, 10);
        refused(LogStatus.FULL, () -> area.append(bytes("x"), Append.NONE, tooMuch));
        assertThat(area.reservation()).isEqualTo(new ReservationInformation(1, 512));
    }

    @Test
    @Statements("R4")
    void aReservedRecordIsAppendedToAFullLog() throws Exception {
        create(2);
        area.reserve(100, 3000, 2000);
        fill(area, 3000, Append.FORCE_APPEND);
        fill(area, 10, Append.FORCE_FLUSH);
        Lsn lsn = area.append(bytes("undo"), Append.FORCE_FLUSH.useReservation());
        area.append(zeros(2000), Append.FORCE_FLUSH.useReservation());
        area.append(zeros(3000), Append.FORCE_FLUSH.useReservation());
        assertThat(readAt(lsn)).isEqualTo("undo");
        assertThat(area.reservation()).isEqualTo(NOTHING);
    }

    @Test
    void aReservedRestartAreaIsWrittenToAFullLog() throws Exception {
        create(2);
        area.reserve(1000);
        Lsn first = flushed("first");
        fill(area, 3000, Append.FORCE_APPEND);
        fill(area, 10, Append.FORCE_FLUSH);
        refused(LogStatus.PINNED_RESERVATION, () -> area.writeRestartArea(zeros(900), Lsn.INVALID));
        Lsn restart = area.writeRestartArea(
                zeros(900), RestartOptions.advanceBaseTo(stream.nextLsn()).useReservation());
        assertThat(stream.restartLsn()).contains(restart);
        assertThat(stream.baseLsn()).isGreaterThan(first);
        flushed("there is room again");
    }

    @Test
    @Statements("R5")
    void aNegativeEntryReleasesTheNearest() throws Exception {
        create(2);
        area.reserve(100, 1000, 3000);
        assertThat(area.reserve(-1100)).isEqualTo(-area.reservationSize(1000));
        assertThat(area.reservation().bytes()).isEqualTo(area.reservationSize(100, 3000));
        assertThat(area.reserve(-1)).isEqualTo(-512);
        assertThat(area.reserve(200, -3500)).isEqualTo(512 - area.reservationSize(3000));
        assertThat(area.reservation()).isEqualTo(new ReservationInformation(1, 512));
        refusedWithoutChange(LogStatus.RECORDS_RESERVED_INVALID, () -> area.reserve(-1, -1));
        refusedWithoutChange(LogStatus.INVALID_PARAMETER, () -> area.reserve(-BLOCK));
        assertThat(area.reservation()).isEqualTo(new ReservationInformation(1, 512));
    }

    @Test
    @Statements("R6")
    void sizesThatAreNoRecordsAreRefused() throws Exception {
        create(2);
        for (int size : new int[] {0, -1, Integer.MIN_VALUE, BLOCK, Integer.MAX_VALUE}) {
            refusedWithoutChange(LogStatus.INVALID_PARAMETER, () -> area.reservationSize(100, size), size);
        }
        for (int size : new int[] {0, Integer.MIN_VALUE, BLOCK, Integer.MAX_VALUE}) {
            refusedWithoutChange(LogStatus.INVALID_PARAMETER, () -> area.reserve(100, size), size);
        }
        assertThat(area.reservation()).isEqualTo(NOTHING);
    }

    @Test
    @Statements("R7")
    void aTotalIsReservedAsItsRecordsAre() throws Exception {
        create(3);
        MarshallingArea other = area(SMALL_BLOCKS);
        int[] sizes = {100, 3000, 700, 100};
        long before = available();
        area.reserve(sizes);
        long bySizes = before - available();
        other.allocateReservation(sizes.length, other.reservationSize(sizes));
        assertThat(before - available()).isEqualTo(2 * bySizes);
        assertThat(other.reservation()).isEqualTo(area.reservation());
        fill(area, 3000, Append.FORCE_APPEND);
        fill(area, 10, Append.FORCE_FLUSH);
        for (int size : new int[] {700, 100, 3000, 100}) {
            other.append(zeros(size), Append.FORCE_FLUSH.useReservation());
            area.append(zeros(size), Append.FORCE_FLUSH.useReservation());
        }
        assertThat(other.reservation()).isEqualTo(NOTHING);
        assertThat(area.reservation()).isEqualTo(NOTHING);
    }

    @Test
    void impossibleTotalsAreRefused() throws Exception {
        create(2);
        for (long[] wrong : new long[][] {{0, 512}, {-1, 512}, {1, 511}, {1, 0}, {1, -512}, {2, 512}, {1, BLOCK + 512}}) {
            refusedWithoutChange(
                    LogStatus.RESERVATION_INVALID, () -> area.allocateReservation((int) wrong[0], wrong[1]));
        }
        refusedWithoutChange(LogStatus.FULL, () -> area.allocateReservation(1 << 20, 512L << 20));
        assertThat(area.reservation()).isEqualTo(NOTHING);
    }

    @Test
    @Statements("R8")
    void freeingToATotalLeavesThatMuch() throws Exception {
        create(2);
        area.reserve(100, 100, 1000);
        area.freeReservation(2, 1024);
        assertThat(area.reservation()).isEqualTo(new ReservationInformation(2, 1024));
        area.freeReservation(2, 1024);
        assertThat(area.reservation()).isEqualTo(new ReservationInformation(2, 1024));
        refusedWithoutChange(LogStatus.RECORDS_RESERVED_INVALID, () -> area.freeReservation(3, 1024));
        refusedWithoutChange(LogStatus.SPACE_RESERVED_INVALID, () -> area.freeReservation(2, 2048));
        refusedWithoutChange(LogStatus.RESERVATION_INVALID, () -> area.freeReservation(2, 512));
        refusedWithoutChange(LogStatus.RESERVATION_INVALID, () -> area.freeReservation(0, 512));
        assertThat(area.reservation()).isEqualTo(new ReservationInformation(2, 1024));
    }

    @Test
    @Statements("R9")
    void freeingANumberTakesThatMuchAway() throws Exception {
        create(2);
        area.reserve(100, 100, 1000);
        area.freeReservation(1, -1536);
        assertThat(area.reservation()).isEqualTo(new ReservationInformation(2, 1024));
        refusedWithoutChange(LogStatus.RECORDS_RESERVED_INVALID, () -> area.freeReservation(3, -1024));
        refusedWithoutChange(LogStatus.RECORDS_RESERVED_INVALID, () -> area.freeReservation(-1, -512));
        refusedWithoutChange(LogStatus.SPACE_RESERVED_INVALID, () -> area.freeReservation(2, -2048));
        refusedWithoutChange(LogStatus.RESERVATION_INVALID, () -> area.freeReservation(1, -1024));
        assertThat(area.reservation()).isEqualTo(new ReservationInformation(2, 1024));
        area.freeReservation(2, -1024);
        assertThat(area.reservation()).isEqualTo(NOTHING);
        assertThat(log.information().totalReservation()).isZero();
    }

    @Test
    @Statements({"R10", "B23"})
    void whatAnAreaHasReservedReturnsWhenItIsClosed() throws Exception {
        create(2);
        long before = available();
        MarshallingArea brief = stream.createMarshallingArea(SMALL_BLOCKS);
        brief.reserve(100, 2000);
        brief.allocateReservation(2, 1024);
        assertThat(available()).isLessThan(before);
        brief.close();
        assertThat(available()).isEqualTo(before);
        refused(LogStatus.INVALID_HANDLE, () -> brief.reserve(100));
    }

    @Test
    @Statements("R12")
    void aLogWhoseRestIsReservedSaysSo() throws Exception {
        create(2);
        int reserved = 0;
        while (available() > CONTAINER / 2) {
            area.reserve(3000);
            reserved++;
        }
        LogFullException full = fill(area, 3000, Append.FORCE_FLUSH);
        assertThat(full.status()).isEqualTo(LogStatus.PINNED_RESERVATION);
        assertThat(full).hasMessageContaining(String.valueOf(area.reservation().bytes()));
        for (int i = 0; i < reserved; i++) {
            area.append(zeros(3000), Append.FORCE_FLUSH.useReservation());
        }
        full = fill(area, 3000, Append.FORCE_FLUSH);
        assertThat(full.status()).isEqualTo(LogStatus.FULL);
    }

    @Test
    void everythingReservedIsAppendedWhateverFillsTheLog() throws Exception {
        Seeds.forEach(12, (seed, random) -> fillAndUse("dedicated" + seed, random, false));
        Seeds.forEach(12, (seed, random) -> fillAndUse("multiplexed" + seed, random, true));
    }

    private void fillAndUse(String name, Random random, boolean multiplexed) throws Exception {
        LogName of = multiplexed ? LogName.of("log:" + directory.resolve(name) + "::") : name(name);
        try (LogFile opened = provider().open(of, OpenOptions.createNew())) {
            opened.containers().add(2 + random.nextInt(3), CONTAINER);
            int streams = multiplexed ? 1 + random.nextInt(3) : 1;
            List<AutoCloseable> closing = new ArrayList<>();
            List<MarshallingArea> areas = new ArrayList<>();
            for (int i = 0; i < streams; i++) {
                LogStream one = multiplexed ? opened.stream("s" + i) : opened.stream();
                for (int j = 0; j <= random.nextInt(2); j++) {
                    int block = 512 << random.nextInt(10);
                    areas.add(one.createMarshallingArea(
                            MarshallingAreaOptions.builder().blockSize(Math.max(2048, block)).build()));
                }
                closing.add(one);
            }
            List<Reserved> reserved = reserveAndFill(areas, random);
            Collections.shuffle(reserved, random);
            for (Reserved each : reserved) {
                Append how = random.nextBoolean() ? Append.FORCE_FLUSH : Append.FORCE_APPEND;
                int length = random.nextInt(4) == 0 ? 1 + random.nextInt(each.length) : each.length;
                Append linked = random.nextBoolean() ? how : how.previous(Lsn.NULL).undoNext(Lsn.NULL);
                each.area.append(zeros(length), linked.useReservation());
            }
            for (MarshallingArea one : areas) {
                assertThat(one.reservation()).isEqualTo(NOTHING);
                one.close();
            }
            for (AutoCloseable one : closing) {
                one.close();
            }
        }
        provider().delete(of);
    }

    private record Reserved(MarshallingArea area, int length) {}

    private static List<Reserved> reserveAndFill(List<MarshallingArea> areas, Random random) throws LogException {
        List<Reserved> reserved = new ArrayList<>();
        for (int refusals = 0; refusals < 30; ) {
            MarshallingArea through = areas.get(random.nextInt(areas.size()));
            int most = through.blockSize() - 64 - 24;
            int length = 1 + (random.nextInt(3) == 0 ? random.nextInt(most) : random.nextInt(Math.min(most, 600)));
            try {
                if (random.nextInt(4) == 0) {
                    through.reserve(length);
                    reserved.add(new Reserved(through, length));
                } else {
                    through.append(
                            zeros(length),
                            switch (random.nextInt(4)) {
                                case 0 -> Append.FORCE_FLUSH;
                                case 1 -> Append.FORCE_APPEND;
                                default -> Append.NONE;
                            });
                }
            } catch (LogFullException e) {
                refusals++;
            }
        }
        return reserved;
    }

    @Test
    void areasAndThreadsReserveAndUseAtOnce() throws Exception {
        create(4);
        long before = available();
        Threads.run(4, number -> {
            try (MarshallingArea own = stream.createMarshallingArea(SMALL_BLOCKS)) {
                for (int i = 0; i < 200; i++) {
                    Lsn lsn = own.append(bytes("update"), Append.NONE, 500, 100);
                    own.append(zeros(500), Append.NONE.useReservation());
                    if (i % 3 == 0) {
                        own.append(zeros(100), Append.FORCE_FLUSH.useReservation());
                    } else {
                        own.append(bytes("commit"), Append.NONE, -100);
                    }
                    assertThat(own.reservation()).isEqualTo(NOTHING);
                    assertThat(lsn.isValid()).isTrue();
                }
            }
            return null;
        });
        assertThat(log.information().totalReservation()).isZero();
        stream.advanceBase(stream.nextLsn());
        assertThat(available()).isGreaterThan(before - CONTAINER);
    }
}
