package org.clfs4j.testkit.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.clfs4j.Access;
import org.clfs4j.Disposition;
import org.clfs4j.LogFile;
import org.clfs4j.LogKind;
import org.clfs4j.LogStream;
import org.clfs4j.MarshallingArea;
import org.clfs4j.OpenOptions;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;
import org.clfs4j.error.LogDamagedException;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;
import org.clfs4j.testkit.sim.Mix;
import org.clfs4j.testkit.sim.PowerCut;
import org.clfs4j.testkit.sim.SimDisk;

/**
 * A log one sector of which was spoilt after it was durable: a bit has rotted, a write was lost that the disk had reported
 * as done, or one went to the wrong place.
 *
 * <p>It may be refused, and records may be missing if that is said. What is read must have been submitted, each record once
 * and in order. Nothing may be missing silently but the last records that were acknowledged: nobody can tell their loss from
 * a torn tail as long as nothing behind them says that they were durable. Once damage has been reported, a record that an
 * earlier recovery had cut off may be read too: if what is damaged is the block behind which it was cut off, nothing else
 * tells that it does not belong there.
 *
 * @threading not thread-safe
 */
final class SpoiltLog {

    private static final int SECTOR = PowerCut.SECTOR;

    /** Half of the times a sector near the file's start is chosen, where headers and short logs are. */
    private static final int NEAR_BYTES = 64 << 10;

    private static final int ATTEMPTS = 16;
    private static final byte[] ZEROS = new byte[SECTOR];

    private final Expectation expected;
    private final BlockPool blocks;
    private final boolean forWriting;
    private final String what;
    private boolean reported;

    /** What the stream that is read must and may hold. */
    private ExpectedStream stream;

    /** Spoils one sector of a disk, chosen by a seed. */
    SpoiltLog(SimDisk disk, Expectation expected, BlockPool blocks, long seed) {
        this.expected = expected;
        this.blocks = blocks;
        this.forWriting = (Mix.of(seed, 0) & 1) == 0;
        List<String> files = new ArrayList<>(disk.names());
        files.removeIf(name -> disk.size(name) < SECTOR);
        String file = files.get(Mix.below(files.size(), seed, 1));
        long sector = anySector(disk, file, seed, 2);
        switch (Mix.below(3, seed, 4)) {
            case 0 -> {
                long position = sector + Mix.below(SECTOR, seed, 5);
                disk.rot(file, position, 1 << Mix.below(Byte.SIZE, seed, 6));
                what = "a bit of " + file + " has rotted at " + position;
            }
            case 1 -> {
                disk.replace(file, sector, new byte[SECTOR]);
                what = "zeros are in " + file + " at " + sector;
            }
            default -> {
                String other = files.get(Mix.below(files.size(), seed, 5));
                long from = anySector(disk, other, seed, 6);
                disk.replace(file, sector, disk.bytes(other, from, SECTOR));
                what = "what belongs into " + other + " at " + from + " is also in " + file + " at " + sector;
            }
        }
    }

    /** Chooses a sector of a file, one that is in use if there are many. */
    private static long anySector(SimDisk disk, String file, long seed, int number) {
        long own = Mix.of(seed, number);
        long reach = (own & 1) == 0 ? disk.size(file) : Math.min(disk.size(file), NEAR_BYTES);
        long sector = 0;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            sector = (long) SECTOR * Mix.below((int) (reach / SECTOR), own, attempt);
            if (!Arrays.equals(disk.bytes(file, sector, SECTOR), ZEROS)) {
                return sector;
            }
        }
        return sector;
    }

    /** Reads what can be read. */
    void read(Onlooker onlooker, Coverage coverage) {
        OpenOptions options = OpenOptions.openExisting();
        try (LogFile log = onlooker.open(forWriting ? options : options.access(Access.READ))) {
            reported = !log.damage().isEmpty();
            if (log.containers().list().size() >= 2) {
                readStreams(log);
            }
        } catch (LogException e) {
            reported = true;
        }
        coverage.reached(reported ? Mark.DAMAGE_REPORTED : Mark.DAMAGE_HARMLESS);
    }

    private void readStreams(LogFile log) throws LogException {
        for (Map.Entry<String, ExpectedStream> each : expected.streams().entrySet()) {
            stream = each.getValue();
            try (LogStream opened = log.kind() == LogKind.DEDICATED
                    ? log.stream()
                    : log.stream(each.getKey(), Disposition.OPEN_EXISTING)) {
                read(opened);
            } catch (LogException e) {
                if (e.status() == LogStatus.OBJECT_NAME_NOT_FOUND && !reported && !stream.canBeMissing()) {
                    throw violation("stream \"" + each.getKey() + "\" is missing, and nothing is said");
                }
                reported |= e.status() != LogStatus.OBJECT_NAME_NOT_FOUND;
            }
        }
    }

    private void read(LogStream opened) throws LogException {
        try (MarshallingArea area = opened.createMarshallingArea(Client.readingOptions(blocks));
                ReadContext context = area.read(opened.baseLsn(), ReadMode.FORWARD)) {
            int first = stream.firstFrom(stream.greatestBase());
            int next = 0;
            boolean any = false;
            while (next(context)) {
                int found = find(context, next);
                if (found < 0) {
                    continue;
                }
                boolean gap = any ? found > next : found > first;
                if (gap && !reported) {
                    throw violation("records are missing before the one at " + context.lsn() + ", and nothing is said");
                }
                next = found + 1;
                any = true;
            }
            if (!reported && Math.max(next, first) < stream.knownDurable()) {
                throw violation("the log ends before the " + stream.records().get(Math.max(next, first))
                        + ", which a later one calls durable, and nothing is said");
            }
        }
    }

    private boolean next(ReadContext context) throws LogException {
        while (true) {
            try {
                return context.next();
            } catch (LogDamagedException e) {
                reported = true;
                if (context.skipDamage() == 0) {
                    return false;
                }
            }
        }
    }

    /** Returns the index of a record that was submitted, or a negative number for one that was cut off. */
    private int find(ReadContext context, int from) {
        int found = find(context, from, context.lsn().value());
        if (found < 0) {
            found = find(context, from, Submission.UNKNOWN);
        }
        if (found < 0 && !(reported && isCutOff(context))) {
            throw violation(
                    "the record at " + context.lsn() + " is none that was submitted, or comes twice or out of order");
        }
        return found;
    }

    private int find(ReadContext context, int from, long lsn) {
        for (int at = from; at < stream.records().size(); at++) {
            Submission record = stream.records().get(at);
            if (record.lsn() == lsn && isIt(context, record)) {
                return at;
            }
        }
        return -1;
    }

    private boolean isCutOff(ReadContext context) {
        return stream.lost().stream().anyMatch(record -> isIt(context, record));
    }

    private static boolean isIt(ReadContext context, Submission record) {
        return record.length() == context.payload().remaining()
                && Payload.mismatch(context.payload(), record.seed(), record.length()) < 0;
    }

    private Violation violation(String sentence) {
        return new Violation("after " + what + ": " + sentence);
    }
}
