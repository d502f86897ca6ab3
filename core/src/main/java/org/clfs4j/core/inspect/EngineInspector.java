package org.clfs4j.core.inspect;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.clfs4j.Damage;
import org.clfs4j.LogKind;
import org.clfs4j.Lsn;
import org.clfs4j.core.baselog.BaseLogFile;
import org.clfs4j.core.baselog.Metadata;
import org.clfs4j.core.baselog.SlotReading;
import org.clfs4j.core.baselog.SlotReading.State;
import org.clfs4j.core.container.ContainerOpener;
import org.clfs4j.core.container.ContainerTable;
import org.clfs4j.core.format.MetadataFormat;
import org.clfs4j.core.format.Place;
import org.clfs4j.core.io.LogClock;
import org.clfs4j.core.io.LogMemory;
import org.clfs4j.core.io.Storage;
import org.clfs4j.core.io.StorageErrors;
import org.clfs4j.core.recovery.RecoveredLog;
import org.clfs4j.core.recovery.Recovery;
import org.clfs4j.error.LogDamagedException;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;
import org.clfs4j.error.LogUsageException;
import org.clfs4j.inspect.BlockVisitor;
import org.clfs4j.inspect.LogInspector;
import org.clfs4j.inspect.ProgressListener;
import org.clfs4j.inspect.ValidationReport;

/**
 * Reads the files of one log.
 *
 * @threading not thread-safe
 */
public final class EngineInspector implements LogInspector {

    private final Storage storage;
    private final LogMemory memory;
    private final LogClock clock;
    private final BaseLogFile baseLogFile;
    private final List<String> notes = new ArrayList<>();
    private Metadata metadata;
    private ContainerTable table;
    private RecoveredLog recovered;

    /** Opens the base log file. */
    public EngineInspector(Storage storage, LogMemory memory, String logName, LogClock clock) throws IOException {
        this.storage = storage;
        this.memory = memory;
        this.clock = clock;
        this.baseLogFile = BaseLogFile.open(storage, memory, logName, false);
    }

    private void open() throws LogException, IOException {
        if (recovered == null) {
            metadata = baseLogFile.read().metadata();
            while (table == null) {
                try {
                    table = new ContainerOpener(storage, memory, metadata, false, notes).open();
                } catch (LogDamagedException e) {
                    metadata = baseLogFile.readNewer(metadata, e); // its writer may have removed a container meanwhile
                }
            }
            recovered = new Recovery(metadata, table, clock, notes, true).run();
        }
    }

    @Override
    public List<String> metadata() throws LogException {
        try {
            List<String> lines = new ArrayList<>();
            List<SlotReading> slots = baseLogFile.readSlots();
            for (int i = 0; i < slots.size(); i++) {
                lines.add(MetadataText.slot(baseLogFile.name(), i, slots.get(i)));
            }
            open();
            lines.addAll(MetadataText.details(metadata));
            table.files().forEach(file -> lines.add(MetadataText.container(file)));
            return lines;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public ValidationReport validate(ProgressListener progress) throws LogException {
        try {
            List<Damage> damage = new ArrayList<>(damagedSlots());
            open();
            damage.addAll(damagedHeaders());
            BlockWalk walk = new BlockWalk(metadata, table, recovered.end());
            ValidationCount count = new ValidationCount(damage, progress, walk);
            walk.run(recovered.tail(), recovered.end(), count);
            recovered.report().damage().stream()
                    .filter(found -> !Place.less(found.from().value(), recovered.end()))
                    .forEach(damage::add);
            List<String> allNotes = new ArrayList<>(recovered.report().notes());
            recovered
                    .report()
                    .torn()
                    .ifPresent(torn -> allNotes.add("the last block was not written whole and is not part of the log: "
                            + torn.file() + ", offset " + torn.offset() + ", LSN " + torn.from() + ": "
                            + torn.reason()));
            return new ValidationReport(
                    base(),
                    Lsn.of(recovered.end()),
                    count.blocks(),
                    count.records(),
                    walk.bytes(),
                    damage,
                    allNotes);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** The base of a dedicated log is a record's; in a multiplexed log it is the oldest block that a stream needs. */
    private Lsn base() {
        return Lsn.of(
                metadata.kind() == LogKind.DEDICATED
                        ? recovered.streams().get(0).base()
                        : recovered.tail());
    }

    private List<Damage> damagedSlots() throws IOException {
        List<Damage> damage = new ArrayList<>();
        List<SlotReading> slots = baseLogFile.readSlots();
        for (int i = 0; i < slots.size(); i++) {
            if (slots.get(i).state() == State.DAMAGED) {
                damage.add(new Damage(
                        baseLogFile.name(),
                        (long) i * MetadataFormat.SLOT_SIZE,
                        Lsn.INVALID,
                        Lsn.INVALID,
                        "metadata slot " + i + ": " + slots.get(i).reason()));
            }
        }
        return damage;
    }

    private List<Damage> damagedHeaders() {
        return table.files().stream()
                .filter(file -> !file.headerDamage().isEmpty())
                .map(file -> new Damage(
                        file.fileName(), 0, Lsn.INVALID, Lsn.INVALID, "the container " + file.headerDamage()))
                .toList();
    }

    @Override
    public void blocks(Lsn from, Lsn to, BlockVisitor visitor) throws LogException {
        try {
            open();
            long first = from.isInvalid() ? recovered.tail() : Place.block(from.value());
            if (!from.isInvalid() && !Place.less(first, recovered.end())) {
                throw new LogUsageException(
                        LogStatus.INVALID_RANGE,
                        "No block is at LSN " + from + "; the log ends at " + Lsn.of(recovered.end()));
            }
            long end = to.isInvalid() ? recovered.end() : Place.min(to.value(), recovered.end());
            new BlockWalk(metadata, table, recovered.end()).run(first, end, visitor);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private LogException unreadable(IOException e) {
        return StorageErrors.translate(e, "Reading the log of " + baseLogFile.name() + " in " + storage.identity());
    }

    @Override
    public void close() throws LogException {
        try {
            if (table != null) {
                table.close();
            }
            baseLogFile.close();
        } catch (IOException e) {
            throw unreadable(e);
        } finally {
            memory.close();
        }
    }
}
