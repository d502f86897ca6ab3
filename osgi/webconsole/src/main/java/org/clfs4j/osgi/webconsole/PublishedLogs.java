package org.clfs4j.osgi.webconsole;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.clfs4j.LogFile;

/**
 * The logs that are services now.
 *
 * @threading safe for concurrent use
 */
final class PublishedLogs {

    private final Map<LogFile, PublishedLog> logs = new ConcurrentHashMap<>();

    void add(LogFile log, Map<String, Object> properties) {
        logs.put(log, new PublishedLog(log, properties));
    }

    void remove(LogFile log) {
        logs.remove(log);
    }

    /** Returns them in the order of their names. */
    List<PublishedLog> list() {
        return logs.values().stream().sorted(Comparator.comparing(PublishedLog::name)).toList();
    }
}
