package org.clfs4j.testkit.explore;

import org.clfs4j.Access;
import org.clfs4j.LogFile;
import org.clfs4j.OpenOptions;
import org.clfs4j.error.LogException;
import org.clfs4j.inspect.LogInspector;
import org.clfs4j.inspect.ValidationReport;
import org.clfs4j.testkit.sim.SimDisk;

/**
 * Another process that only looks at the log, and must neither see anything wrong nor change anything.
 *
 * @threading not thread-safe
 */
final class Onlooker {

    private final SimDisk disk;
    private final Expectation expected;
    private final BlockPool blocks;
    private final Shape shape;
    private final Coverage coverage;
    private final SimProcess process;

    Onlooker(
            SimDisk disk,
            Expectation expected,
            BlockPool blocks,
            Shape shape,
            Subject subject,
            Coverage coverage) {
        this.disk = disk;
        this.expected = expected;
        this.blocks = blocks;
        this.shape = shape;
        this.coverage = coverage;
        this.process = new SimProcess(subject, disk, 0);
    }

    /** Reads everything, beside whoever writes. */
    void read() {
        coverage.reached(Mark.READ_BESIDE);
        int before = disk.operations();
        try (LogFile log = open(OpenOptions.openExisting().access(Access.READ))) {
            new Verifier(log, expected, Client.readingOptions(blocks)).read();
        } catch (LogException e) {
            throw new Violation("the log cannot be read: " + e, e);
        }
        requireUnchanged(before);
    }

    /** Checks the whole log. */
    void validate() {
        coverage.reached(Mark.VALIDATED);
        int before = disk.operations();
        try (LogInspector inspector = process.provider.inspect(Client.name(shape))) {
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
        process.checkStrictness();
    }

    LogFile open(OpenOptions options) throws LogException {
        return process.provider.open(Client.name(shape), options);
    }
}
