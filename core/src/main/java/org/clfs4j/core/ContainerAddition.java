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
 * @threading safe for concurrent use; one addition at a time, while appending and flushing go on
 */
final class ContainerAddition {

    private final Storage storage;
    private final String logFileName;
    private final String logName;
    private final ContainerTable table;
    private final LogState state;
    private final Failure failure;

    ContainerAddition(LogLocation location, ContainerTable table, LogState state, Failure failure) {
        this.storage = location.storage();
        this.logFileName = location.fileName();
        this.logName = failure.logName();
        this.table = table;
        this.state = state;
        this.failure = failure;
    }

    /** Adds containers under names that no file of the log's directory has. */
    synchronized List<ContainerInformation> addGenerated(int count, long requestedSize) throws LogException {
        return add(ContainerListing.generatedNames(storage, logFileName, count), requestedSize);
    }

    /** A size of 0 stands for that of the containers that the log has. */
    synchronized List<ContainerInformation> add(List<String> fileNames, long requestedSize) throws LogException {
        failure.check();
        long size = effectiveSize(requestedSize);
        int total = table.count() + fileNames.size();
        if (total > ContainerSet.MAX_COUNT) {
            throw new LogUsageException(
                    LogStatus.CONTAINER_LIMIT_EXCEEDED,
                    "Log " + logName + " has " + table.count() + " containers; with " + fileNames.size()
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
        return ContainerListing.of(table, Place.container(state.tail(state.durable()))).stream()
                .filter(information -> ids.contains(information.physicalId()))
                .toList();
    }

    private long effectiveSize(long requested) throws LogException {
        long rounded = Sectors.roundUp(Math.max(0, requested), ContainerSet.SIZE_GRANULARITY);
        if (table.count() == 0) {
            if (requested <= 0 || rounded > ContainerSet.MAX_SIZE || rounded < requested) {
                throw new LogUsageException(
                        LogStatus.INVALID_PARAMETER,
                        "The first container of log " + logName + " needs a size from 1 to " + ContainerSet.MAX_SIZE
                                + " bytes, got " + requested);
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

    private List<ContainerFile> create(List<String> fileNames, long size) throws LogException {
        List<ContainerFile> created = new ArrayList<>();
        int nextId = table.files().stream().mapToInt(ContainerFile::physicalId).max().orElse(0) + 1;
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
