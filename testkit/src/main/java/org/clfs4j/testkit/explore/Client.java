package org.clfs4j.testkit.explore;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.clfs4j.Access;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;
import org.clfs4j.testkit.sim.FaultPlan;
import org.clfs4j.testkit.sim.SimDisk;
import org.clfs4j.testkit.sim.SimExecutor;

/**
 * The only user of one log on one simulated disk, through all openings until the power fails.
 *
 * <p>What it did and was told is in its history; what must therefore be in the log, in its expectation. Every opening is
 * checked against it.
 *
 * @threading not thread-safe; the log's background work is done when {@link #executor()} is told to
 */
final class Client {

    /** No block is larger, so that every block can be read with blocks of this size. */
    static final int LARGEST_BLOCK = 128 << 10;

    static final LogName NAME = LogName.of(Path.of("/sim/log"));

    /** What opening says while creation is not finished: nothing, zeros, or a torn first piece of metadata. */
    private static final Set<LogStatus> NO_LOG =
            Set.of(LogStatus.OBJECT_NAME_NOT_FOUND, LogStatus.METADATA_INVALID, LogStatus.METADATA_CORRUPT);

    final SimDisk disk;
    final Expectation expected;
    final History history = new History();
    final BlockPool blocks;
    final Shape shape;
    final Coverage coverage;
    private final Subject subject;
    private final long seed;

    LogFile log;
    LogStream stream;
    final List<MarshallingArea> areas = new ArrayList<>();
    private SimProcess process;
    private CountedFaults faults;
    private Violation complaint;

    Client(
            SimDisk disk,
            Expectation expected,
            BlockPool blocks,
            Shape shape,
            Subject subject,
            long seed,
            Coverage coverage) {
        this.disk = disk;
        this.expected = expected;
        this.blocks = blocks;
        this.shape = shape;
        this.subject = subject;
        this.seed = seed;
        this.coverage = coverage;
        startProcess();
    }

    private void startProcess() {
        process = new SimProcess(subject, disk, seed);
        faults(FaultPlan.NONE);
    }

    /** Returns what does the log's background work, when it is told to. */
    SimExecutor executor() {
        return process.executor;
    }

    /** Notes that something happened now. */
    void note(Consumer<Expectation> change) {
        noteAt(disk.operations(), change);
    }

    /** Notes that something happened at an earlier operation, after which nothing was noted. */
    void noteAt(int operation, Consumer<Expectation> change) {
        history.note(operation, change);
        change.accept(expected);
    }

    /** Lets storage fail from now on. */
    void faults(FaultPlan plan) {
        faults = new CountedFaults(plan);
        process.storage.faults(faults);
    }

    /** Lets storage work again, although the log may have failed. */
    void mendStorage() {
        process.storage.faults(FaultPlan.NONE);
    }

    /** Tells whether storage has failed since {@link #faults}, so that calls may fail. */
    boolean storageFailed() {
        return faults.happened();
    }

    /** Remembers what went wrong where an exception would not arrive. */
    void complain(Violation violation) {
        complaint = violation;
    }

    /** Throws what went wrong in the background. */
    void checkComplaints() {
        if (complaint != null) {
            throw complaint;
        }
    }

    /** Opens the log, which may fail only if storage does; then storage is mended and the log opened again. */
    void open() {
        try {
            tryOpen();
        } catch (LogException e) {
            if (!storageFailed()) {
                throw new Violation("the log cannot be opened: " + e, e);
            }
            abandon();
            faults(FaultPlan.NONE);
            open();
        }
    }

    private void tryOpen() throws LogException {
        boolean wasClosed = expected.isClosedAt(disk.operations());
        log = expected.isCreated() ? openExisting() : openOrCreate();
        stream = log.stream();
        noteRecovery();
        Found found = new Verifier(log, stream, expected, reading()).afterOpening(wasClosed);
        note(e -> e.recovered(found));
    }

