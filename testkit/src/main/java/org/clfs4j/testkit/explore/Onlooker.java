package org.clfs4j.testkit.explore;

import java.util.ArrayList;
import java.util.List;
import org.clfs4j.Access;
import org.clfs4j.LogFile;
import org.clfs4j.LogProvider;
import org.clfs4j.LogStream;
import org.clfs4j.MarshallingArea;
import org.clfs4j.OpenOptions;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;
import org.clfs4j.core.Environment;
import org.clfs4j.error.LogDamagedException;
import org.clfs4j.error.LogException;
import org.clfs4j.inspect.LogInspector;
import org.clfs4j.inspect.ValidationReport;
import org.clfs4j.testkit.sim.Mix;
import org.clfs4j.testkit.sim.SimClock;
import org.clfs4j.testkit.sim.SimDisk;
import org.clfs4j.testkit.sim.SimExecutor;
import org.clfs4j.testkit.sim.SimRandom;
import org.clfs4j.testkit.sim.SimStorage;

/**
 * Another process that only looks at the log, and must neither see anything wrong nor change anything.
 *
 * @threading not thread-safe
 */
final class Onlooker {

    private static final int HOT_BYTES = 64 << 10;

    private final SimDisk disk;
    private final Expectation expected;
    private final BlockPool blocks;
    private final LogProvider provider;

    Onlooker(SimDisk disk, Expectation expected, BlockPool blocks, Subject subject) {
        this.disk = disk;
        this.expected = expected;
        this.blocks = blocks;
        SimStorage storage = new SimStorage(disk);
        this.provider = subject.provider()
                .apply(new Environment(
                        path -> subject.disguise().apply(storage),
                        new SimClock(0),
                        new SimRandom(0),
                        SimExecutor::new));
    }

    /** Reads everything, beside whoever writes. */
    void read() {
        int before = disk.operations();
        try (LogFile log = open();
                LogStream stream = log.stream()) {
            new Verifier(log, stream, expected, Client.readingOptions(blocks)).read();
        } catch (LogException e) {
            throw new Violation("the log cannot be read: " + e, e);
        }
        requireUnchanged(before);
    }

    /** Checks the whole log. */
    void validate() {
        int before = disk.operations();
        try (LogInspector inspector = provider.inspect(Client.NAME)) {
            ValidationReport report = inspector.validate((done, total) -> {});
            if (!report.damage().isEmpty() && !isMetadataOnly(report)) {
                throw new Violation("the check finds damage where there is none: " + report);
            }
        } catch (LogException e) {
            throw new Violation("the log cannot be checked: " + e, e);
        }
        requireUnchanged(before);
    }

    /** A slot that was torn when the power failed is told as damage too; recovery uses the other one. */
    private static boolean isMetadataOnly(ValidationReport report) {
        return report.damage().stream().allMatch(damage -> damage.file().endsWith(".blf"));
    }

    private void requireUnchanged(int before) {
        if (disk.operations() != before) {
            throw new Violation("looking at the log changes it: "
                    + disk.journal().subList(before, disk.operations()));
        }
    }

    private LogFile open() throws LogException {
        return provider.open(Client.NAME, OpenOptions.openExisting().access(Access.READ));
    }

    /**
     * Lets one byte rot and reads what can be read: less than there was, perhaps, and damage reported, but nothing wrong.
     */
    void readRotten(long seed) {
        List<String> files = new ArrayList<>(disk.names());
        files.removeIf(name -> disk.size(name) == 0);
        String file = files.get(Mix.below(files.size(), seed, 0));
        long size = disk.size(file);
        int reach = (int) ((Mix.of(seed, 1) & 1) == 0 ? size : Math.min(size, HOT_BYTES));
        disk.rot(file, Mix.below(reach, seed, 2), 1 << Mix.below(Byte.SIZE, seed, 3));
        try (LogFile log = open();
                LogStream stream = log.stream();
                MarshallingArea area = stream.createMarshallingArea(Client.readingOptions(blocks));
                ReadContext context = area.read(stream.baseLsn(), ReadMode.FORWARD)) {
            int at = 0;
            while (next(context)) {
                at = find(context, at) + 1;
            }
        } catch (LogException e) {
            // It says so.
        }
    }

    private static boolean next(ReadContext context) throws LogException {
        while (true) {
            try {
                return context.next();
            } catch (LogDamagedException e) {
                if (context.skipDamage() == 0) {
                    return false;
                }
            }
        }
    }

    private int find(ReadContext context, int from) {
        for (int at = from; at < expected.records().size(); at++) {
            Submission record = expected.records().get(at);
            if (record.length() == context.payload().remaining()
                    && Payload.mismatch(context.payload(), record.seed(), record.length()) < 0) {
                return at;
            }
        }
        throw new Violation("after a byte has rotted, the record at " + context.lsn() + " is none that was submitted, "
                + "or comes twice or out of order, and nothing is said");
    }
}
