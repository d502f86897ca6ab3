package org.clfs4j.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.clfs4j.LogProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The side of clfs4j in a comparison. */
class BenchLogTest {

    private static final int RECORD = 1 << 10;
    private static final int ROUNDS = 400;

    /** A round in which no producer came to move the base left its records to all that followed, until the log was full. */
    @Test
    void roundsThatAreTooShortToMoveTheBaseDoNotFillTheLog(@TempDir Path directory) throws Exception {
        try (BenchLog log = BenchLog.create(LogProvider.load("default"), directory.resolve("log"), 2, 512 << 10)) {
            Contender durable = log.durable(4, RECORD, new Allocation());
            for (int round = 0; round < ROUNDS; round++) {
                assertThat(durable.measure(Duration.ofMillis(1))).isNotNegative();
            }
        }
    }
}
