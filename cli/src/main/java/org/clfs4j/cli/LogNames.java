package org.clfs4j.cli;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.clfs4j.LogFile;
import org.clfs4j.LogKind;
import org.clfs4j.LogName;
import org.clfs4j.StreamInformation;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogUsageException;

/**
 * What a log and its streams are called, for commands that look at its bytes.
 *
 * @param log the log's name, without a stream
 * @param streams the names of its streams by id; empty if the log is too damaged to be opened
 */
record LogNames(LogName log, Map<Integer, String> streams) {

    /**
     * Asks the log that an operand names.
     *
     * @throws LogException if there is no such log or stream; not if the log is damaged, which its bytes tell better
     */
    static LogNames of(Logs logs, LogName operand) throws LogException {
        try (LogFile file = logs.openForQuestions(operand)) {
            return new LogNames(
                    file.name(),
                    file.streams().stream().collect(Collectors.toMap(StreamInformation::id, StreamInformation::name)));
        } catch (LogException e) {
            if (e instanceof LogUsageException || operand.streamName().isPresent()) {
                throw e;
            }
            return new LogNames(operand, Map.of());
        }
    }

    boolean multiplexed() {
        return log.kind() == LogKind.MULTIPLEXED;
    }

    /** Returns the name of a stream; empty if it has none, or is not known. */
    Optional<String> stream(int id) {
        return Optional.ofNullable(streams.get(id)).filter(name -> !name.isEmpty());
    }

    /** Returns the id of a stream that is there. */
    int id(String stream) {
        return streams.entrySet().stream()
                .filter(entry -> entry.getValue().equals(stream))
                .mapToInt(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }
}
