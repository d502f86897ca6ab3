package org.clfs4j.core;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.clfs4j.ContainerSet;
import org.clfs4j.core.baselog.Metadata.ContainerEntry;
import org.clfs4j.core.container.ContainerFile;
import org.clfs4j.core.container.ContainerTable;
import org.clfs4j.core.container.SpaceGuard;
import org.clfs4j.core.format.Place;
import org.clfs4j.core.io.Storage;
import org.clfs4j.core.marshal.Failure;
import org.clfs4j.core.stream.LogState;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogFullException;
import org.clfs4j.error.LogStatus;
import org.clfs4j.error.LogUsageException;

/**
 * Removes containers from one log, all or none.
 *
 * <pre>
 *   holds something needed?  yes ─▶ metadata: pending ─ ─ the base moves ─ ─┐
 *                            no ─────────────────────────────────────────────┴▶ metadata: being deleted
 *                                                                               ─▶ file deleted, directory forced
 *                                                                               ─▶ metadata without it
 * </pre>
 *
 * <p>The container is gone from the log as soon as the metadata says that it is being deleted; whatever is cut off after that
 * is finished by the next removal, base move or opening. Metadata never says so while it names a base in that container.
 *
 * @threading safe for concurrent use; one change of the containers at a time, while appending and flushing go on
 */
final class ContainerRemoval {

    private static final Logger LOGGER = System.getLogger(ContainerRemoval.class.getName());

    private final Storage storage;
    private final String logName;
    private final ContainerTable table;
    private final LogState state;
    private final Failure failure;
    private final ContainerTurn turn;
    private final SpaceGuard guard;
    private final LongSupplier tail;
    private final SpaceGuard.Action flushAll;

    /** Files of which the log has told that they could not be deleted. */
    private final Set<String> told = new HashSet<>();

    private boolean closed;

    ContainerRemoval(
            Storage storage,
            ContainerTable table,
            LogState state,
            Failure failure,
            ContainerTurn turn,
            SpaceGuard guard,
            LongSupplier tail,
            SpaceGuard.Action flushAll) {
        this.storage = storage;
        this.logName = failure.logName();
        this.table = table;
        this.state = state;
        this.failure = failure;
        this.turn = turn;
        this.guard = guard;
        this.tail = tail;
        this.flushAll = flushAll;
        turn.tidying(this::tidyInTurn);
    }

    /** Removes containers, given by their file names. */
    void remove(List<String> fileNames, boolean force) throws LogException {
        failure.check();
        if (Place.container(state.durable()) < Place.container(tail.getAsLong())) {
            flushAll.run(); // what was given up before it was written is written still, perhaps into one of them
        }
        turn.take(() -> {
            removeInTurn(fileNames, force);
            return null;
        });
    }

    private void removeInTurn(List<String> fileNames, boolean force) throws LogException {
        failure.check();
        List<ContainerFile> named = requireNamed(fileNames);
        requireOthersStay(named);
        List<ContainerFile> going = new ArrayList<>();
        List<ContainerFile> waiting = new ArrayList<>();
        guard.undisturbed(() -> {
            for (ContainerFile file : named) {
                (table.canGo(file, keptFrom()) ? going : waiting).add(file);
            }
            if (force && !waiting.isEmpty()) {
                throw new LogUsageException(
                        LogStatus.CANT_DELETE,
                        "Container " + waiting.get(0).fileName() + " of log " + logName
                                + " holds part of the active region, which begins at " + Place.text(tail.getAsLong())
                                + "; advance the base or the archive tail, or remove it without force");
            }
            requireSpared(going);
            table.markPending(waiting);
            table.retire(going);
        });
        commit(going);
        deleteFiles();
    }

    private List<ContainerFile> requireNamed(List<String> fileNames) throws LogException {
        List<ContainerFile> named = new ArrayList<>();
        for (String name : fileNames) {
            ContainerFile file = table.named(name)
                    .orElseThrow(() -> new LogUsageException(
                            LogStatus.OBJECT_NAME_NOT_FOUND,
                            "Log " + logName + " has no container " + ContainerSet.BLF_DIRECTORY + name));
            if (named.contains(file)) {
                throw new LogUsageException(
                        LogStatus.INVALID_PARAMETER,
                        "Container " + ContainerSet.BLF_DIRECTORY + name + " of log " + logName
                                + " is to be removed twice");
            }
            named.add(file);
        }
        return named;
    }

