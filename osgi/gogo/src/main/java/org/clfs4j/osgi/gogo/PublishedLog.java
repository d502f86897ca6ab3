package org.clfs4j.osgi.gogo;

import java.lang.reflect.Array;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.clfs4j.LogName;

/**
 * A log that is a service, as its properties describe it.
 *
 * @param name its name in full
 * @param kind dedicated or multiplexed, as it is written
 * @param identity its UUID
 * @param pid the configuration that asked for it; empty if it was not published by configuration
 * @param provider what it was opened with
 * @param allocator what its areas take their blocks from; empty if none was configured
 * @param streams the names of those of its streams that are services
 * @param others what its configuration says of its own, by name
 */
record PublishedLog(
        LogName name,
        String kind,
        String identity,
        String pid,
        String provider,
        String allocator,
        List<String> streams,
        SortedMap<String, String> others) {

    /** What the framework says of every service, and no configuration does. */
    private static final Set<String> OF_EVERY_SERVICE = Set.of("objectClass", "service.id", "service.bundleid", "service.scope");

    /** What is told in fields of its own begins so. */
    private static final String OWN_PREFIX = "clfs.";

    private static final char FACTORY_SEPARATOR = '~';

    /**
     * Reads the properties of a service.
     *
     * @param properties the properties, {@code clfs.log} among them
     * @param streams the names of its streams
     */
    static PublishedLog of(Map<String, Object> properties, List<String> streams) {
        SortedMap<String, String> others = new TreeMap<>();
        properties.forEach((key, value) -> {
            if (!OF_EVERY_SERVICE.contains(key) && !key.startsWith(OWN_PREFIX)) {
                others.put(key, text(value));
            }
        });
        return new PublishedLog(
                LogName.of(text(properties.get("clfs.log"))).physical(),
                text(properties.get("clfs.kind")),
                text(properties.get("clfs.identity")),
                text(properties.get("clfs.pid")),
                text(properties.get("clfs.provider")),
                text(properties.get("clfs.allocator")),
                List.copyOf(streams),
                others);
    }

    private static String text(Object value) {
        if (value == null) {
            return "";
        }
        if (!value.getClass().isArray()) {
            return value.toString();
        }
        return IntStream.range(0, Array.getLength(value))
                .mapToObj(i -> String.valueOf(Array.get(value, i)))
                .collect(Collectors.joining(","));
    }

    /** Returns the name to type: that of its files, without their directory. */
    String shortName() {
        return name.path().getFileName().toString();
    }

    /**
     * Tells whether somebody who types a word means this log: by its short name, by the PID of its configuration, or by what stands
     * behind the {@code ~} of that.
     */
    boolean isCalled(String word) {
        return !word.isEmpty()
                && (word.equals(shortName())
                        || word.equals(pid)
                        || word.equals(pid.substring(pid.indexOf(FACTORY_SEPARATOR) + 1)));
    }
}
