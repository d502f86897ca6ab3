package org.clfs4j.cli;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.clfs4j.Disposition;
import org.clfs4j.LogFile;
import org.clfs4j.LogKind;
import org.clfs4j.LogName;
import org.clfs4j.LogStream;
import org.clfs4j.StreamInformation;
import org.clfs4j.cli.console.ExitCode;
import org.clfs4j.cli.console.ToolException;
import org.clfs4j.error.LogException;

/** The stream that an operand names; and one sentence with those there are, if it names none. */
final class NamedStream {

    /** As many names as a sentence can take. */
    private static final int NAMES = 8;

    private NamedStream() {}

    /**
     * Opens the stream of an operand.
     *
     * @param log the open log that the operand names, without a stream
     * @param operand the operand
     * @return its stream, or the only one of a dedicated log
     * @throws ToolException if there are several and the operand names none
     * @throws LogException as opening a stream
     */
    static LogStream open(LogFile log, LogName operand) throws LogException {
        return open(log, operand, Disposition.OPEN_EXISTING);
    }

    /** Opens the stream of an operand, or creates it. */
    static LogStream open(LogFile log, LogName operand, Disposition disposition) throws LogException {
        if (log.kind() == LogKind.DEDICATED) {
            return log.stream();
        }
        if (operand.streamName().isEmpty()) {
            throw unnamed(log);
        }
        return log.stream(operand.streamName().get(), disposition);
    }

    /** Returns what an operand names, in the form that fits the log. */
    static LogName name(LogFile log, LogName operand) {
        return operand.streamName().isEmpty() ? log.name() : log.name().stream(operand.streamName().get());
    }

    /** Tells whether the stream of an operand is there. */
    static boolean exists(LogFile log, LogName operand) throws LogException {
        return operand.streamName().isEmpty() || information(log, operand).isPresent();
    }

    /** Describes the stream of an operand; empty if it is a multiplexed log as a whole. */
    static Optional<StreamInformation> information(LogFile log, LogName operand) throws LogException {
        if (log.kind() == LogKind.DEDICATED) {
            return Optional.of(log.streams().get(0));
        }
        return log.streams().stream()
                .filter(stream -> operand.streamName().equals(Optional.of(stream.name())))
                .findFirst();
    }

    /** Says that an operand names a stream that is not there. */
    static ToolException missing(LogFile log, LogName operand) throws LogException {
        String those = log.streams().isEmpty() ? noneYet(log) : "; there are " + names(log);
        return new ToolException(ExitCode.CANNOT_OPEN, "there is no stream " + operand + those);
    }

    private static ToolException unnamed(LogFile log) throws LogException {
        String those = log.streams().isEmpty() ? noneYet(log) : "; name one of its streams: " + names(log);
        return new ToolException(ExitCode.USAGE, log.name() + " is multiplexed" + those);
    }

    private static String noneYet(LogFile log) {
        return "; the log has no streams yet, \"clfs create " + log.name() + "NAME\" makes one";
    }

    /** The streams by the names that commands take. */
    static String names(LogFile log) throws LogException {
        List<StreamInformation> streams = log.streams();
        String names = streams.stream()
                .limit(NAMES)
                .map(stream -> log.name().stream(stream.name()).toString())
                .collect(Collectors.joining(", "));
        return streams.size() <= NAMES ? names : names + " and " + (streams.size() - NAMES) + " more";
    }
}
