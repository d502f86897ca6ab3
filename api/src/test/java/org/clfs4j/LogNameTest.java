package org.clfs4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"/var/bank/wal", "log:/var/bank/wal", "LOG:/var/bank/wal", "Log:/var/bank/wal"})
    void thePrefixMayBeMissingAndInAnyCase(String text) {
        LogName name = LogName.of(text);
        assertThat(name.path()).isEqualTo(Path.of("/var/bank/wal"));
        assertThat(name.kind()).isEqualTo(LogKind.DEDICATED);
        assertThat(name.streamName()).isEmpty();
        assertThat(name).isEqualTo(LogName.of(Path.of("/var/bank/wal"))).hasToString("log:/var/bank/wal");
    }

    @Test
    void aStreamNameMakesItMultiplexed() {
        LogName name = LogName.of("log:bank/wal::ledger");
        assertThat(name.path()).isEqualTo(Path.of("bank/wal"));
        assertThat(name.kind()).isEqualTo(LogKind.MULTIPLEXED);
        assertThat(name.streamName()).contains("ledger");
        assertThat(name).hasToString("log:bank/wal::ledger");
    }

    @Test
    void nothingBehindTheSeparatorIsTheMultiplexedLogItself() {
        LogName name = LogName.of("log:wal::");
        assertThat(name.kind()).isEqualTo(LogKind.MULTIPLEXED);
        assertThat(name.streamName()).isEmpty();
        assertThat(name).hasToString("log:wal::");
    }

    @Test
    void theFirstSeparatorSplits() {
        LogName name = LogName.of("log:wal::a::b");
        assertThat(name.path()).isEqualTo(Path.of("wal"));
        assertThat(name.streamName()).contains("a::b");
    }

    @Test
    void theExtensionIsAlwaysAppended() {
        assertThat(LogName.of("log:dir/wal").baseLogFile()).isEqualTo(Path.of("dir/wal.blf"));
        assertThat(LogName.of("log:wal.blf").baseLogFile()).isEqualTo(Path.of("wal.blf.blf"));
        assertThat(LogName.of("wal::s").baseLogFile()).isEqualTo(Path.of("wal.blf"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "log:", "::", "log:::s", "/"})
    void withoutAFileNameItIsRefused(String text) {
        assertThatThrownBy(() -> LogName.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("file name");
    }

    @Test
    void aDedicatedLogHasNoStreamName() {
        assertThatThrownBy(() -> new LogName(Path.of("wal"), LogKind.DEDICATED, Optional.of("ledger")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ledger")
                .hasMessageContaining("wal");
    }

    @Test
    void whatIsWrittenIsReadBack() {
        for (String text : new String[] {"log:wal", "log:/a/b c/wal", "log:wal::", "log:wal::ledger"}) {
            assertThat(LogName.of(text)).hasToString(text);
            assertThat(LogName.of(LogName.of(text).toString())).isEqualTo(LogName.of(text));
        }
    }
}
