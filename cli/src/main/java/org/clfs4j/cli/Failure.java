package org.clfs4j.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Set;
import org.clfs4j.cli.console.ExitCode;
import org.clfs4j.cli.console.OutputException;
import org.clfs4j.cli.console.ToolException;
import org.clfs4j.cli.record.LineTooLongException;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;

/**
 * What went wrong, as one sentence and an exit code.
 *
 * @threading immutable
 * @param exitCode what the process ends with
 * @param sentence what, where, and what to do; empty if there is nobody to tell
 */
record Failure(ExitCode exitCode, String sentence) {

    /** Statuses of other categories that all mean: this log cannot be opened. */
    private static final Set<LogStatus> CANNOT_OPEN = Set.of(
            LogStatus.OBJECT_NAME_NOT_FOUND,
            LogStatus.OBJECT_PATH_NOT_FOUND,
            LogStatus.OBJECT_NAME_COLLISION,
            LogStatus.ACCESS_DENIED,
            LogStatus.METADATA_INVALID);

    /**
     * Describes what a command ended with.
     *
     * @param thrown what it threw
     * @return the description
     */
    static Failure of(Throwable thrown) {
        if (thrown instanceof ToolException tool) {
            return new Failure(tool.exitCode(), tool.getMessage());
        }
        if (thrown instanceof UncheckedIOException wrapped) {
            return of(wrapped.getCause());
        }
        if (thrown instanceof LogException log) {
            return new Failure(exitCode(log.status()), log.getMessage());
        }
        if (thrown instanceof OutputException output) {
            return output.brokenPipe()
                    ? new Failure(ExitCode.OK, "")
                    : new Failure(ExitCode.STORAGE, output.getMessage());
        }
        if (thrown instanceof LineTooLongException line) {
            return new Failure(ExitCode.USAGE, line.getMessage());
        }
        if (thrown instanceof IOException io) {
            return ofFile(io);
        }
        if (thrown instanceof OutOfMemoryError) {
            return new Failure(
                    ExitCode.STORAGE,
                    "memory is exhausted (" + thrown.getMessage() + "); use smaller blocks or chunks");
        }
        return new Failure(ExitCode.INTERNAL, "this is a mistake in clfs, please report it: " + thrown);
    }

    private static Failure ofFile(IOException io) {
        if (io instanceof NoSuchFileException missing) {
            return new Failure(ExitCode.CANNOT_OPEN, missing.getFile() + " does not exist");
        }
        if (io instanceof AccessDeniedException denied) {
            return new Failure(ExitCode.CANNOT_OPEN, denied.getFile() + " may not be opened: permission denied");
        }
        if (io instanceof FileSystemException file) {
            String reason = file.getReason() == null ? file.getClass().getSimpleName() : file.getReason();
            return new Failure(ExitCode.STORAGE, file.getFile() + ": " + reason);
        }
        return new Failure(ExitCode.STORAGE, String.valueOf(io.getMessage()));
    }

    private static ExitCode exitCode(LogStatus status) {
        if (CANNOT_OPEN.contains(status)) {
            return ExitCode.CANNOT_OPEN;
        }
        return switch (status.category()) {
            case FULL -> ExitCode.FULL;
            case DAMAGED -> ExitCode.DAMAGE;
            case VERSION, IN_USE -> ExitCode.CANNOT_OPEN;
            case STORAGE, RESOURCES -> ExitCode.STORAGE;
            case USAGE -> ExitCode.USAGE;
        };
    }
}
