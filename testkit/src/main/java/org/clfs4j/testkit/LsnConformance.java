package org.clfs4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.clfs4j.Append;
import org.clfs4j.LogFile;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.OpenOptions;
import org.junit.jupiter.api.Test;

/**
 * Log sequence numbers: their parts, their order, and how a log hands them out.
 *
 * @threading tests of one instance run one after the other
 */
public abstract class LsnConformance extends LogConformance {

    private static final long MAX_CONTAINER = 0xFFFF_FFFEL;

    /** For subclasses. */
    protected LsnConformance() {}

    @Test
    @Statements("L1")
    void partsComeBackAsTheyWereGiven() {
        Seeds.forEach(5, (seed, random) -> {
            for (int i = 0; i < 1000; i++) {
                long container = random.nextLong() & 0xFFFF_FFFFL;
                long offset = (long) random.nextInt(1 << 23) * 512;
                int record = random.nextInt(512);
                if (container <= MAX_CONTAINER) {
                    assertParts(container, offset, record);
                }
            }
        });
        assertParts(0, 0, 0);
        assertParts(MAX_CONTAINER, (4L << 30) - 512, 511);
    }

    private static void assertParts(long container, long offset, int record) {
        Lsn lsn = Lsn.create(container, offset, record);
        assertThat(lsn.isValid()).isTrue();
        assertThat(lsn.containerId()).isEqualTo(container);
        assertThat(lsn.blockOffset()).isEqualTo(offset);
        assertThat(lsn.recordSequence()).isEqualTo(record);
    }

    @Test
    @Statements("L2")
    void partsOutOfRangeGiveInvalid() {
        assertThat(Lsn.create(0, 511, 0)).isEqualTo(Lsn.INVALID);
        assertThat(Lsn.create(0, 513, 0)).isEqualTo(Lsn.INVALID);
        assertThat(Lsn.create(0, -512, 0)).isEqualTo(Lsn.INVALID);
        assertThat(Lsn.create(0, 4L << 30, 0)).isEqualTo(Lsn.INVALID);
        assertThat(Lsn.create(0, 0, 512)).isEqualTo(Lsn.INVALID);
        assertThat(Lsn.create(0, 0, -1)).isEqualTo(Lsn.INVALID);
        assertThat(Lsn.create(-1, 0, 0)).isEqualTo(Lsn.INVALID);
        assertThat(Lsn.create(MAX_CONTAINER + 1, 0, 0)).isEqualTo(Lsn.INVALID);
    }

    @Test
    @Statements("L3")
    void everyValidLsnIsLessThanInvalid() {
        Seeds.forEach(5, (seed, random) -> {
            for (int i = 0; i < 1000; i++) {
                assertThat(randomLsn(random).isLess(Lsn.INVALID)).isTrue();
            }
        });
        assertThat(Lsn.create(MAX_CONTAINER, (4L << 30) - 512, 511).isLess(Lsn.INVALID)).isTrue();
        assertThat(Lsn.INVALID.isValid()).isFalse();
    }

    @Test
    @Statements("L4")
    void nullIsTheLeastValidLsn() {
        assertThat(Lsn.NULL.isNull()).isTrue();
        assertThat(Lsn.NULL.isValid()).isTrue();
        assertThat(Lsn.INVALID.isNull()).isFalse();
        assertThat(Lsn.NULL.isLess(Lsn.create(0, 0, 1))).isTrue();
        assertThat(Lsn.NULL.isLess(Lsn.create(0x8000_0000L, 0, 0))).isTrue();
        assertThat(Lsn.NULL.isLess(Lsn.NULL)).isFalse();
    }

    @Test
    @Statements("L5")
    void onlyInvalidIsInvalid() {
        assertThat(Lsn.INVALID.isInvalid()).isTrue();
        assertThat(Lsn.NULL.isInvalid()).isFalse();
        assertThat(Lsn.INVALID.value()).isEqualTo(0xFFFF_FFFF_0000_0000L);
    }

    @Test
    @Statements("L6")
    void containerThenBlockThenRecordDecidesTheOrder() {
        Lsn lsn = Lsn.create(7, 1024, 3);
        assertThat(lsn).isLessThan(Lsn.create(8, 0, 0)).isGreaterThan(Lsn.create(6, 2048, 4));
        assertThat(lsn).isLessThan(Lsn.create(7, 1536, 0)).isGreaterThan(Lsn.create(7, 512, 511));
        assertThat(lsn).isLessThan(Lsn.create(7, 1024, 4)).isGreaterThan(Lsn.create(7, 1024, 2));
        assertThat(Lsn.create(0x7FFF_FFFFL, 0, 0)).isLessThan(Lsn.create(0x8000_0000L, 0, 0));
        assertThat(lsn.isGreater(Lsn.create(6, 2048, 4))).isTrue();
    }

