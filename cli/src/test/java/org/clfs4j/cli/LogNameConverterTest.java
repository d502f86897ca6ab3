package org.clfs4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.clfs4j.LogName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.TypeConversionException;

class LogNameConverterTest {

    private final LogNameConverter converter = new LogNameConverter(Host.PROCESS, Path.of(""));

    @TempDir
    private Path directory;

    @Test
    void readsPathsAndFullNames() {
        assertThat(converter.convert("D/log")).isEqualTo(LogName.of(Path.of("D/log")));
        assertThat(converter.convert("log:D/log")).isEqualTo(LogName.of(Path.of("D/log")));
        assertThat(converter.convert("log:D/log::ledger")).isEqualTo(LogName.of("log:D/log::ledger"));
    }

    @Test
    void takesTheBaseLogFileOfAnExistingLogForTheLog() throws IOException {
        Path log = directory.resolve("log");
        Files.createFile(directory.resolve("log.blf"));
        assertThat(converter.convert(log + ".blf")).isEqualTo(LogName.of(log));
        assertThat(converter.convert(log + ".blf::ledger")).isEqualTo(LogName.of(log + "::ledger"));
    }

    @Test
    void keepsANameThatEndsLikeABaseLogFileIfThatIsTheLog() throws IOException {
        Path log = directory.resolve("log.blf");
        assertThat(converter.convert(log.toString())).isEqualTo(LogName.of(log));
        Files.createFile(log);
        Files.createFile(directory.resolve("log.blf.blf"));
        assertThat(converter.convert(log.toString())).isEqualTo(LogName.of(log));
    }

    @Test
    void refusesWhatIsNoName() {
        assertThatExceptionOfType(TypeConversionException.class)
                .isThrownBy(() -> converter.convert("log:"))
                .withMessageStartingWith("\"log:\" names no log: ");
    }
}
