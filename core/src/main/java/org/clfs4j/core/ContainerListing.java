package org.clfs4j.core;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.clfs4j.ContainerInformation;
import org.clfs4j.ContainerSet;
import org.clfs4j.ContainerState;
import org.clfs4j.core.baselog.ContainerNames;
import org.clfs4j.core.baselog.Metadata.ContainerEntry;
import org.clfs4j.core.container.ContainerFile;
import org.clfs4j.core.container.ContainerTable;
import org.clfs4j.core.io.Storage;
import org.clfs4j.core.io.StorageErrors;
import org.clfs4j.error.LogException;

/** Containers as users see them. */
final class ContainerListing {

    private ContainerListing() {}

    static List<ContainerInformation> of(ContainerTable table, long baseContainer) {
        return table.files().stream()
                .sorted(Comparator.comparingInt(ContainerFile::physicalId))
                .map(file -> of(table, file, baseContainer))
                .toList();
    }

    private static ContainerInformation of(ContainerTable table, ContainerFile file, long baseContainer) {
        long logicalId = file.logicalId();
        boolean used = logicalId != ContainerEntry.NEVER_USED;
        return new ContainerInformation(
                ContainerSet.BLF_DIRECTORY + file.fileName(),
                table.containerSize(),
                used && logicalId >= baseContainer ? ContainerState.ACTIVE : ContainerState.INACTIVE,
                file.physicalId(),
                used ? OptionalLong.of(logicalId) : OptionalLong.empty());
    }

    static List<String> generatedNames(Storage storage, String logName, int count) throws LogException {
        Set<String> taken;
        try {
            taken = storage.list();
        } catch (IOException e) {
            throw StorageErrors.translate(e, "Listing the directory " + storage.identity());
        }
        List<String> names = new ArrayList<>();
        for (long number = 1; names.size() < count; number++) {
            String name = ContainerNames.generated(logName, number);
            if (!taken.contains(name)) {
                names.add(name);
            }
        }
        return names;
    }
}
