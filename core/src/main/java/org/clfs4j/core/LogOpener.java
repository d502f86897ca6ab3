package org.clfs4j.core;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.clfs4j.Access;
import org.clfs4j.Damage;
import org.clfs4j.Disposition;
import org.clfs4j.LogName;
import org.clfs4j.OpenOptions;
import org.clfs4j.RecoveryReport;
import org.clfs4j.RecoveryReport.Outcome;
import org.clfs4j.core.baselog.BaseLogFile;
import org.clfs4j.core.baselog.Metadata;
import org.clfs4j.core.baselog.Metadata.StreamEntry;
import org.clfs4j.core.baselog.SlotChoice;
import org.clfs4j.core.container.ContainerFile;
import org.clfs4j.core.container.ContainerOpener;
import org.clfs4j.core.container.ContainerTable;
import org.clfs4j.core.format.Checksum;
import org.clfs4j.core.format.Place;
import org.clfs4j.core.io.LockedException;
import org.clfs4j.core.io.NotRegularFileException;
import org.clfs4j.core.io.Storage;
import org.clfs4j.core.recovery.RecoveredLog;
import org.clfs4j.core.recovery.Recovery;
import org.clfs4j.core.recovery.TailRewrite;
import org.clfs4j.core.stream.FollowedLog;
import org.clfs4j.core.stream.LogState;
import org.clfs4j.error.LogDamagedException;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogInUseException;
import org.clfs4j.error.LogStatus;
import org.clfs4j.error.LogUsageException;

/**
 * Opens one log: creates, locks, recovers it.
 *
 * <pre>
 *   writing: exists? ─▶ lock ─▶ metadata ─▶ containers ─▶ recovery ─▶ rewrite what may not be forced ─▶ new epoch, forced
 *   reading: exists? ─────────▶ metadata ─▶ containers ─▶ recovery
 * </pre>
 *
 * @threading not thread-safe; used once
 */
final class LogOpener {

    private final Environment environment;
    private final Storage storage;
    private final String fileName;
    private final LogName logName;
    private final OpenOptions options;
    private boolean created;

    LogOpener(Environment environment, Storage storage, String fileName, LogName logName, OpenOptions options) {
        this.environment = environment;
        this.storage = storage;
        this.fileName = fileName;
        this.logName = logName;
        this.options = options;
    }

    OpenOptions options() {
        return options;
    }

    LogName logName() {
        return logName;
    }

    String identity() {
        return storage.identity() + '/' + fileName;
    }

    static boolean exists(Storage storage, String fileName) throws LogException {
        try {
            return storage.exists(BaseLogFile.fileName(fileName));
        } catch (IOException e) {
            throw StorageErrors.translate(e, "Looking for log " + fileName + " in " + storage.identity());
        }
    }

    static LogException notFound(LogName logName) {
        return new LogUsageException(
                LogStatus.OBJECT_NAME_NOT_FOUND,
                "There is no log " + logName + ": " + logName.baseLogFile() + " does not exist");
    }

    /** Refuses to join an open log that was to be created. */
    void requireExistingAllowed() throws LogException {
        if (options.disposition() == Disposition.CREATE_NEW) {
            throw collision();
        }
    }

    private LogException collision() {
        return new LogUsageException(
                LogStatus.OBJECT_NAME_COLLISION,
                "Log " + logName + " exists already: " + logName.baseLogFile() + "; open it instead of creating it");
    }

    /** Creates the log if that is wanted; refuses what the disposition does not allow. */
    void prepare() throws LogException {
        boolean exists = exists(storage, fileName);
        if (!exists && options.disposition() == Disposition.OPEN_EXISTING) {
            throw notFound(logName);
        }
        if (exists && options.disposition() == Disposition.OPEN_EXISTING) {
            return;
        }
        if (!options.access().contains(Access.WRITE)) {
            if (exists) {
                requireExistingAllowed();
                return;
            }
            throw new LogUsageException(
                    LogStatus.ACCESS_DENIED,
                    "Log " + logName + " does not exist; creating it needs access to write, got "
                            + options.access());
        }
        Closeable lock = lock();
        try {
            if (exists(storage, fileName) && creationFinished()) {
                requireExistingAllowed();
            } else {
                create();
            }
            lock.close();
        } catch (IOException e) {
            Closing.quietly(e, lock);
            throw StorageErrors.translate(e, "Creating log " + logName);
        }
    }

