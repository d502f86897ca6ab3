package org.clfs4j;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
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
        ProviderSearch search = search();
        LogProvider chosen = search.chosen().orElseThrow(() -> new IllegalStateException(search.reason()));
        LOGGER.log(Level.INFO, "Using log provider {0}: {1}", chosen.name(), search.reason());
        return chosen;
    }

    static LogProvider load(String name) {
        List<LogProvider> found = available();
        return named(name, found).orElseThrow(() -> new IllegalStateException(noneOf(name, found)));
    }

    static List<LogProvider> available() {
        return search().found();
    }

    static ProviderSearch search() {
        List<LogProvider> found = new ArrayList<>();
        Set<String> skipped = new LinkedHashSet<>(); // the second search may come to the same ones again
        collect(ServiceLoader.load(LogProvider.class), found, skipped);
        ClassLoader own = LogProvider.class.getClassLoader();
        if (own != Thread.currentThread().getContextClassLoader()) {
            collect(ServiceLoader.load(LogProvider.class, own), found, skipped);
        }
        skipped.forEach(
                why -> LOGGER.log(Level.INFO, "Skipping a log provider that cannot be loaded here: {0}", why));
        found.sort(comparingInt(LogProvider::rank).reversed().thenComparing(comparing(LogProvider::name)));
        return chosen(found, List.copyOf(skipped));
    }

    private static ProviderSearch chosen(List<LogProvider> found, List<String> skipped) {
        String wanted = System.getProperty(LogProvider.PROVIDER_PROPERTY);
        if (wanted != null) {
            Optional<LogProvider> named = named(wanted, found);
            String reason = named.isPresent() ? "named by " + LogProvider.PROVIDER_PROPERTY : noneOf(wanted, found);
            return new ProviderSearch(found, skipped, named, reason);
        }
        String reason = found.isEmpty()
                ? "No log provider found; put one, such as clfs4j-impl-default, on the class path or module path"
                : "the best of " + names(found);
        return new ProviderSearch(found, skipped, found.stream().findFirst(), reason);
    }

    private static Optional<LogProvider> named(String name, List<LogProvider> providers) {
        return providers.stream().filter(provider -> provider.name().equals(name)).findFirst();
    }

    private static String noneOf(String name, List<LogProvider> found) {
        return "No log provider named \"" + name + "\" works here; there are: " + names(found);
    }

    private static void collect(ServiceLoader<LogProvider> loader, List<LogProvider> found, Set<String> skipped) {
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
                skipped.add(sentence(e));
            }
        }
    }

    /**
     * Says what is wrong. A jar on the module path may be found as a module and by its list of services, and only the cause of the one
     * failure tells what the other does: that a class is of a newer Java.
     */
    private static String sentence(Error e) {
        Throwable telling = e.getCause() instanceof LinkageError ? e.getCause() : e;
        return telling.getMessage() == null ? telling.toString() : telling.getMessage();
    }

    private static String names(List<LogProvider> providers) {
        return providers.stream().map(LogProvider::name).collect(Collectors.joining(", ", "[", "]"));
    }
}
