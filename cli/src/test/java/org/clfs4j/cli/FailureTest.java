package org.clfs4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.clfs4j.cli.console.ExitCode;
import org.clfs4j.cli.console.OutputException;
import org.clfs4j.cli.record.LineTooLongException;
import org.clfs4j.error.LogCategory;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FailureTest {

    @ParameterizedTest
    @CsvSource({
        "BLOCK_INVALID, DAMAGE",
        "METADATA_CORRUPT, DAMAGE",
        "CONTAINER_OPEN_FAILED, DAMAGE",
        "METADATA_INVALID, CANNOT_OPEN",
        "OBJECT_NAME_NOT_FOUND, CANNOT_OPEN",
        "OBJECT_PATH_NOT_FOUND, CANNOT_OPEN",
        "OBJECT_NAME_COLLISION, CANNOT_OPEN",
        "ACCESS_DENIED, CANNOT_OPEN",
        "SHARING_VIOLATION, CANNOT_OPEN",
        "BLOCK_VERSION, CANNOT_OPEN",
        "INVALID_PARAMETER, USAGE",
        "RECORD_NONEXISTENT, USAGE",
        "FULL, FULL",
        "PINNED, FULL",
        "DISK_FULL, STORAGE",
        "CONTAINER_WRITE_FAILED, STORAGE"
    })
    void givesEachKindOfLogStatusItsExitCode(LogStatus status, ExitCode exitCode) {
        assertThat(Failure.of(LogException.of(status, "why"))).isEqualTo(new Failure(exitCode, "why"));
    }

    @ParameterizedTest
    @EnumSource(LogStatus.class)
    void takesNoLogStatusForSuccessOrForAMistakeOfTheTool(LogStatus status) {
        assertThat(Failure.of(LogException.of(status, "why")).exitCode()).isNotIn(ExitCode.OK, ExitCode.INTERNAL);
    }

    @ParameterizedTest
    @EnumSource(value = LogStatus.class)
    void endsWithDamageOnlyIfBytesAreDamaged(LogStatus status) {
        if (Failure.of(LogException.of(status, "why")).exitCode() == ExitCode.DAMAGE) {
            assertThat(status.category()).isEqualTo(LogCategory.DAMAGED);
        }
    }

    @Test
    void takesALineThatIsTooLongForAMistakeInTheCommandLine() {
        assertThat(Failure.of(new LineTooLongException(7, 100)).exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void saysWhatIsWrongWithAFile() {
        assertThat(Failure.of(new NoSuchFileException("D/f")))
                .isEqualTo(new Failure(ExitCode.CANNOT_OPEN, "D/f does not exist"));
        assertThat(Failure.of(new AccessDeniedException("D/f")))
                .isEqualTo(new Failure(ExitCode.CANNOT_OPEN, "D/f may not be opened: permission denied"));
        assertThat(Failure.of(new FileSystemException("D/f", null, "Is a directory")))
                .isEqualTo(new Failure(ExitCode.STORAGE, "D/f: Is a directory"));
    }

    @Test
    void endsQuietlyWhenTheReaderWentAway() {
        OutputException brokenPipe = new OutputException(new IOException("Broken pipe"));
        assertThat(Failure.of(brokenPipe)).isEqualTo(new Failure(ExitCode.OK, ""));
        assertThat(Failure.of(new UncheckedIOException(brokenPipe))).isEqualTo(new Failure(ExitCode.OK, ""));
    }

    @Test
    void admitsItsOwnMistakes() {
        Failure failure = Failure.of(new NullPointerException("x"));
        assertThat(failure.exitCode()).isEqualTo(ExitCode.INTERNAL);
        assertThat(failure.sentence()).contains("mistake in clfs", "NullPointerException");
    }
}
