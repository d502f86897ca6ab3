package org.clfs4j.core.marshal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.clfs4j.Append;
import org.clfs4j.Lsn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A record that was reserved begins a block of its own, if need be. */
class ReservedRecordTest {

    private static final int ROUNDS = 3000;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() throws InterruptedException {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }

    /** Claims as appenders do that took the open block, and went on when it had been written and was opened again. */
    private static Set<Long> claimLate(WriteBlock block, AtomicBoolean done) {
        Set<Long> claimed = new HashSet<>();
        while (!done.get()) {
            if (block.closed()) {
                continue;
            }
            long word = block.claim(16);
            if (WriteBlock.holds(word, 16)) {
                claimed.add(block.lsn(word));
                block.abort(WriteBlock.count(word), block.offset(word), 16);
                block.publish(16);
            } else if (WriteBlock.closes(word)) {
                block.area.stream().finishClosing(block, word);
            }
        }
        return claimed;
    }

    @Test
    void itsPlaceIsNotTakenByAnAppenderThatWasLate() throws Exception {
        WriterFixture fixture = WriterFixture.dedicated();
        StreamWriter stream = fixture.stream("");
        Area area = fixture.area(stream, 4096, 1);
        area.append(WriterFixture.record(8));
        WriteBlock onlyBlock = stream.open();
        AtomicBoolean done = new AtomicBoolean();
        Future<Set<Long>> late = threads.submit(() -> claimLate(onlyBlock, done));

        Set<Long> reserved = new HashSet<>();
        for (int round = 0; round < ROUNDS; round++) {
            area.reserve(8);
            reserved.add(area.appendAsLong(WriterFixture.record(8), Append.FORCE_FLUSH.useReservation()));
            stream.advanceBase(Lsn.of(stream.state().durable()));
        }
        done.set(true);

        assertThat(reserved).hasSize(ROUNDS);
        assertThat(late.get(60, TimeUnit.SECONDS)).doesNotContainAnyElementsOf(reserved);
    }
}
