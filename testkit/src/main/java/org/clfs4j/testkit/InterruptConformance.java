package org.clfs4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.clfs4j.Append;
import org.clfs4j.Claim;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Interrupted threads: they stay interrupted, their calls succeed, and the log is harmed for nobody.
 *
 * @threading tests of one instance run one after the other
 */
public abstract class InterruptConformance extends LogConformance {

    /** For subclasses. */
    protected InterruptConformance() {}

    @AfterEach
    final void clearInterrupt() {
        Thread.interrupted();
    }

    @Test
    void everyCallOfAnInterruptedThreadSucceedsAndKeepsTheFlag() throws Exception {
        create(2);
        interrupted(() -> append("appended"));
        interrupted(() -> append("queued", Append.FORCE_APPEND));
        interrupted(() -> flushed("flushed"));
        interrupted(() -> area.appendAsync(bytes("asynchronous"), Append.NONE));
        interrupted(() -> {
            Claim claim = area.claim(5, Append.FORCE_FLUSH);
            claim.buffer().put(bytes("claim"));
            return claim.commit();
        });
        interrupted(() -> area.flush());
        interrupted(() -> area.flushTo(stream.baseLsn()));
        interrupted(() -> area.writeRestartArea(bytes("state"), Lsn.INVALID));
        interrupted(() -> area.readRestartArea());
        List<String> expected = List.of("appended", "queued", "flushed", "asynchronous", "claim", "state");
        assertThat(interrupted(() -> readAll())).isEqualTo(expected);
        interrupted(() -> log.containers().add(1));
        interrupted(() -> {
            stream.flushMetadata();
            return null;
        });
        assertThat(readAll()).isEqualTo(expected);
        interrupted(() -> {
            reopen();
            return null;
        });
        assertThat(readAll()).isEqualTo(expected);
        flushed("still usable");
    }

    private interface Call<T> {
        T run() throws Exception;
    }

    private static <T> T interrupted(Call<T> call) throws Exception {
        Thread.currentThread().interrupt();
        T result = call.run();
        assertThat(Thread.interrupted()).isTrue();
        return result;
    }

    @Test
    void waitingForAWriteBlockAnInterruptChangesNothing() throws Exception {
        create(4);
        MarshallingArea one = area(
                MarshallingAreaOptions.builder().blockSize(BLOCK).maxWriteBlocks(1).build());
        Threads.run(4, number -> {
            Thread.currentThread().interrupt();
            for (int i = 0; i < 50; i++) {
                one.append(bytes("x".repeat(3000)), Append.FORCE_APPEND);
            }
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
            return null;
        });
        assertThat(readAll()).hasSize(200);
    }

    @Test
    void threadsThatAreInterruptedAllTheTimeDisturbNobody() throws Exception {
        create(8);
        AtomicBoolean done = new AtomicBoolean();
        List<Thread> victims = new ArrayList<>();
        List<FutureTask<List<Lsn>>> results = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            FutureTask<List<Lsn>> victim = new FutureTask<>(this::appendAndRead);
            results.add(victim);
            victims.add(new Thread(victim, "victim"));
        }
        FutureTask<Integer> interrupting = Threads.start(() -> {
            int count = 0;
            while (!done.get()) {
                victims.get(count++ % victims.size()).interrupt();
            }
            return count;
        });
        victims.forEach(Thread::start);
        List<Lsn> expected = new ArrayList<>(appendAndRead());
        for (FutureTask<List<Lsn>> result : results) {
            expected.addAll(Threads.result(result));
        }
        done.set(true);
        assertThat(Threads.result(interrupting)).isPositive();
        assertThat(lsns()).isEqualTo(expected.stream().sorted().toList());
        reopen(OpenOptions.openExisting());
        assertThat(lsns()).isEqualTo(expected.stream().sorted().toList());
    }

    private List<Lsn> appendAndRead() throws Exception {
        List<Lsn> lsns = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Lsn lsn = append("record " + i, i % 2 == 0 ? Append.FORCE_FLUSH : Append.FORCE_APPEND);
            lsns.add(lsn);
            try (ReadContext context = area.read(lsn, ReadMode.FORWARD)) {
                assertThat(context.next()).isTrue();
                assertThat(text(context.payload())).isEqualTo("record " + i);
            }
        }
        return lsns;
    }
}
