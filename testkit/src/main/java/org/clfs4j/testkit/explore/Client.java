package org.clfs4j.testkit.explore;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.clfs4j.Access;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.clfs4j.StreamInformation;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogFullException;
import org.clfs4j.error.LogStatus;
import org.clfs4j.testkit.explore.Reservations.Reserved;
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

    private static final LogName NAME = LogName.of(Path.of("/sim/log"));

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

    /** Those that are open; the one of a dedicated log always is. */
    final List<OpenedStream> streams = new ArrayList<>();

    private SimProcess process;
    private CountedFaults faults;
    private Violation complaint;
    private int areasCreated;
    private Follower follower;

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

    /** Returns the name of the log. */
    static LogName name(Shape shape) {
        return shape.multiplexed() ? LogName.of("log:" + NAME.path() + "::") : NAME;
    }

    /** Returns the areas of all open streams. */
    List<OpenedArea> areas() {
        return streams.stream().flatMap(stream -> stream.areas.stream()).toList();
    }

    /** Returns what an open stream must hold. */
    ExpectedStream expected(OpenedStream stream) {
        return expected.stream(stream.name);
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

    /** Notes that something happened to a stream now. */
    void note(OpenedStream stream, Consumer<ExpectedStream> change) {
        noteAt(disk.operations(), stream, change);
    }

    /** Notes that something happened to a stream, unless it was found to be gone since. */
    void noteAt(int operation, OpenedStream stream, Consumer<ExpectedStream> change) {
        String name = stream.name;
        noteAt(operation, e -> {
            if (e.stream(name) != null) {
                change.accept(e.stream(name));
            }
        });
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
        noteRecovery();
        Found found = new Verifier(log, expected, reading()).afterOpening(wasClosed);
        reserveAgain(found);
        note(e -> e.recovered(found));
        if (!shape.multiplexed()) {
            open(Expectation.ONLY_STREAM);
        }
    }

    /**
     * Reserves what was reserved when the power failed: if all bases are where they were, and the containers, nobody can have taken the
     * room since.
     */
    private void reserveAgain(Found found) throws LogException {
        boolean asBefore = found.marked() == 0
                && found.containers() >= 2
                && expected.leastContainers() == found.containers()
                && expected.mostContainers() == found.containers();
        for (Map.Entry<String, FoundStream> each : found.streams().entrySet()) {
            asBefore &= each.getValue().base() >= expected.stream(each.getKey()).greatestBase();
        }
        if (!asBefore || expected.reserved().all().isEmpty()) {
            return;
        }
        coverage.reached(Mark.RESERVED_AGAIN);
        List<AutoCloseable> open = new ArrayList<>();
        for (Reserved reserved : expected.reserved().all()) {
            LogStream stream = openStream(reserved.stream());
            open.add(stream);
            MarshallingArea area = stream.createMarshallingArea(areaOptions(reserved.blockSize(), 1));
            open.add(0, area);
            try {
                area.reserve(reserved.size());
            } catch (LogFullException e) {
                throw new Violation("what was reserved when the power failed cannot be reserved again: " + e, e);
            }
        }
        for (AutoCloseable each : open) {
            closeQuietly(each);
        }
    }

    private LogStream openStream(String name) throws LogException {
        return shape.multiplexed() ? log.stream(name) : log.stream();
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
        return process.provider.open(
                name(shape), options(OpenOptions.openExisting().access(Access.values())));
    }

    /** Until the log was created, there is none, or none that is usable, or a whole one. */
    private LogFile openOrCreate() throws LogException {
        try {
            return openExisting();
        } catch (LogException e) {
            if (!NO_LOG.contains(e.status()) && !storageFailed()) {
                throw new Violation("a log whose creation was interrupted cannot be opened: " + e, e);
            }
            return process.provider.open(
                    name(shape), options(OpenOptions.openAlways().access(Access.values())));
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
        return new Onlooker(disk, expected, blocks, shape, subject, coverage);
    }

    /** Returns the process that follows the log, if there is one. */
    Optional<Follower> follower() {
        return Optional.ofNullable(follower);
    }

    /** Lets another process begin to follow the log, or read on, or end. */
    void follow(boolean end) {
        if (follower == null) {
            follower = new Follower(disk, expected, blocks, shape, subject, coverage);
        }
        follower.readOn();
        if (end) {
            follower.close();
            follower = null;
        }
    }

    /** Reads everything back while the log is open; another area cannot see what was appended and not queued yet. */
    void readBack() throws LogException {
        boolean allCanBeOpened = streams.stream().noneMatch(stream -> stream.mark == OpenedStream.Mark.DELETED);
        if (allCanBeOpened) {
            new Verifier(log, expected, reading()).read();
        }
    }

    /** Opens a stream, or creates it. */
    void open(String name) throws LogException {
        if (expected.stream(name) == null) {
            note(e -> e.creating(name));
        }
        OpenedStream opened = new OpenedStream(name, openStream(name));
        streams.add(opened);
        if (expected.stream(name).canBeMissing()) {
            coverage.reached(Mark.STREAM_CREATED);
            note(opened, ExpectedStream::created);
        }
    }

    void createArea(OpenedStream stream, int blockSize, int writeBlocks) throws LogException {
        areasCreated++;
        stream.areas.add(new OpenedArea(
                stream,
                areasCreated,
                stream.handle.createMarshallingArea(areaOptions(blockSize, writeBlocks, blocks))));
    }

    void close(OpenedArea opened) throws LogException {
        note(e -> e.reserved().removeArea(opened.number()));
        opened.area().close();
        opened.stream().areas.remove(opened);
    }

    /** Closes a stream, with which it is deleted or reset if that was wanted. */
    void close(OpenedStream stream) throws LogException {
        for (OpenedArea opened : List.copyOf(stream.areas)) {
            close(opened);
        }
        if (!stream.closing) {
            stream.closing = true;
            noteDurable();
            switch (stream.mark) {
                case STAYS -> stream.handle.close();
                case RESET -> {
                    long end = stream.handle.nextLsn().value();
                    note(stream, ExpectedStream::resetting);
                    stream.handle.closeAndReset();
                    if (shape.multiplexed()) {
                        wasReset(stream, end);
                    }
                }
                case DELETED -> {
                    note(stream, ExpectedStream::mayBeMissing);
                    stream.handle.close();
                    coverage.reached(Mark.STREAM_DELETED);
                    note(e -> e.deleted(stream.name));
                    follower().ifPresent(each -> each.deleted(stream.name));
                }
            }
        }
        streams.remove(stream);
    }

    private void wasReset(OpenedStream stream, long end) {
        coverage.reached(Mark.STREAM_RESET);
        note(stream, expectedStream -> expectedStream.wasReset(end));
    }

    /** Closes everything in order. The stream of a dedicated log is reset with the log. */
    void close() throws LogException {
        if (streams.stream().anyMatch(stream -> stream.mark != OpenedStream.Mark.STAYS)) {
            executor().runAll(); // so that the LSN of each record is known, and told before it is given up
        }
        for (OpenedStream stream : List.copyOf(streams)) {
            for (OpenedArea opened : List.copyOf(stream.areas)) {
                close(opened);
            }
            noteDurable();
        }
        Map<String, Long> bases = new TreeMap<>();
        for (StreamInformation information : log.streams()) {
            bases.put(information.name(), information.baseLsn().value());
        }
        List<OpenedStream> closed = List.copyOf(streams);
        for (OpenedStream stream : closed) {
            if (stream.mark != OpenedStream.Mark.STAYS) {
                bases.remove(stream.name);
            }
            close(stream);
        }
        Map<OpenedStream, Long> ends = new HashMap<>();
        for (OpenedStream stream : closed) {
            if (stream.mark == OpenedStream.Mark.RESET && !shape.multiplexed()) {
                ends.put(stream, log.information().nextLsn().value());
            }
        }
        log.close();
        ends.forEach(this::wasReset);
        int operation = disk.operations();
        note(e -> e.closed(bases, operation));
        log = null;
    }

    /** Gives up an opening that has failed. */
    void abandon() {
        List<AutoCloseable> open = new ArrayList<>();
        areas().forEach(opened -> open.add(opened.area()));
        streams.forEach(stream -> open.add(stream.handle));
        open.add(log);
        streams.clear();
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
        follower().ifPresent(Follower::close);
        follower = null;
        process.storage.cutPower();
        abandon();
        process.checkStrictness();
    }

    /** Notes what is durable by the log's own words. */
    void noteDurable() throws LogException {
        for (OpenedStream stream : streams) {
            Lsn bound = stream.handle.flushedUpTo();
            note(stream, e -> e.acknowledgeBelow(bound.value()));
        }
        if (log.physicalInformation().flushedUpTo().containerId() >= expected.mostContainers()) {
            coverage.reached(Mark.CONTAINER_REUSED);
        }
    }
}