    private void noteRecovery() {
        switch (log.recovery().outcome()) {
            case CREATED -> coverage.reached(Mark.CREATED);
            case CLOSED -> coverage.reached(Mark.CLOSED);
            case END_OF_LOG -> coverage.reached(Mark.END_OF_LOG);
            case TORN_TAIL -> coverage.reached(Mark.TORN_TAIL);
            case DATA_LOSS -> {} // is a violation
        }
        if (!log.recovery().notes().isEmpty()) {
            coverage.reached(Mark.NOTE);
        }
    }

    private LogFile openExisting() throws LogException {
        return process.provider.open(NAME, options(OpenOptions.openExisting().access(Access.values())));
    }

    /** Until the log was created, there is none, or none that is usable, or a whole one. */
    private LogFile openOrCreate() throws LogException {
        try {
            return openExisting();
        } catch (LogException e) {
            if (!NO_LOG.contains(e.status()) && !storageFailed()) {
                throw new Violation("a log whose creation was interrupted cannot be opened: " + e, e);
            }
            return process.provider.open(NAME, options(OpenOptions.openAlways().access(Access.values())));
        }
    }

    private OpenOptions options(OpenOptions start) {
        return start.executor(process.executor).sectorSize(shape.sectorSize()).flushThreshold(shape.flushThreshold());
    }

    private MarshallingAreaOptions reading() {
        return readingOptions(blocks);
    }

    /** Returns options of an area that can read every block. */
    static MarshallingAreaOptions readingOptions(BlockPool blocks) {
        return areaOptions(LARGEST_BLOCK, 1, blocks);
    }

    MarshallingAreaOptions areaOptions(int blockSize, int writeBlocks) {
        return areaOptions(blockSize, writeBlocks, blocks);
    }

    private static MarshallingAreaOptions areaOptions(int blockSize, int writeBlocks, BlockPool blocks) {
        return MarshallingAreaOptions.builder()
                .blockSize(blockSize)
                .maxWriteBlocks(writeBlocks)
                .allocator(blocks)
                .build();
    }

    /** Lets another process look at the log. */
    Onlooker onlooker() {
        return new Onlooker(disk, expected, blocks, subject, coverage);
    }

    /** Reads everything back while the log is open; another area cannot see what was appended and not queued yet. */
    void readBack() throws LogException {
        try {
            new Verifier(log, stream, expected, reading()).read();
        } catch (LogException e) {
            boolean nothingQueued = expected.durable() <= expected.firstFrom(stream.baseLsn().value());
            if (e.status() != LogStatus.RECORD_NONEXISTENT || !nothingQueued) {
                throw e;
            }
        }
    }

    /** Closes everything in order. */
    void close() throws LogException {
        for (MarshallingArea area : areas) {
            area.close();
        }
        areas.clear();
        long base = stream.baseLsn().value();
        stream.close();
        log.close();
        int operation = disk.operations();
        note(e -> e.closed(base, operation));
        stream = null;
        log = null;
    }

    /** Gives up an opening that has failed. */
    void abandon() {
        List<AutoCloseable> open = new ArrayList<>(areas);
        open.add(stream);
        open.add(log);
        areas.clear();
        stream = null;
        log = null;
        for (AutoCloseable each : open) {
            if (each != null) {
                closeQuietly(each);
            }
        }
    }

    private static void closeQuietly(AutoCloseable each) {
        try {
            each.close();
        } catch (LogException e) {
            // The log has failed or lost its storage; its state is found when it is opened again.
        } catch (Exception e) {
            throw new Violation("closing a failed log throws " + e, e);
        }
    }

    /** The process dies; the machine and its cache go on, and another process starts. */
    void die() {
        coverage.reached(Mark.PROCESS_DIED);
        process.storage.cutPower();
        abandon();
        process.checkStrictness();
        startProcess();
    }

    /** Ends this client, however its log is; nothing of it stays open. */
    void end() {
        process.storage.cutPower();
        abandon();
        process.checkStrictness();
    }

    /** Notes what is durable by the log's own words. */
    void noteDurable() throws LogException {
        Lsn bound = stream.flushedUpTo();
        note(e -> e.acknowledgeBelow(bound.value()));
        if (bound.containerId() >= expected.mostContainers()) {
            coverage.reached(Mark.CONTAINER_REUSED);
        }
    }
}
