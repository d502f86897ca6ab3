package org.clfs4j.osgi;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.clfs4j.Access;
import org.clfs4j.ContainerSet;
import org.clfs4j.LogFile;
import org.clfs4j.LogKind;
import org.clfs4j.LogName;
import org.clfs4j.OpenOptions;

/**
 * A configuration that is acceptable.
 *
 * @param name the log's name, with an absolute path
 * @param streams the streams to publish; the unnamed one of a dedicated log and the one that the name names are not listed
 * @param containers how many containers there are at least
 * @param containerSize bytes of each container, if the log has none yet
 * @param options how it is opened
 * @param provider the provider's name; empty for any
 * @param allocator the allocator's name; empty for the provider's own memory
 */
record LogSettings(
        LogName name,
        List<String> streams,
        int containers,
        long containerSize,
        OpenOptions options,
        Optional<String> provider,
        Optional<String> allocator) {

    private static final int MIN_CONTAINERS = 2;
    private static final int MAX_SECTOR_SIZE = 65536;

    /** What providers and allocators are called; nothing that means something in a filter. */
    private static final Pattern SERVICE_NAME = Pattern.compile("[A-Za-z0-9._-]+");

    /**
     * Reads a configuration.
     *
     * @param raw the configuration as it was written, to show what could not be read
     * @throws BadConfigurationException if something is not acceptable; the message names each such thing
     */
    static LogSettings of(LogConfiguration configuration, Map<String, Object> raw) throws BadConfigurationException {
        Reader reader = new Reader(raw);
        LogName name = reader.name(configuration::name);
        List<String> streams = reader.streams(configuration::streams, name);
        Integer containers = reader.read(
                "containers",
                configuration::containers,
                value -> value >= MIN_CONTAINERS && value <= ContainerSet.MAX_COUNT,
                "a number from " + MIN_CONTAINERS + " to " + ContainerSet.MAX_COUNT);
        Long containerSize = reader.read(
                "container.size",
                configuration::container_size,
                value -> value > 0 && value <= ContainerSet.MAX_SIZE,
                "a number of bytes from 1 to " + ContainerSet.MAX_SIZE);
        Integer sectorSize = reader.read(
                "sector.size",
                configuration::sector_size,
                value -> value >= OpenOptions.DEFAULT_SECTOR_SIZE
                        && value <= MAX_SECTOR_SIZE
                        && Integer.bitCount(value) == 1,
                "a power of two from " + OpenOptions.DEFAULT_SECTOR_SIZE + " to " + MAX_SECTOR_SIZE);
        Boolean archive = reader.read("archive", configuration::archive, value -> true, "true or false");
        Integer flushThreshold = reader.read(
                "flush.threshold", configuration::flush_threshold, value -> value > 0, "a number of bytes, at least 1");
        Boolean checkOldBlocks =
                reader.read("check.old.blocks", configuration::check_old_blocks, value -> true, "true or false");
        Set<Access> share = reader.share(configuration::share);
        Optional<String> provider = reader.serviceName("provider", configuration::provider);
        Optional<String> allocator = reader.serviceName("allocator", configuration::allocator);
        reader.finish();
        OpenOptions options = OpenOptions.openAlways()
                .share(share.toArray(Access[]::new))
                .sectorSize(sectorSize)
                .archive(archive)
                .flushThreshold(flushThreshold)
                .checkOldBlocks(checkOldBlocks);
        return new LogSettings(name, streams, containers, containerSize, options, provider, allocator);
    }

    /** Reads value by value, and collects what is wrong with them. */
    private static final class Reader {

        private final Map<String, Object> raw;
        private final List<String> problems = new ArrayList<>();

        Reader(Map<String, Object> raw) {
            this.raw = raw;
        }

        void finish() throws BadConfigurationException {
            if (!problems.isEmpty()) {
                throw new BadConfigurationException(problems);
            }
        }

        /** Returns a value, or {@code null} in place of one that is not acceptable: {@link #finish} does not return then. */
        private <T> T value(String key, Supplier<T> value, String expected) {
            try {
                return value.get();
            } catch (RuntimeException e) { // the framework's, for a value that is no such thing
                refuse(key, expected, raw.get(key));
                return null;
            }
        }

        private void refuse(String key, String expected, Object found) {
            problems.add(key + " must be " + expected + ", found \"" + found + "\"");
        }

        <T> T read(String key, Supplier<T> value, Predicate<T> acceptable, String expected) {
            T found = value(key, value, expected);
            if (found != null && !acceptable.test(found)) {
                refuse(key, expected, found);
            }
            return found;
        }

        LogName name(Supplier<String> value) {
            String text = value("name", value, "the path of a log").strip();
            if (text.isEmpty()) {
                problems.add("name is missing; it must be the path of a log, such as /var/lib/orders/wal");
                return null;
            }
            try {
                LogName name = LogName.of(text);
                return new LogName(name.path().toAbsolutePath().normalize(), name.kind(), name.streamName());
            } catch (IllegalArgumentException e) {
                problems.add("name must be the path of a log, found \"" + text + "\": " + e.getMessage());
                return null;
            }
        }

        List<String> streams(Supplier<String[]> value, LogName name) {
            List<String> streams = listed("streams", value, "a list of names");
            if (!streams.isEmpty() && name != null && (name.kind() == LogKind.DEDICATED || name.streamName().isPresent())) {
                problems.add("streams are those of a multiplexed log, whose name ends with \"::\"; found " + streams
                        + " with the name \"" + name + "\"");
            }
            if (streams.size() > LogFile.MAX_STREAMS) {
                problems.add("streams must be at most " + LogFile.MAX_STREAMS + ", found " + streams.size());
            }
            return streams;
        }

        Set<Access> share(Supplier<String[]> value) {
            String expected = "any of READ, WRITE and DELETE";
            Set<Access> share = EnumSet.noneOf(Access.class);
            for (String each : listed("share", value, expected)) {
                try {
                    share.add(Access.valueOf(each));
                } catch (IllegalArgumentException e) {
                    refuse("share", expected, each);
                }
            }
            return share;
        }

        Optional<String> serviceName(String key, Supplier<String> value) {
            Predicate<String> acceptable = text -> text.isEmpty() || SERVICE_NAME.matcher(text).matches();
            String text = read(key, value, acceptable, "a name of letters, digits, dots, hyphens and underscores");
            return text == null || text.isEmpty() ? Optional.empty() : Optional.of(text);
        }

        /** Returns the elements without blanks around them; configuration files separate them by commas. */
        private List<String> listed(String key, Supplier<String[]> value, String expected) {
            String[] found = value(key, value, expected);
            Set<String> elements = new LinkedHashSet<>();
            for (String each : found == null ? new String[0] : found) {
                for (String element : each.split(",")) {
                    if (!element.isBlank()) {
                        elements.add(element.strip());
                    }
                }
            }
            return List.copyOf(elements);
        }
    }
}
