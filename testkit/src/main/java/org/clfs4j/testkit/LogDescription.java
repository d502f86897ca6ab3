package org.clfs4j.testkit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.clfs4j.Access;
import org.clfs4j.Append;
import org.clfs4j.Damage;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.LogProvider;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;
import org.clfs4j.error.LogDamagedException;
import org.clfs4j.error.LogException;
import org.clfs4j.inspect.LogInspector;
import org.clfs4j.inspect.ProgressListener;
import org.clfs4j.inspect.ValidationReport;

/** What can be seen of a log from outside, line by line; reasons are left out, for their words may change. */
final class LogDescription {

    private static final MarshallingAreaOptions SMALL_BLOCKS =
            MarshallingAreaOptions.builder().blockSize(64 << 10).build();

    private final LogProvider provider;
    private final LogName name;
    private final List<String> lines = new ArrayList<>();

    private LogDescription(LogProvider provider, LogName name) {
        this.provider = provider;
        this.name = name;
    }

    /** Reads and validates a log, which changes nothing. */
    static List<String> ofReading(LogProvider provider, LogName name) throws IOException {
        LogDescription description = new LogDescription(provider, name);
        description.validation();
        description.reading();
        return description.lines;
    }

    /** Opens a log for writing and appends a record if that is possible. */
    static List<String> ofWriting(LogProvider provider, LogName name) throws IOException {
        LogDescription description = new LogDescription(provider, name);
        description.writing();
        return description.lines;
    }

    private void validation() throws IOException {
        try (LogInspector inspector = provider.inspect(name)) {
            ValidationReport report = inspector.validate(ProgressListener.NONE);
            lines.add("validated: " + report.blocks() + " blocks, " + report.records() + " records, base "
                    + report.baseLsn() + ", end " + report.endLsn());
            report.damage().forEach(this::damage);
        } catch (LogException e) {
            lines.add("validation refused: " + e.status());
        }
    }

    private void damage(Damage damage) {
        lines.add("damaged: " + damage.file() + " at " + damage.offset() + ", LSN " + damage.from() + " up to "
                + damage.upTo());
    }

    private void reading() throws IOException {
        try (LogFile log = provider.open(name, OpenOptions.openExisting().access(Access.READ));
                LogStream stream = log.stream()) {
            lines.add("opened for reading: " + log.recovery().outcome());
            log.recovery().torn().ifPresent(torn -> lines.add("torn: " + torn.file() + " at " + torn.offset()));
            log.recovery().damage().forEach(this::damage);
            log.recovery().notes().forEach(note -> lines.add("noted"));
            lines.add("base " + stream.baseLsn() + ", next " + stream.nextLsn() + ", restart area "
                    + stream.restartLsn().map(Lsn::toString).orElse("none"));
            if (!log.containers().list().isEmpty()) {
                records(log, stream);
            }
        } catch (LogException e) {
            lines.add("opening for reading refused: " + e.status());
        }
    }

    private void records(LogFile log, LogStream stream) throws IOException {
        Lsn base = stream.baseLsn();
        Lsn from = log.damage().stream()
                .filter(damage -> damage.from().equals(base))
                .map(Damage::upTo)
                .findFirst()
                .orElse(base);
        try (MarshallingArea area = stream.createMarshallingArea(SMALL_BLOCKS);
                ReadContext context = area.read(from, ReadMode.FORWARD)) {
            while (true) {
                try {
                    if (!context.next()) {
                        return;
                    }
                    record(context);
                } catch (LogDamagedException e) {
                    lines.add("skipped " + context.skipDamage() + " bytes");
                }
            }
        }
    }

    private void record(ReadContext context) {
        ByteBuffer payload = context.payload();
        CRC32C checksum = new CRC32C();
        int length = payload.remaining();
        checksum.update(payload);
        lines.add(context.lsn() + " " + context.type() + " " + length + " bytes, CRC32C "
                + String.format("%08x", checksum.getValue()) + link("previous", context.previous())
                + link("undo-next", context.undoNext()));
    }

    private static String link(String what, Lsn lsn) {
        return lsn.isInvalid() ? "" : ", " + what + " " + lsn;
    }

    private void writing() throws IOException {
        try (LogFile log = provider.open(name, OpenOptions.openAlways());
                LogStream stream = log.stream()) {
            lines.add("opened for writing: " + log.recovery().outcome() + ", epoch "
                    + log.information().epoch());
            if (log.containers().list().isEmpty()) {
                log.containers().add(2, 512 << 10);
            }
            try (MarshallingArea area = stream.createMarshallingArea(SMALL_BLOCKS)) {
                Lsn lsn = area.append(ByteBuffer.wrap(new byte[] {1, 2, 3}), Append.FORCE_FLUSH);
                try (ReadContext context = area.read(lsn, ReadMode.FORWARD)) {
                    context.next();
                    lines.add("appended at " + lsn + ", read " + context.payload().remaining() + " bytes");
                }
            }
        } catch (LogException e) {
            lines.add("opening for writing refused: " + e.status());
        }
    }
}
