package org.clfs4j;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * The name of a log or of one stream of it: {@code log:<path>[::<stream>]}.
 *
 * <p>The first {@code ::} ends the path. Without it the name is that of a dedicated log; with it, that of a stream of a
 * multiplexed log, or of the multiplexed log itself if nothing follows. The path never includes the extension
 * {@code .blf}: a log named {@code x.blf} has the base log file {@code x.blf.blf}.
 *
 * <p>Source: <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-clfscreatelogfile">ClfsCreateLogFile</a>.
 *
 * @threading immutable
 * @param path the path of the log, without extension
 * @param kind dedicated or multiplexed
 * @param streamName the stream's name, present only in the name of a stream of a multiplexed log
 */
public record LogName(Path path, LogKind kind, Optional<String> streamName) {

    /** The extension of base log files. */
    public static final String BASE_LOG_FILE_EXTENSION = ".blf";

    private static final String PREFIX = "log:";
    private static final String STREAM_SEPARATOR = "::";

    /**
     * Checks that the parts fit together.
     *
     * @throws IllegalArgumentException if the path has no file name or a dedicated log is given a stream name
     */
    public LogName {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(streamName, "streamName");
        if (path.getFileName() == null || path.getFileName().toString().isEmpty()) {
            throw new IllegalArgumentException("A log's path needs a file name; got \"" + path + "\"");
        }
        if (kind == LogKind.DEDICATED && streamName.isPresent()) {
            throw new IllegalArgumentException("A dedicated log has one unnamed stream; got the stream name \""
                    + streamName.get() + "\" for " + path);
        }
    }

    /**
     * Reads a name.
     *
     * @param name {@code log:<path>[::<stream>]}; the prefix may be missing and is not case-sensitive
     * @return the name
     * @throws IllegalArgumentException if the path is empty or not a path on this platform
     */
    public static LogName of(String name) {
        boolean prefixed = name.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
        String rest = prefixed ? name.substring(PREFIX.length()) : name;
        int separator = rest.indexOf(STREAM_SEPARATOR);
        if (separator < 0) {
            return new LogName(Path.of(rest), LogKind.DEDICATED, Optional.empty());
        }
        String stream = rest.substring(separator + STREAM_SEPARATOR.length());
        return new LogName(
                Path.of(rest.substring(0, separator)),
                LogKind.MULTIPLEXED,
                stream.isEmpty() ? Optional.empty() : Optional.of(stream));
    }

    /**
     * Names a dedicated log.
     *
     * @param path the path of the log, without extension
     * @return the name
     * @throws IllegalArgumentException if the path has no file name
     */
    public static LogName of(Path path) {
        return new LogName(path, LogKind.DEDICATED, Optional.empty());
    }

    /**
     * Returns the name of the physical log, without a stream.
     *
     * @return the name, with a trailing {@code ::} if the log is multiplexed
     */
    public LogName physical() {
        return streamName.isEmpty() ? this : new LogName(path, kind, Optional.empty());
    }

    /**
     * Names a stream of this multiplexed log.
     *
     * @param name the stream's name
     * @return the name
     * @throws IllegalArgumentException if the log is dedicated
     */
    public LogName stream(String name) {
        return new LogName(path, kind, Optional.of(name));
    }

    /**
     * Returns the base log file's path.
     *
     * @return the path with {@code .blf} appended
     */
    public Path baseLogFile() {
        return path.resolveSibling(path.getFileName() + BASE_LOG_FILE_EXTENSION);
    }

    /**
     * Writes the name in full.
     *
     * @return {@code log:<path>[::<stream>]}
     */
    @Override
    public String toString() {
        String log = PREFIX + path;
        return kind == LogKind.DEDICATED ? log : log + STREAM_SEPARATOR + streamName.orElse("");
    }
}
