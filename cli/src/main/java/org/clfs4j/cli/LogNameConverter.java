package org.clfs4j.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.clfs4j.LogName;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads the name of a log or of a stream: one that the host knows, or a path, {@code ::} and the stream if there is one, with
 * {@code log:} in front or without. The path of an existing base log file will do, too.
 */
final class LogNameConverter implements ITypeConverter<LogName> {

    private final Host host;
    private final Path directory;

    /**
     * Creates the converter.
     *
     * @param host may know logs by other names
     * @param directory what relative paths start from
     */
    LogNameConverter(Host host, Path directory) {
        this.host = host;
        this.directory = directory;
    }

    @Override
    public LogName convert(String text) {
        return known(text).orElseGet(() -> byPath(text));
    }

    private Optional<LogName> known(String text) {
        try {
            return host.logNamed(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    private LogName byPath(String text) {
        try {
            LogName name = LogName.of(text);
            return withoutExtension(new LogName(directory.resolve(name.path()), name.kind(), name.streamName()));
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("\"" + text + "\" names no log: " + e.getMessage());
        }
    }

    /** A shell completes file names; so D/log.blf means the log D/log if that exists and D/log.blf.blf does not. */
    private static LogName withoutExtension(LogName name) {
        String file = name.path().getFileName().toString();
        String extension = LogName.BASE_LOG_FILE_EXTENSION;
        boolean completed = file.length() > extension.length()
                && file.endsWith(extension)
                && Files.exists(name.path())
                && !Files.exists(name.baseLogFile());
        if (!completed) {
            return name;
        }
        Path log = name.path().resolveSibling(file.substring(0, file.length() - extension.length()));
        return new LogName(log, name.kind(), name.streamName());
    }
}
