package org.clfs4j.core;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.clfs4j.ContainerInformation;
import org.clfs4j.ContainerSet;
import org.clfs4j.ContainerState;
import org.clfs4j.core.baselog.ContainerNames;
import org.clfs4j.core.baselog.Metadata.ContainerEntry;
import org.clfs4j.core.container.ContainerFile;
import org.clfs4j.core.container.ContainerTable;
import org.clfs4j.core.format.Place;
import org.clfs4j.core.io.FileFacts;
import org.clfs4j.core.io.Storage;
import org.clfs4j.core.io.StorageErrors;
import org.clfs4j.error.LogException;

/**
 * The containers of one log as users see them.
 *
 * @threading safe for concurrent use
 */
final class ContainerListing {

    private final Storage storage;
    private final String logFileName;
    private final Path logPath;

    ContainerListing(LogLocation location) {
        this.storage = location.storage();
        this.logFileName = location.fileName();
        this.logPath = location.name().path().toAbsolutePath();
    }

    /**
     * Lists the containers by physical id.
     *
     * @param base the place of the oldest block that a stream needs
     * @param archiveTail the place of the oldest record not archived, or {@link Place#NONE}
     */
    List<ContainerInformation> of(ContainerTable table, long base, long archiveTail) {
        return table.files().stream()
                .sorted(Comparator.comparingInt(ContainerFile::physicalId))
                .map(file -> of(table, file, Place.container(base), Place.container(archiveTail)))
                .toList();
    }

    private ContainerInformation of(
            ContainerTable table, ContainerFile file, long baseContainer, long archiveTailContainer) {
        long logicalId = file.logicalId();
        boolean used = logicalId != ContainerEntry.NEVER_USED;
        FileFacts facts = facts(file.fileName());
        return new ContainerInformation(
                ContainerSet.BLF_DIRECTORY + file.fileName(),
                fullPath(file),
                facts.attributes(),
                facts.created(),
                facts.accessed(),
                facts.written(),
                table.containerSize(),
                state(
                        used && logicalId >= baseContainer,
                        used && logicalId >= archiveTailContainer,
                        file.pendingDelete()),
                file.physicalId(),
                used ? OptionalLong.of(logicalId) : OptionalLong.empty());
    }

    /** A container that is to be deleted counts as active until it is: what keeps it is not always the base. */
    static ContainerState state(boolean active, boolean unarchived, boolean pendingDelete) {
        if (pendingDelete) {
            return !active && unarchived
                    ? ContainerState.PENDING_ARCHIVE_AND_DELETE
                    : ContainerState.ACTIVE_PENDING_DELETE;
        }
        if (active) {
            return ContainerState.ACTIVE;
        }
        return unarchived ? ContainerState.PENDING_ARCHIVE : ContainerState.INACTIVE;
    }

    /** Who lists containers wants to see the others, too, if one of them is missing. */
    private FileFacts facts(String fileName) {
        try {
            return storage.facts(fileName);
        } catch (IOException e) {
            return FileFacts.UNKNOWN;
        }
    }

    /** Returns where the container's file is that carries a logical id now, or empty if none does. */
    Optional<String> name(ContainerTable table, long logicalId) {
        return table.files().stream()
                .filter(file -> file.logicalId() == logicalId && logicalId != ContainerEntry.NEVER_USED)
                .findFirst()
                .map(this::fullPath);
    }

    private String fullPath(ContainerFile file) {
        return logPath.resolveSibling(file.fileName()).toString();
    }

    /**
     * Chooses names that no file of the log's directory has.
     *
     * @param alsoTaken further names that will not do
     */
    List<String> generatedNames(Set<String> alsoTaken, int count) throws LogException {
        Set<String> taken;
        try {
            taken = storage.list();
        } catch (IOException e) {
            throw StorageErrors.translate(e, "Listing the directory " + storage.identity());
        }
        List<String> names = new ArrayList<>();
        for (long number = 1; names.size() < count; number++) {
            String name = ContainerNames.generated(logFileName, number);
            if (!taken.contains(name) && !alsoTaken.contains(name)) {
                names.add(name);
            }
        }
        return names;
    }
}
