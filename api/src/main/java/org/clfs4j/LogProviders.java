package org.clfs4j;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/**
 * The search for providers.
 *
 * <p>A provider that cannot be loaded makes both {@code hasNext} and {@code next} of the iterator throw, and leaves the
 * iterator usable; so both are guarded, and the number of failures is bounded in case an iterator never ends.
 */
final class LogProviders {

    private static final Logger LOGGER = System.getLogger("org.clfs4j.LogProvider");
    private static final int MAX_FAILURES = 64;

    private LogProviders() {}

    static LogProvider load() {
        String wanted = System.getProperty(LogProvider.PROVIDER_PROPERTY);
        if (wanted != null) {
            LogProvider named = load(wanted);
            LOGGER.log(Level.INFO, "Using log provider {0}: named by {1}", named.name(), LogProvider.PROVIDER_PROPERTY);
            return named;
        }
        List<LogProvider> found = available();
        if (found.isEmpty()) {
            throw new IllegalStateException("No log provider found; put one, such as clfs4j-impl-default, on the class"
                    + " path or module path");
        }
        LogProvider best = found.get(0);
        LOGGER.log(Level.INFO, "Using log provider {0}: the best of {1}", best.name(), names(found));
        return best;
    }

    static LogProvider load(String name) {
        List<LogProvider> found = available();
        return found.stream()
                .filter(provider -> provider.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "No log provider named \"" + name + "\" works here; there are: " + names(found)));
    }

    static List<LogProvider> available() {
        List<LogProvider> found = new ArrayList<>();
        collect(ServiceLoader.load(LogProvider.class), found);
        ClassLoader own = LogProvider.class.getClassLoader();
        if (own != Thread.currentThread().getContextClassLoader()) {
            collect(ServiceLoader.load(LogProvider.class, own), found);
        }
        found.sort(comparingInt(LogProvider::rank).reversed().thenComparing(comparing(LogProvider::name)));
        return List.copyOf(found);
    }

    private static void collect(ServiceLoader<LogProvider> loader, List<LogProvider> found) {
        Iterator<LogProvider> providers = loader.iterator();
        int failures = 0;
        while (failures < MAX_FAILURES) {
            try {
                if (!providers.hasNext()) {
                    return;
                }
                LogProvider provider = providers.next();
                if (found.stream().noneMatch(other -> other.getClass() == provider.getClass())) {
                    found.add(provider);
                }
            } catch (ServiceConfigurationError | LinkageError e) {
                failures++;
                LOGGER.log(Level.INFO, "Skipping a log provider that cannot be loaded here: {0}", e.getMessage());
            }
        }
    }

    private static String names(List<LogProvider> providers) {
        return providers.stream().map(LogProvider::name).collect(Collectors.joining(", ", "[", "]"));
    }
}
