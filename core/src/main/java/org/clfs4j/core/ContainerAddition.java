package org.clfs4j.core;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.clfs4j.ContainerInformation;
import org.clfs4j.ContainerSet;
import org.clfs4j.LogKind;
import org.clfs4j.core.baselog.Metadata;
import org.clfs4j.core.baselog.Metadata.ContainerEntry;
import org.clfs4j.core.container.ContainerFile;
import org.clfs4j.core.container.ContainerTable;
import org.clfs4j.core.format.IndexFormat;
import org.clfs4j.core.format.Place;
import org.clfs4j.core.format.Sectors;
import org.clfs4j.core.io.Storage;
import org.clfs4j.core.io.StorageErrors;
import org.clfs4j.core.marshal.Failure;
import org.clfs4j.core.stream.LogState;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;
import org.clfs4j.error.LogUsageException;

/**
 * Adds containers to one log, all or none: the files are filled and forced, then their directory, and only then the
 * metadata names them. A crash before that leaves files that nobody refers to.
 *
 * @threading safe for concurrent use; one change of the containers at a time, while appending and flushing go on
 */
final class ContainerAddition {

    private final Storage storage;
    private final String logName;
    private final ContainerTable table;
    private final LogState state;
    private final Failure failure;
    private final ContainerTurn turn;
    private final ContainerListing listing;

    ContainerAddition(
            LogLocation location,
            ContainerTable table,
            LogState state,
            Failure failure,
            ContainerTurn turn,
            ContainerListing listing) {
        this.storage = location.storage();
        this.logName = failure.logName();
        this.table = table;
        this.state = state;
        this.failure = failure;
        this.turn = turn;
        this.listing = listing;
    }

    /** Adds containers under names that no file of the log's directory has. */
    List<ContainerInformation> addGenerated(int count, long requestedSize) throws LogException {
        return turn.take(() -> addInTurn(listing.generatedNames(namesOfLeaving(), count), requestedSize));
    }

    /** A size of 0 stands for that of the containers that the log has. */
    List<ContainerInformation> add(List<String> fileNames, long requestedSize) throws LogException {
        return turn.take(() -> addInTurn(fileNames, requestedSize));
    }

    /** A file that is to be deleted keeps its name until the metadata has forgotten it. */
    private Set<String> namesOfLeaving() {
        return table.leaving().stream().map(ContainerEntry::fileName).collect(Collectors.toSet());
    }

    private List<ContainerInformation> addInTurn(List<String> fileNames, long requestedSize) throws LogException {
        failure.check();
        long size = effectiveSize(requestedSize);
        requireFreeNames(fileNames);
        int total = table.entryCount() + fileNames.size();
        if (total > ContainerSet.MAX_COUNT) {
            throw new LogUsageException(
                    LogStatus.CONTAINER_LIMIT_EXCEEDED,
                    "Log " + logName + " has " + table.entryCount() + " containers; with " + fileNames.size()
                            + " more it would have " + total + ", at most " + ContainerSet.MAX_COUNT
                            + " are possible");
        }
        List<ContainerFile> created = create(fileNames, size);
        table.add(created, size);
        try {
            state.persist();
        } catch (IOException e) {
            throw failure.latch(
                    e, LogStatus.METADATA_FLUSH_FAILED, "Log " + logName + ": writing the metadata failed");
        }
        Set<Integer> ids = created.stream().map(ContainerFile::physicalId).collect(Collectors.toSet());
        return listing.of(table, state.oldestBase(state.durable()), state.archiveTail()).stream()
                .filter(information -> ids.contains(information.physicalId()))
                .toList();
    }

    private void requireFreeNames(List<String> fileNames) throws LogException {
        Set<String> taken = namesOfLeaving();
        for (String name : fileNames) {
            if (taken.contains(name)) {
                throw new LogUsageException(
                        LogStatus.OBJECT_NAME_COLLISION,
                        "Container " + ContainerSet.BLF_DIRECTORY + name + " of log " + logName
                                + " was removed, and its file could not be deleted yet; use another name");
            }
        }
    }

    private long effectiveSize(long requested) throws LogException {
        long granularity = granularity(state.written().kind());
        long rounded = Sectors.roundUp(Math.max(0, requested), granularity);
        if (table.count() == 0) {
            if (requested <= 0 || rounded > ContainerSet.MAX_SIZE || rounded < requested) {
                throw new LogUsageException(
                        LogStatus.INVALID_PARAMETER,
                        "The first container of log " + logName + " needs a size from 1 to "
                                + ContainerSet.MAX_SIZE / granularity * granularity + " bytes, got " + requested);
            }
            return rounded;
        }
        if (requested < 0 || requested > 0 && rounded < table.containerSize()) {
            throw new LogUsageException(
                    LogStatus.INVALID_PARAMETER,
                    "The containers of log " + logName + " have " + table.containerSize()
                            + " bytes; a further one cannot be smaller, got " + requested);
        }
        return table.containerSize();
    }

    static long granularity(LogKind kind) {
        return kind == LogKind.MULTIPLEXED
                ? ContainerSet.MULTIPLEXED_SIZE_GRANULARITY
                : ContainerSet.SIZE_GRANULARITY;
    }

    private List<ContainerFile> create(List<String> fileNames, long size) throws LogException {
        List<ContainerFile> created = new ArrayList<>();
        int nextId = table.nextPhysicalId();
        try {
            for (String name : fileNames) {
                created.add(ContainerFile.create(storage, name, nextId, size, indexSize(size)));
                nextId++;
            }
            for (ContainerFile file : created) {
                file.force();
            }
            storage.forceDirectory();
            return created;
        } catch (IOException | RuntimeException e) {
            undo(created, e);
            if (e instanceof IOException io) {
                throw StorageErrors.translate(
                        io, "Adding " + fileNames.size() + " containers of " + size + " bytes to log " + logName);
            }
            throw (RuntimeException) e;
        }
    }

    /** A multiplexed log keeps an index behind the blocks of each container. */
    private long indexSize(long size) {
        Metadata metadata = state.written();
        return metadata.kind() == LogKind.MULTIPLEXED ? IndexFormat.areaSize(size, metadata.sectorSize()) : 0;
    }

    private void undo(List<ContainerFile> created, Exception cause) {
        for (ContainerFile file : created) {
            try {
                file.close();
                storage.delete(file.fileName());
            } catch (IOException | RuntimeException e) {
                cause.addSuppressed(e);
            }
        }
    }
}