    private Closeable lock() throws LogException {
        try {
            return storage.lock(fileName + ".lock");
        } catch (LockedException e) {
            throw new LogInUseException(
                    LogStatus.SHARING_VIOLATION,
                    "Log " + logName + " is open for writing by " + e.getMessage() + "; close it there, or open it for"
                            + " reading only",
                    e);
        } catch (IOException e) {
            throw StorageErrors.translate(e, "Locking log " + logName);
        }
    }

    private boolean creationFinished() throws LogException, IOException {
        try (BaseLogFile file = BaseLogFile.open(storage, fileName, false)) {
            return !file.creationUnfinished();
        } catch (NotRegularFileException e) {
            requireExistingAllowed();
            throw noLog(e);
        }
    }

    private BaseLogFile openBaseLogFile(boolean writable) throws LogException, IOException {
        try {
            return BaseLogFile.open(storage, fileName, writable);
        } catch (NotRegularFileException e) {
            throw noLog(e);
        }
    }

    private LogException noLog(NotRegularFileException e) {
        return new LogDamagedException(
                LogStatus.METADATA_INVALID, logName.baseLogFile() + " is no log: " + e.getMessage(), e);
    }

    private void create() throws IOException {
        if (storage.exists(BaseLogFile.fileName(fileName))) {
            storage.delete(BaseLogFile.fileName(fileName));
        }
        Metadata first = new Metadata(
                BaseLogFile.FIRST_DUMP,
                environment.random().newIdentity(),
                environment.clock().epochMillis(),
                0,
                options.sectorSize(),
                logName.kind(),
                true,
                0,
                0,
                0,
                List.of(),
                List.of(new StreamEntry(0, 0, Place.NONE, Place.NONE, "")));
        try (BaseLogFile file = BaseLogFile.create(storage, fileName)) {
            file.write(first);
            storage.forceDirectory();
        } catch (IOException | RuntimeException e) {
            deleteAfter(e);
            throw e;
        }
        created = true;
    }

    private void deleteAfter(Exception cause) {
        try {
            storage.delete(BaseLogFile.fileName(fileName));
        } catch (IOException | RuntimeException e) {
            cause.addSuppressed(e);
        }
    }

    /** Opens the log for writing. */
    WritableLog openForWriting() throws LogException {
        requireALog();
        Closeable lock = lock();
        BaseLogFile baseLogFile = null;
        ContainerTable table = null;
        try {
            baseLogFile = openBaseLogFile(true);
            List<String> notes = new ArrayList<>();
            Metadata metadata = readMetadata(baseLogFile, notes);
            table = new ContainerOpener(storage, metadata, true, notes).open();
            RecoveredLog recovered = new Recovery(metadata, table, environment.clock(), notes).run();
            refuseLoss(recovered.report());
            confirm(baseLogFile, metadata, table);
            TailRewrite.run(
                    table,
                    Checksum.of(metadata.identity()),
                    metadata.sectorSize(),
                    recovered.epoch(),
                    recovered.knownDurable(),
                    recovered.end());
            LogState state = new LogState(baseLogFile, table, metadata);
            state.start(
                    recovered.base(), recovered.restartLsn(), recovered.end(), recovered.lastChecksum());
            state.persistEpoch(recovered.epoch() + 1);
            Executor executor = options.executor().orElseGet(environment.executors());
            WritableLog log = new WritableLog(
                    storage,
                    fileName,
                    logName.toString(),
                    lock,
                    baseLogFile,
                    table,
                    state,
                    recovered,
                    created ? asCreated(recovered.report()) : recovered.report(),
                    executor,
                    options.flushThreshold());
            if (options.checkOldBlocks()) {
                log.checkOldBlocks(executor, recovered.checkedFrom());
            } else {
                log.oldBlocksNotChecked();
            }
            return log;
        } catch (IOException e) {
            Closing.quietly(e, table, baseLogFile, lock);
            throw StorageErrors.translate(e, "Opening log " + logName);
        } catch (RuntimeException | Error e) {
            Closing.quietly(e, table, baseLogFile, lock);
            throw e;
        }
    }

