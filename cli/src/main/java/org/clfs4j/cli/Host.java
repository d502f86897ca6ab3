package org.clfs4j.cli;

import java.util.Optional;
import org.clfs4j.LogName;
import org.clfs4j.LogProvider;
import org.clfs4j.ProviderSearch;

/**
 * What the tool runs in: it has the log providers, and may know logs by names of its own.
 *
 * @threading used by one command at a time
 */
public interface Host {

    /** A process with the tool alone: providers are those of its paths, and a log has no name but its path. */
    Host PROCESS = new Host() {
        @Override
        public ProviderSearch providers() {
            return LogProvider.search();
        }

        @Override
        public Optional<LogName> logNamed(String text) {
            return Optional.empty();
        }
    };

    /**
     * Finds the providers.
     *
     * @return those there are, and which of them a command gets that names none
     */
    ProviderSearch providers();

    /**
     * Looks for a log that is known by another name than its path.
     *
     * @param text what somebody has typed where a log or a stream is to be named
     * @return the log or stream; empty if the text is none of those names, so that it must be a path
     * @throws IllegalArgumentException if the text names several logs; the message is one sentence without a full stop
     */
    Optional<LogName> logNamed(String text);
}
