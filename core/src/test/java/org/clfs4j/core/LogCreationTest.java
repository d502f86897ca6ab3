package org.clfs4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.Optional;
import org.clfs4j.Disposition;
import org.clfs4j.LogKind;
import org.clfs4j.LogName;
import org.clfs4j.OpenOptions;
import org.clfs4j.error.LogStatus;
import org.clfs4j.error.LogUsageException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is created, and what is not. */
class LogCreationTest {

    private final HeapStorage storage = new HeapStorage();

    @ParameterizedTest
    @EnumSource(value = Disposition.class, names = "OPEN_EXISTING", mode = EnumSource.Mode.EXCLUDE)
    void aLogIsNotCreatedForAStreamThatCannotBe(Disposition disposition) {
        for (String stream : new String[] {"", "x".repeat(256), "é".repeat(128)}) {
            LogName name = new LogName(Path.of("wal"), LogKind.MULTIPLEXED, Optional.of(stream));
            assertThatExceptionOfType(LogUsageException.class)
                    .isThrownBy(() -> LogFixture.provider(storage)
                            .open(name, OpenOptions.createNew().disposition(disposition)))
                    .matches(e -> e.status() == LogStatus.INVALID_PARAMETER)
                    .withMessageContaining("1 to 255 bytes");
            assertThat(storage.list()).isEmpty();
        }
    }
}