    /**
     * Makes durable what was read and believed: it may exist in the operating system's memory only, because the process
     * before this one died, or saw a force fail, between writing and forcing it.
     */
    private void confirm(BaseLogFile baseLogFile, Metadata metadata, ContainerTable table) throws IOException {
        for (ContainerFile container : table.files()) {
            container.confirm();
        }
        baseLogFile.confirm(metadata);
        if (metadata.containers().isEmpty()) {
            storage.forceDirectory(); // with the first container, the directory was forced
        }
    }

    /** Refuses what is no log before anything is created beside it. */
    private void requireALog() throws LogException {
        try (BaseLogFile file = openBaseLogFile(false)) {
            file.read();
        } catch (IOException e) {
            throw StorageErrors.translate(e, "Opening log " + logName);
        }
    }

    private static RecoveryReport asCreated(RecoveryReport report) {
        return new RecoveryReport(
                Outcome.CREATED,
                report.endLsn(),
                report.torn(),
                report.damage(),
                report.notes(),
                report.bytesRead(),
                report.nanos());
    }

    private void refuseLoss(RecoveryReport report) throws LogException {
        if (report.outcome() == Outcome.DATA_LOSS) {
            throw new LogDamagedException(
                    LogStatus.BLOCK_INVALID,
                    "Log " + logName + " has lost acknowledged records: "
                            + report.damage().get(0) + (report.damage().size() > 1
                                    ? "; and " + (report.damage().size() - 1) + " more places"
                                    : "")
                            + "; nothing was changed, open it for reading only to save the rest");
        }
    }

    /** Opens the log for reading only. */
    FollowingLog openForReading() throws LogException {
        BaseLogFile baseLogFile = null;
        ContainerTable table = null;
        try {
            baseLogFile = openBaseLogFile(false);
            List<String> notes = new ArrayList<>();
            Metadata metadata = readMetadata(baseLogFile, notes);
            table = new ContainerOpener(storage, metadata, false, notes).open();
            RecoveredLog recovered = new Recovery(metadata, table, environment.clock(), notes).run();
            FollowedLog source = new FollowedLog(
                    storage,
                    logName.toString(),
                    baseLogFile,
                    metadata,
                    table,
                    recovered.base(),
                    recovered.restartLsn(),
                    readableEnd(recovered),
                    recovered.lastChecksum());
            return new FollowingLog(baseLogFile, metadata, table, source, recovered);
        } catch (IOException e) {
            Closing.quietly(e, table, baseLogFile);
            throw StorageErrors.translate(e, "Opening log " + logName);
        } catch (RuntimeException | Error e) {
            Closing.quietly(e, table, baseLogFile);
            throw e;
        }
    }

    /** Readers shall meet the damage that a log ends with, and not take it for the end of the log. */
    private static long readableEnd(RecoveredLog recovered) {
        long end = recovered.end();
        for (Damage damage : recovered.report().damage()) {
            end = Place.max(end, damage.upTo().value());
        }
        return end;
    }

    private static Metadata readMetadata(BaseLogFile baseLogFile, List<String> notes)
            throws LogException, IOException {
        BaseLogFile.Reading reading = baseLogFile.read();
        if (reading.choice() == SlotChoice.ONE_DAMAGED) {
            notes.add("one of the two metadata slots of " + baseLogFile.name() + " is damaged ("
                    + reading.otherReason() + "); the other one is used, and the next write of metadata replaces it");
        }
        return reading.metadata();
    }
}