    private void requireOthersStay(List<ContainerFile> named) throws LogException {
        boolean stays = table.files().stream().anyMatch(file -> !file.pendingDelete() && !named.contains(file));
        boolean nothingNew = named.stream().allMatch(ContainerFile::pendingDelete);
        if (!stays && !nothingNew) {
            throw new LogUsageException(
                    LogStatus.CANT_DELETE,
                    "Log " + logName + " needs at least 1 container; without " + named.get(0).fileName()
                            + (named.size() > 1 ? " and the others" : "")
                            + " none would stay, those that are to be deleted already not counted");
        }
    }

    /** Those that wait for being deleted are no space for anybody, so only the others can be missed. */
    private void requireSpared(List<ContainerFile> going) throws LogException {
        int free = (int) going.stream().filter(file -> !file.pendingDelete()).count();
        if (free > 0 && !guard.maySpare(free)) {
            throw new LogFullException(
                    LogStatus.PINNED_RESERVATION,
                    "Log " + logName + " has records reserved that need the space of the containers to be removed, "
                            + free + " of " + table.containerSize() + " bytes; free reservations first");
        }
    }

    /**
     * Returns the first container that holds something needed, or will: from the oldest base and the archive tail on, and where
     * blocks that are not durable yet will be written, even those that nobody needs.
     */
    private long keptFrom() {
        return Place.container(state.tail(state.durable()));
    }

    /** Makes it durable that containers are marked or gone. */
    private void commit(List<ContainerFile> gone) throws LogException {
        try {
            state.persist();
        } catch (IOException e) {
            throw failure.latch(
                    e, LogStatus.METADATA_FLUSH_FAILED, "Log " + logName + ": writing the metadata failed");
        } finally {
            for (ContainerFile file : gone) {
                close(file);
            }
        }
    }

    private void close(ContainerFile file) {
        try {
            file.close();
        } catch (IOException e) {
            tell("a removed container could not be closed", file.fileName(), e);
        }
    }

    /**
     * Deletes the files of containers that are gone from the log. What cannot be deleted now is tried again, and harms
     * nothing.
     */
    private void deleteFiles() {
        List<ContainerEntry> gone = new ArrayList<>();
        for (ContainerEntry entry : table.leaving()) {
            if (delete(entry.fileName())) {
                gone.add(entry);
            }
        }
        if (gone.isEmpty()) {
            return;
        }
        try {
            storage.forceDirectory();
        } catch (IOException e) {
            tell("the directory could not be forced after a deletion", storage.identity(), e);
            return;
        }
        table.left(gone);
        commitQuietly(List.of());
    }

    /** A failure is latched, so that whoever uses the log next is told. */
    private boolean commitQuietly(List<ContainerFile> gone) {
        try {
            commit(gone);
            return true;
        } catch (LogException e) {
            return false;
        }
    }

    private boolean delete(String fileName) {
        try {
            storage.delete(fileName);
            return true;
        } catch (NoSuchFileException e) {
            return true;
        } catch (IOException e) {
            tell("a removed container could not be deleted and is tried again later", fileName, e);
            return false;
        }
    }

    private void tell(String what, String file, IOException e) {
        if (told.add(file)) {
            LOGGER.log(Level.WARNING, "Log {0}: {1}: {2}: {3}", logName, what, file, e);
        }
    }

    /** Deletes what waits for it and can go now; never under a lock of the log, and without failing. */
    void tidy() {
        if (table.removing()) {
            turn.tidy();
        }
    }

    private void tidyInTurn() {
        if (closed || failure.failed()) {
            return;
        }
        List<ContainerFile> ripe = table.ripe(keptFrom());
        if (!ripe.isEmpty()) {
            table.retire(ripe);
            if (!commitQuietly(ripe)) {
                return;
            }
        }
        deleteFiles();
    }

    /** Tidies up for the last time. */
    void close() throws LogException {
        turn.take(() -> {
            tidyInTurn();
            closed = true;
            return null;
        });
    }

    /** Leaves everything as it is, because the log is being deleted. */
    void stop() throws LogException {
        turn.take(() -> {
            closed = true;
            return null;
        });
    }
}
