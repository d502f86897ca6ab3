package org.clfs4j.core.marshal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.clfs4j.Append;
import org.clfs4j.Lsn;
import org.clfs4j.error.LogException;
import org.junit.jupiter.api.Test;

/** A thread whose stack is full harms nobody but itself. */
class StackRoomTest {

    private static final long SMALL_STACK = 256 << 10;

    /** Appends and flushes on every level of a recursion without end. */
    private static Void goDeeper(Area area, AtomicLong last) throws LogException {
        last.set(area.appendAsLong(WriterFixture.record(8), Append.NONE));
        area.stream().advanceBase(area.flush());
        return goDeeper(area, last);
    }

    @Test
    void flushThatFindsNoRoomIsNotBegunAndLeftToOthers() throws Exception {
        for (int round = 0; round < 5; round++) {
            WriterFixture fixture = WriterFixture.dedicated();
            Area area = fixture.area(fixture.stream(""), 512, 2);
            AtomicLong last = new AtomicLong();
            FutureTask<Void> recursion = new FutureTask<>(() -> goDeeper(area, last));
            new Thread(null, recursion, "deep", SMALL_STACK).start();
            assertThat(recursion)
                    .as("round %d", round)
                    .failsWithin(Duration.ofSeconds(60))
                    .withThrowableOfType(ExecutionException.class)
                    .withCauseInstanceOf(StackOverflowError.class);

            FutureTask<Lsn> other = new FutureTask<>(() -> area.flushTo(Lsn.of(last.get())));
            new Thread(other).start();

            assertThat(other.get(60, TimeUnit.SECONDS).compareTo(Lsn.of(last.get())))
                    .as("round %d", round)
                    .isPositive();
        }
    }
}
