package org.clfs4j.offheap;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.clfs4j.ProviderInformation;
import org.clfs4j.ProviderTrait;
import org.clfs4j.offheap.io.DirectoryTraits;
import org.clfs4j.offheap.io.SystemStorage;

/** What the provider can do here, and what is in its way. */
final class OffHeapInformation {

    private final Set<ProviderTrait> traits = EnumSet.of(ProviderTrait.PROMPT_RELEASE);
    private final List<String> obstacles = new ArrayList<>();

    private OffHeapInformation() {}

    static ProviderInformation of(Path directory) {
        OffHeapInformation information = new OffHeapInformation();
        boolean calls = SystemStorage.works();
        SystemStorage.obstacle().ifPresent(why -> information.obstacles.add("no system calls, since " + why));
        if (calls && Files.isDirectory(directory)) {
            information.addTraits(SystemStorage.traits(directory));
        } else if (calls) {
            information.obstacles.add(directory + " is no directory, so that nothing can be said of its file system");
        }
        information.add(
                ProviderTrait.MEMORY_SEGMENTS,
                LentPayload.views()
                        ? Optional.empty()
                        : Optional.of("memory segments are copies of records, since native access is not enabled for it"));
        return new ProviderInformation(
                "arenas outside the heap, closed with their area or log",
                calls ? "system calls" : "java.nio channels, through the system's cache",
                information.traits,
                information.obstacles);
    }

    private void addTraits(DirectoryTraits directory) {
        add(ProviderTrait.DIRECT_IO, directory.directIo());
        add(ProviderTrait.DURABLE_WRITES, directory.durableWrites());
    }

    private void add(ProviderTrait trait, Optional<String> obstacle) {
        if (obstacle.isEmpty()) {
            traits.add(trait);
        } else if (!obstacles.contains(obstacle.get())) {
            obstacles.add(obstacle.get());
        }
    }
}