    @Test
    @Statements("L7")
    void incrementOfTheLargestLsnIsInvalid() {
        assertThat(Lsn.create(MAX_CONTAINER, (4L << 30) - 512, 511).increment()).isEqualTo(Lsn.INVALID);
        assertThat(Lsn.INVALID.increment()).isEqualTo(Lsn.INVALID);
        assertThat(Lsn.NULL.decrement()).isEqualTo(Lsn.INVALID);
    }

    @Test
    @Statements("L8")
    void decrementTakesBackIncrement() {
        Seeds.forEach(5, (seed, random) -> {
            for (int i = 0; i < 1000; i++) {
                Lsn lsn = randomLsn(random);
                if (lsn.recordSequence() > 0 && lsn.recordSequence() < 511) {
                    assertThat(lsn.increment()).isGreaterThan(lsn);
                    assertThat(lsn.increment().decrement()).isEqualTo(lsn);
                }
            }
        });
    }

    @Test
    void theDifferenceIsTheBytesOfContainersBetweenTwoBlocks() {
        Lsn start = Lsn.create(3, 1024, 7);
        assertThat(start.difference(Lsn.create(3, 4096, 0), CONTAINER)).isEqualTo(3072);
        assertThat(start.difference(Lsn.create(5, 0, 511), CONTAINER)).isEqualTo(2 * CONTAINER - 1024);
        assertThat(start.difference(Lsn.create(2, 2048, 0), CONTAINER)).isEqualTo(1024 - CONTAINER);
        assertThat(start.difference(Lsn.create(3, 1024, 511), CONTAINER)).as("one block").isZero();
        assertThat(Lsn.NULL.difference(Lsn.create(MAX_CONTAINER, 0, 0), 1)).isEqualTo(MAX_CONTAINER);
        assertThatThrownBy(() -> start.difference(Lsn.INVALID, CONTAINER)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Lsn.INVALID.difference(start, CONTAINER)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> start.difference(start, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Lsn.NULL.difference(Lsn.create(MAX_CONTAINER, 0, 0), Lsn.MAX_CONTAINER_SIZE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Statements("L9")
    void theFirstRecordIsFoundEvenThoughItsLsnMayBeNull() throws Exception {
        create(2);
        Lsn first = append("first", Append.FORCE_FLUSH);
        assertThat(first.isValid()).isTrue();
        assertThat(first.containerId()).isZero();
        assertThat(log.information().lastRecordLsn()).contains(first);
        assertThat(readAt(first)).isEqualTo("first");
        reopen();
        assertThat(log.information().lastRecordLsn()).contains(first);
        assertThat(readAt(first)).isEqualTo("first");
    }

    @Test
    @Statements("L10")
    void lsnsGrowWhicheverAreaAppends() throws Exception {
        create(2);
        List<MarshallingArea> areas = List.of(area, area(SMALL_BLOCKS), area(SMALL_BLOCKS));
        List<Lsn> lsns = new ArrayList<>();
        Random random = new Random(1);
        for (int i = 0; i < 300; i++) {
            lsns.add(areas.get(random.nextInt(areas.size())).append(bytes("record " + i), anyVisibility(random)));
        }
        assertThat(lsns).isSorted().doesNotHaveDuplicates();
        assertThat(lsns()).isEqualTo(lsns);
    }

    private static Append anyVisibility(Random random) {
        List<Append> all = List.of(Append.NONE, Append.FORCE_APPEND, Append.FORCE_FLUSH);
        return all.get(random.nextInt(all.size()));
    }

    @Test
    @Statements("L11")
    void equalLsnsOfTwoStreamsNameDifferentRecords() throws Exception {
        create(2);
        LogFile other = track(provider().open(name("other"), OpenOptions.createNew()));
        other.containers().add(2, CONTAINER);
        MarshallingArea otherArea = track(other.stream().createMarshallingArea(SMALL_BLOCKS));

        Lsn here = append("here", Append.FORCE_FLUSH);
        Lsn there = otherArea.append(bytes("there"), Append.FORCE_FLUSH);

        assertThat(there).isEqualTo(here);
        assertThat(readAll(area, here)).containsExactly("here");
        assertThat(readAll(otherArea, there)).containsExactly("there");
    }

    @Test
    @Statements("L12")
    void blockOffsetsAreMultiplesOfTheSectorSize() throws Exception {
        for (int sector : new int[] {512, 1024, 4096, 65536}) {
            LogFile sectored = track(provider()
                    .open(name("sector" + sector), OpenOptions.createNew().sectorSize(sector)));
            sectored.containers().add(2, CONTAINER);
            MarshallingArea blocks = track(sectored.stream().createMarshallingArea(SMALL_BLOCKS));
            assertThat(sectored.information().sectorSize()).isEqualTo(sector);
            assertThat(blocks.blockSize() % sector).isZero();
            for (int i = 0; i < 4; i++) {
                assertThat(blocks.append(bytes("x"), Append.FORCE_FLUSH).blockOffset() % sector).isZero();
            }
        }
    }

    private static Lsn randomLsn(Random random) {
        return Lsn.create(random.nextInt() & 0x7FFF_FFFFL, (long) random.nextInt(1 << 23) * 512, random.nextInt(512));
    }
}
