package org.clfs4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clfs4j.testkit.Refusal.refused;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.clfs4j.Append;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.OpenOptions;
import org.clfs4j.ReadContext;
import org.clfs4j.error.LogStatus;
import org.junit.jupiter.api.Test;

/**
 * Flushing, by call and in the background. That what is flushed survives is {@link CrashConformance}'s business.
 *
 * @threading tests of one instance run one after the other
 */
public abstract class FlushConformance extends LogConformance {

    /** For subclasses. */
    protected FlushConformance() {}

    @Test
    @Statements("F1")
    void flushToReachesBeyondItsTarget() throws Exception {
        create(2);
        List<Lsn> lsns = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            lsns.add(append("record number " + i + " ".repeat(300)));
        }
        for (Lsn target : List.of(lsns.get(3), lsns.get(30), lsns.get(5), lsns.get(49))) {
            Lsn bound = area.flushTo(target);
            assertThat(bound).isGreaterThan(target);
            assertThat(stream.flushedUpTo()).isGreaterThanOrEqualTo(bound);
            assertThat(log.information().flushedUpTo()).isEqualTo(stream.flushedUpTo());
        }
    }

    @Test
    @Statements("F2")
    void afterAFlushTheBoundIsTheNextLsnAndNoRecord() throws Exception {
        create(2);
        append("one");
        append("two");
        Lsn bound = area.flush();
        assertThat(bound).isEqualTo(stream.nextLsn()).isEqualTo(stream.flushedUpTo());
        ReadContext context = read(bound);
        assertThat(context.next()).isFalse();
        Lsn three = append("three", Append.FORCE_APPEND);
        assertThat(three).isGreaterThanOrEqualTo(bound);
        assertThat(context.next()).isTrue();
        assertThat(context.lsn()).isEqualTo(three);
    }

    @Test
    @Statements("F3")
    void flushAndFlushToNullAreTheSame() throws Exception {
        create(2);
        Lsn one = append("one");
        Lsn afterOne = area.flushTo(Lsn.NULL);
        assertThat(afterOne).isEqualTo(stream.nextLsn()).isEqualTo(stream.flushedUpTo()).isGreaterThan(one);
        Lsn two = append("two");
        Lsn afterTwo = area.flush();
        assertThat(afterTwo).isEqualTo(stream.nextLsn()).isEqualTo(stream.flushedUpTo()).isGreaterThan(two);
        assertThat(area.flushTo(Lsn.NULL)).isEqualTo(afterTwo);
        assertThat(area.flush()).isEqualTo(afterTwo);
    }

    @Test
    void flushingAnEmptyLogIsNothing() throws Exception {
        create(2);
        assertThat(area.flush()).isEqualTo(stream.nextLsn());
        assertThat(log.statistics().flushes()).isZero();
    }

    @Test
    void flushToBeyondTheLastRecordIsRefused() throws Exception {
        create(2);
        append("one");
        Lsn next = stream.nextLsn();
        refused(LogStatus.INVALID_RANGE, () -> area.flushTo(next), next);
        refused(LogStatus.INVALID_RANGE, () -> area.flushTo(Lsn.create(7, 0, 0)), Lsn.create(7, 0, 0), next);
        refused(LogStatus.INVALID_RANGE, () -> area.flushTo(Lsn.INVALID), "INVALID");
        assertThat(readAll()).containsExactly("one");
    }

    @Test
    @Statements("F4")
    void closingAnAreaFlushesIt() throws Exception {
        create(2);
        MarshallingArea closed = area(SMALL_BLOCKS);
        Lsn last = closed.append(bytes("appended through the closed area"));
        assertThat(stream.flushedUpTo()).isLessThanOrEqualTo(last);
        closed.close();
        assertThat(stream.flushedUpTo()).isGreaterThan(last);
        assertThat(readAll()).containsExactly("appended through the closed area");
    }

    @Test
    void flushingOneAreaMakesEarlierRecordsOfTheOtherDurableToo() throws Exception {
        create(2);
        MarshallingArea other = area(SMALL_BLOCKS);
        Lsn ofOther = other.append(bytes("other"));
        Lsn own = append("own", Append.FORCE_FLUSH);
        assertThat(own).isGreaterThan(ofOther);
        assertThat(stream.flushedUpTo()).isGreaterThan(own);
    }

    @Test
    void oneFlushServesAllThatIsQueued() throws Exception {
        create(2, OpenOptions.createNew().flushThreshold(Integer.MAX_VALUE));
        for (int i = 0; i < 20; i++) {
            append("record " + i, Append.FORCE_APPEND);
        }
        assertThat(log.statistics().flushes()).isZero();
        area.flush();
        assertThat(log.statistics().flushes()).isEqualTo(1);
        assertThat(log.statistics().flushedBytes()).isGreaterThanOrEqualTo(20 * 512);
    }

    @Test
    @Statements("A20")
    void aQueueAboveTheThresholdIsFlushedInTheBackground() throws Exception {
        QueueingExecutor background = new QueueingExecutor();
        create(2, quiet(background).flushThreshold(8192));
        assertThat(log.information().flushThreshold()).isEqualTo(8192);
        Lsn below = area.append(ByteBuffer.allocate(3000), Append.FORCE_APPEND);
        assertThat(background.isEmpty()).isTrue();

        Lsn above = area.append(ByteBuffer.allocate(3000), Append.FORCE_APPEND);
        above = area.append(ByteBuffer.allocate(3000), Append.FORCE_APPEND);
        assertThat(background.isEmpty()).isFalse();
        assertThat(stream.flushedUpTo()).isLessThanOrEqualTo(below);
        background.runAll();
        assertThat(stream.flushedUpTo()).isGreaterThan(above);
        assertThat(log.statistics().flushes()).isEqualTo(1);
    }

    @Test
    @Statements("A20")
    void blocksThatFillUpCountTowardsTheThreshold() throws Exception {
        QueueingExecutor background = new QueueingExecutor();
        create(2, quiet(background).flushThreshold(20_000));
        for (int i = 0; i < 10; i++) {
            append("x".repeat(3000));
        }
        assertThat(background.isEmpty()).isFalse();
        assertThat(log.statistics().flushes()).isZero();
        background.runAll();
        assertThat(log.statistics().flushes()).isEqualTo(1);
        assertThat(stream.flushedUpTo()).isGreaterThan(stream.baseLsn());
    }

    private static OpenOptions quiet(QueueingExecutor background) {
        return OpenOptions.createNew().executor(background).checkOldBlocks(false);
    }
}
