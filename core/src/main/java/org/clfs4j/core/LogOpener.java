package org.clfs4j.core;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.clfs4j.Damage;
import org.clfs4j.LogKind;
import org.clfs4j.OpenOptions;
import org.clfs4j.RecoveryReport;
import org.clfs4j.RecoveryReport.Outcome;
import org.clfs4j.core.baselog.BaseLogFile;
import org.clfs4j.core.baselog.Metadata;
import org.clfs4j.core.baselog.SlotChoice;
import org.clfs4j.core.container.ContainerFile;
import org.clfs4j.core.container.ContainerOpener;
import org.clfs4j.core.container.ContainerTable;
import org.clfs4j.core.format.Checksum;
import org.clfs4j.core.format.Place;
import org.clfs4j.core.io.StorageErrors;
import org.clfs4j.core.recovery.GhostErasure;
import org.clfs4j.core.recovery.RecoveredLog;
import org.clfs4j.core.recovery.RecoveredStream;
import org.clfs4j.core.recovery.Recovery;
import org.clfs4j.core.recovery.TailRewrite;
import org.clfs4j.core.stream.FollowedLog;
import org.clfs4j.core.stream.LogState;
import org.clfs4j.error.LogDamagedException;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;

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
    private final LogLocation location;
    private final OpenOptions options;
    private final LogCreation creation;
    private boolean created;

    LogOpener(Environment environment, LogLocation location, OpenOptions options) {
        this.environment = environment;
        this.location = location;
        this.options = options;
        this.creation = new LogCreation(environment, location, options);
    }

    OpenOptions options() {
        return options;
    }

    LogLocation location() {
        return location;
    }

    /** Creates the log if that is wanted; refuses what the disposition does not allow. */
    void prepare() throws LogException {
        created = creation.run();
    }

    /** Refuses to join an open log that was to be created. */
    void requireExistingAllowed() throws LogException {
        creation.requireExistingAllowed();
    }

    /** Opens the log for writing. */
    WritableLog openForWriting() throws LogException {
        requireALog();
        Closeable lock = location.lock();
        BaseLogFile baseLogFile = null;
        ContainerTable table = null;
        try {
            baseLogFile = location.openBaseLogFile(true);
            List<String> notes = new ArrayList<>();
            Metadata metadata = readMetadata(baseLogFile, notes);
            LogRegistry.Entry.requireKind(metadata.kind(), location.name());
            table = new ContainerOpener(location.storage(), location.memory(), metadata, true, notes).open();
            RecoveredLog recovered = new Recovery(metadata, table, environment.clock(), notes, false).run();
            refuseLoss(recovered.report());
            confirm(baseLogFile, metadata, table);
            TailRewrite.run(
                    table,
                    Checksum.of(metadata.identity()),
                    metadata.sectorSize(),
                    recovered.epoch(),
                    recovered.knownDurable(),
                    recovered.end());
            GhostErasure.run(
                    table, Checksum.of(metadata.identity()), metadata.sectorSize(), recovered.end());
            LogState state = new LogState(
                    baseLogFile,
                    table,
                    metadata,
                    recovered.streams().stream().map(RecoveredStream::state).toList(),
                    recovered.end(),
                    recovered.lastChecksum());
            state.persistEpoch(recovered.epoch() + 1);
            Executor executor = options.executor().orElseGet(environment.executors());
            WritableLog log = new WritableLog(
                    location,
                    lock,
                    table,
                    state,
                    recovered,
                    created ? asCreated(recovered.report()) : recovered.report(),
                    executor,
                    environment.clock(),
                    options.flushThreshold());
            log.removal().tidy();
            checkOldBlocks(log, recovered, executor);
            return log;
        } catch (IOException e) {
            Closing.quietly(e, table, baseLogFile, location.memory()::close, lock);
            throw StorageErrors.translate(e, "Opening log " + location.name());
        } catch (RuntimeException | Error e) {
            Closing.quietly(e, table, baseLogFile, location.memory()::close, lock);
            throw e;
        }
    }

    private void checkOldBlocks(OpenLog log, RecoveredLog recovered, Executor executor) {
        if (options.checkOldBlocks()) {
            log.damage().checkBelow(recovered.checkedFrom(), log.blocks(), executor);
        } else {
            log.damage().checkNothing();
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
            location.storage().forceDirectory(); // with the first container, the directory was forced
        }
    }

    /** Refuses what is no log before anything is created beside it. */
    private void requireALog() throws LogException {
        try (BaseLogFile file = location.openBaseLogFile(false)) {
            file.read();
        } catch (IOException e) {
            throw StorageErrors.translate(e, "Opening log " + location.name());
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
                    "Log " + location.name() + " has lost acknowledged records: "
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
            baseLogFile = location.openBaseLogFile(false);
            List<String> notes = new ArrayList<>();
            Metadata metadata = readMetadata(baseLogFile, notes);
            LogRegistry.Entry.requireKind(metadata.kind(), location.name());
            while (table == null) {
                try {
                    table = new ContainerOpener(location.storage(), location.memory(), metadata, false, notes).open();
                } catch (LogDamagedException e) {
                    metadata = baseLogFile.readNewer(metadata, e); // its writer may have removed a container meanwhile
                }
            }
            RecoveredLog recovered = new Recovery(metadata, table, environment.clock(), notes, true).run();
            FollowedLog followed = new FollowedLog(
                    location.storage(),
                    location.name().toString(),
                    baseLogFile,
                    metadata,
                    table,
                    environment.clock(),
                    recovered.report().damage(),
                    readableEnd(recovered),
                    recovered.lastChecksum());
            boolean dedicated = metadata.kind() == LogKind.DEDICATED;
            for (RecoveredStream stream : recovered.streams()) {
                followed.addStream(
                        stream.entry(),
                        stream.index(),
                        stream.base(),
                        stream.restartLsn(),
                        dedicated ? followed.end() : stream.end(),
                        stream.lastRecord());
            }
            FollowingLog log = new FollowingLog(location, baseLogFile, table, followed, recovered.report());
            checkOldBlocks(log, recovered, options.executor().orElseGet(environment.executors()));
            return log;
        } catch (IOException e) {
            Closing.quietly(e, table, baseLogFile, location.memory()::close);
            throw StorageErrors.translate(e, "Opening log " + location.name());
        } catch (RuntimeException | Error e) {
            Closing.quietly(e, table, baseLogFile, location.memory()::close);
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
