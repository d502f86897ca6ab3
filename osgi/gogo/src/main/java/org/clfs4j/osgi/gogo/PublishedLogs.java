package org.clfs4j.osgi.gogo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.clfs4j.LogFile;
import org.clfs4j.LogKind;
import org.clfs4j.LogName;
import org.clfs4j.LogStream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/**
 * The logs that are services at one moment. Only their properties are looked at: no service is taken, and no log is held.
 *
 * @threading immutable
 * @param logs the logs, by name
 */
record PublishedLogs(List<PublishedLog> logs) {

    private static final String FILTER = "(clfs.log=*)";
    private static final String STREAM_SEPARATOR = "::";

    /** Looks at the services. */
    static PublishedLogs of(BundleContext context) {
        try {
            return of(context.getServiceReferences(LogFile.class, FILTER), context.getServiceReferences(LogStream.class, FILTER));
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e); // the filter is written above
        }
    }

    private static PublishedLogs of(
            Collection<ServiceReference<LogFile>> files, Collection<ServiceReference<LogStream>> streams) {
        Map<Object, List<String>> names = new HashMap<>();
        for (ServiceReference<LogStream> stream : streams) {
            String name = String.valueOf(stream.getProperty("clfs.stream"));
            if (!name.isEmpty()) {
                names.computeIfAbsent(stream.getProperty("clfs.log"), log -> new ArrayList<>()).add(name);
            }
        }
        return new PublishedLogs(files.stream()
                .map(file -> PublishedLog.of(
                        properties(file),
                        names.getOrDefault(file.getProperty("clfs.log"), List.of()).stream().sorted().toList()))
                .sorted(Comparator.comparing(PublishedLog::shortName).thenComparing(log -> log.name().toString()))
                .toList());
    }

    private static Map<String, Object> properties(ServiceReference<?> reference) {
        Map<String, Object> properties = new HashMap<>();
        for (String key : reference.getPropertyKeys()) {
            properties.put(key, reference.getProperty(key));
        }
        return properties;
    }

    /**
     * Looks for a log, or a stream of one, that somebody names by something else than its path.
     *
     * @param text the short name or PID of a log; with {@code ::} and a name behind it, that stream of it
     * @return the log or stream; empty if none is called so
     * @throws IllegalArgumentException if several are
     */
    Optional<LogName> named(String text) {
        int separator = text.indexOf(STREAM_SEPARATOR);
        String word = separator < 0 ? text : text.substring(0, separator);
        String stream = separator < 0 ? "" : text.substring(separator + STREAM_SEPARATOR.length());
        List<LogName> called =
                logs.stream().filter(log -> log.isCalled(word)).map(PublishedLog::name).toList();
        if (called.size() > 1) {
            throw new IllegalArgumentException("\"" + word + "\" may be any of "
                    + called.stream().map(LogName::toString).collect(Collectors.joining(", ")) + "; name one by its path");
        }
        return called.stream()
                .findFirst()
                .map(log -> stream.isEmpty() ? log : new LogName(log.path(), LogKind.MULTIPLEXED, Optional.of(stream)));
    }
}
