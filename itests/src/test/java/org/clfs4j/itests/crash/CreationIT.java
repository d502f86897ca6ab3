package org.clfs4j.itests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.LogProvider;
import org.clfs4j.OpenOptions;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;
import org.clfs4j.itests.JavaChild;
import org.clfs4j.itests.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGKILL while logs are created: those that were finished are whole, and the one that was not can be created still. */
class CreationIT {

    private static final int ROUNDS = Integer.getInteger("clfs4j.kill.rounds", 10);
    private static final int NANOS_OF_A_CREATION = 20_000_000;

    @TempDir
    Path folder;

    private final Random random = new Random(Seed.of(CreationIT.class));

    @Test
    void logWhoseCreationWasKilledIsCreatedByTheNextOpening() throws IOException, InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            Path each = Files.createDirectory(folder.resolve("round-" + round));
            long cutOff = killWhileCreating(each, random.nextInt(12));
            for (long number = 0; number < cutOff; number++) {
                assertThat(contents(Creator.name(each, number))).hasSize(1);
            }
            checkCutOff(Creator.name(each, cutOff));
        }
    }

    /** Returns the number of the log that was being created. */
    private long killWhileCreating(Path each, int logs) throws IOException, InterruptedException {
        try (JavaChild creator = JavaChild.start(Creator.class, each)) {
            Frame last = null;
            for (Optional<Frame> told = Frame.read(creator.output()); told.isPresent(); told = Frame.read(creator.output())) {
                last = told.get();
                if (last.kind() == Frame.Kind.OPENING && last.values()[0] == logs) {
                    creator.killWithin(random.nextInt(NANOS_OF_A_CREATION));
                }
            }
            creator.requireKilled();
            assertThat(last).isNotNull();
            return last.values()[0] + (last.kind() == Frame.Kind.OPENED ? 1 : 0);
        }
    }

    private static void checkCutOff(LogName name) throws IOException {
        int before = 0;
        try {
            before = contents(name).size();
        } catch (LogException e) {
            assertThat(e.status()).isIn(LogStatus.OBJECT_NAME_NOT_FOUND, LogStatus.METADATA_INVALID);
        }
        assertThat(before).isLessThanOrEqualTo(1);
        Creator.create(name);
        assertThat(contents(name)).hasSize(before + 1);
    }

    private static List<Contents.Found> contents(LogName name) throws IOException {
        try (LogFile log = LogProvider.load().open(name, OpenOptions.openExisting())) {
            int containers = log.containers().list().size();
            assertThat(containers).as("containers, added two and one").isIn(0, 2, 3);
            return containers == 0 ? List.of() : Contents.of(log).records();
        }
    }
}
