package org.clfs4j.allocator;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/**
 * The allocators that can be had by name: the built-in ones, {@code heap} and {@code direct}, and those whose bundles are
 * on the class path or module path.
 *
 * @threading safe for concurrent use
 */
public final class BlockAllocators {

    private static final Logger LOGGER = System.getLogger("org.clfs4j.allocator.AllocatorProvider");

    /** A provider that cannot be loaded leaves the iterator usable; the bound is for an iterator that never ends. */
    private static final int MAX_FAILURES = 64;

    private BlockAllocators() {}

    /**
     * Returns the allocator of a given name.
     *
     * @param name the name, such as {@code direct}
     * @return the allocator
     * @throws IllegalStateException if there is none of this name that works here; the message says why or lists those
     *     there are
     */
    public static BlockAllocator load(String name) {
        List<String> names = new ArrayList<>();
        Optional<String> obstacle = Optional.empty();
        for (AllocatorProvider provider : all()) {
            names.add(provider.name());
            if (provider.name().equals(name)) {
                obstacle = obstacle(provider);
                if (obstacle.isEmpty()) {
                    return provider.allocator();
                }
            }
        }
        String why = obstacle.map(what -> "The allocator \"" + name + "\" does not work here: " + what)
                .orElse("There is no allocator named \"" + name + "\"; there are: " + names);
        throw new IllegalStateException(why);
    }

    /**
     * Finds all allocators that work here. Each one that does not is skipped with one line to the system logger.
     *
     * @return the providers, the built-in ones first, then by name
     */
    public static List<AllocatorProvider> available() {
        return all().stream().filter(BlockAllocators::works).collect(Collectors.toUnmodifiableList());
    }

    private static boolean works(AllocatorProvider provider) {
        Optional<String> obstacle = obstacle(provider);
        obstacle.ifPresent(what ->
                LOGGER.log(Level.INFO, "Skipping allocator {0}, which does not work here: {1}", provider.name(), what));
        return obstacle.isEmpty();
    }

    /** Looking for libraries may fail in ways that a provider does not expect. */
    private static Optional<String> obstacle(AllocatorProvider provider) {
        try {
            return provider.obstacle();
        } catch (RuntimeException | LinkageError e) {
            return Optional.of("it threw " + e);
        }
    }

    /**
     * Finds all allocators, whether they work here or not. A provider that cannot even be loaded is skipped with one line
     * to the system logger.
     *
     * @return the providers, the built-in ones first, then by name
     */
    public static List<AllocatorProvider> all() {
        List<AllocatorProvider> found = new ArrayList<>();
        collect(ServiceLoader.load(AllocatorProvider.class), found);
        ClassLoader own = AllocatorProvider.class.getClassLoader();
        if (own != Thread.currentThread().getContextClassLoader()) {
            collect(ServiceLoader.load(AllocatorProvider.class, own), found);
        }
        found.sort(Comparator.comparing(AllocatorProvider::name));
        found.addAll(0, List.of(BuiltInProvider.OF_HEAP, BuiltInProvider.OF_DIRECT));
        return List.copyOf(found);
    }

    private static void collect(ServiceLoader<AllocatorProvider> loader, List<AllocatorProvider> found) {
        Iterator<AllocatorProvider> providers = loader.iterator();
        int failures = 0;
        while (failures < MAX_FAILURES) {
            try {
                if (!providers.hasNext()) {
                    return;
                }
                AllocatorProvider provider = providers.next();
                if (found.stream().noneMatch(other -> other.getClass() == provider.getClass())) {
                    found.add(provider);
                }
            } catch (ServiceConfigurationError | LinkageError e) {
                failures++;
                LOGGER.log(Level.INFO, "Skipping an allocator that cannot be loaded here: {0}", e.getMessage());
            }
        }
    }
}
