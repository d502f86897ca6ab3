package org.clfs4j.itests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.OpenOptions;
import org.clfs4j.testkit.LogConformance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A test as there must be none in the suite: its assertion holds whatever a provider does. */
public abstract class BlindConformance extends LogConformance {

    @Test
    void aLogHasContainersOrNone(@TempDir Path directory) throws Exception {
        try (LogFile log = provider().open(LogName.of(directory.resolve("log")), OpenOptions.createNew())) {
            log.containers().add(2, log.information().sectorSize());
            assertThat(log.containers().list().size()).isNotNegative();
        }
    }
}
