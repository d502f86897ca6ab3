package org.clfs4j.itests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.clfs4j.Access;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.OpenOptions;
import org.clfs4j.RecoveryReport.Outcome;
import org.clfs4j.inspect.LogInspector;
import org.clfs4j.itests.JavaChild;
import org.clfs4j.itests.Providers;
import org.clfs4j.itests.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIGKILL under load: {@link KillWriter} is killed again and again, now while it writes, now while it recovers, and the one
 * log that goes through all of it is held against what was acknowledged. Each process has any of the providers, and so has
 * whoever looks at what it left.
 *
 * <p>{@code -Dclfs4j.kill.rounds=N} sets the number of rounds; the profile {@code kill} has 100.
 */
class KillIT {

    private static final int ROUNDS = Integer.getInteger("clfs4j.kill.rounds", 10);
    private static final int CONTAINER_SIZE = 1 << 20;
    private static final int CONTAINERS = 4;

    @TempDir
    Path folder;

    private final Random random = new Random(Seed.of(KillIT.class));
    private LogName name;

    @Test
    void nothingAcknowledgedIsLostAndNothingIsInvented() throws IOException, InterruptedException {
        Expectation expectation = created(CONTAINERS);
        for (int round = 0; round < ROUNDS; round++) {
            killAfter(expectation, round, 20 + random.nextInt(1500), 100, 2 * CONTAINERS);
            check(expectation, round);
        }
        System.out.println("KillIT: " + ROUNDS + " rounds, " + expectation.records() + " records acknowledged, lost 0");
    }

    @Test
    void containersAreAddedAllOrNone() throws IOException, InterruptedException {
        Expectation expectation = created(2);
        for (int round = 0; round < (ROUNDS + 1) / 2; round++) {
            killAfter(expectation, round, 1 + random.nextInt(60), 1, Integer.MAX_VALUE);
            check(expectation, round);
        }
    }

    private Expectation created(int containers) throws IOException {
        name = LogName.of(folder.resolve("log"));
        try (LogFile log = Providers.any(random).open(name, OpenOptions.createNew())) {
            log.containers().add(containers, CONTAINER_SIZE);
        }
        return new Expectation(containers);
    }

    private void killAfter(Expectation expectation, int round, int acknowledgements, int every, int limit)
            throws IOException, InterruptedException {
        expectation.begin(round);
        try (JavaChild writer = JavaChild.startWith(
                Providers.anyName(random), KillWriter.class, name.path(), round, every, limit)) {
            int left = acknowledgements;
            for (var frame = Frame.read(writer.output()); frame.isPresent(); frame = Frame.read(writer.output())) {
                expectation.told(frame.get());
                if (frame.get().kind() == Frame.Kind.DURABLE && --left == 0) {
                    writer.kill();
                }
            }
            writer.requireKilled();
        } catch (AssertionError e) {
            throw new AssertionError("in round " + round, e);
        }
    }

    private void check(Expectation expectation, int round) throws IOException, InterruptedException {
        try {
            if (random.nextBoolean()) {
                killRecovery();
            }
            switch (random.nextInt(3)) {
                case 0 -> expectation.check(contents(OpenOptions.openExisting()));
                case 1 -> expectation.check(contents(OpenOptions.openExisting().access(Access.READ)));
                default -> {
                    long digest = recoveredByAnother();
                    Contents contents = contents(OpenOptions.openExisting().access(Access.READ));
                    assertThat(contents.digest()).isEqualTo(digest);
                    expectation.check(contents);
                }
            }
            try (LogInspector inspector = Providers.any(random).inspect(name)) {
                assertThat(inspector.validate((done, total) -> {}).damage()).isEmpty();
            }
        } catch (IOException | AssertionError e) {
            throw new AssertionError("in round " + round, e);
        }
    }

    private Contents contents(OpenOptions options) throws IOException {
        try (LogFile log = Providers.any(random).open(name, options)) {
            assertThat(log.recovery().outcome()).isIn(Outcome.END_OF_LOG, Outcome.TORN_TAIL);
            Contents contents = Contents.of(log);
            assertThat(log.oldBlocksChecked().toCompletableFuture().join()).isEmpty();
            assertThat(log.damage()).isEmpty();
            return contents;
        }
    }

    /** Kills a process that opens the log, at some moment from the beginning of its opening. */
    private void killRecovery() throws IOException, InterruptedException {
        try (JavaChild reopener = JavaChild.startWith(Providers.anyName(random), Reopener.class, name.path())) {
            assertThat(Frame.read(reopener.output())).isPresent();
            reopener.killWithin(random.nextInt(60_000_000));
            reopener.requireKilled();
        }
    }

    /** Has another process recover the log, which is then killed, and returns the digest of what that found. */
    private long recoveredByAnother() throws IOException, InterruptedException {
        try (JavaChild reopener = JavaChild.startWith(Providers.anyName(random), Reopener.class, name.path())) {
            Frame told = Frame.read(reopener.output()).orElseThrow();
            while (told.kind() != Frame.Kind.OPENED) {
                told = Frame.read(reopener.output()).orElseThrow();
            }
            reopener.kill();
            reopener.requireKilled();
            return told.values()[0];
        }
    }
}
