package org.clfs4j.testkit.model;

import static org.clfs4j.testkit.model.Difference.require;
import static org.clfs4j.testkit.model.Difference.requireEqual;
import static org.clfs4j.testkit.model.ModelledLog.current;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.clfs4j.Access;
import org.clfs4j.ContainerInformation;
import org.clfs4j.Disposition;
import org.clfs4j.LogName;
import org.clfs4j.LogProvider;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.OpenOptions;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;
import org.clfs4j.RecordFilter;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogFullException;
import org.clfs4j.error.LogStatus;
import org.clfs4j.testkit.model.ModelledLog.OpenArea;

/**
 * One sequence of random operations, the same for the same seed, on a log and on the model of it.
 *
 * @threading not thread-safe; some operations start threads and wait for them
 */
public final class ModelRun {

    private static final long CONTAINER = 1L << 20;
    private static final int MOST_CONTAINERS = 8;
    private static final int MOST_STREAMS = 4;
    private static final int MOST_AREAS = 5;
    private static final int LATEST_POWER_CUT = 60;

    /** Storage that forgets what was not forced. */
    public interface Disk {

        /**
         * Makes a provider over what the last crash has left.
         *
         * @return the provider
         */
        LogProvider provider();

        /**
         * Lets the power fail after a number of changes.
         *
         * @param changes how many are still made
         */
        void failAfter(int changes);

        /** Takes away what was not forced, if the power has not failed yet, and brings the power back. */
        void crash();
    }

    private final Disk disk;
    private final LogName name;
    private final long seed;
    private final Random random;
    private final ModelledLog at;
    private final ModelWrites writes;
    private final ModelReads reads;
    private final ModelRefusals refusals;
    private final ModelThreads threads;
    private boolean withThreads = true;

    /**
     * Creates a run.
     *
     * @param disk where the log is
     * @param directory its directory
     * @param seed decides everything but how threads interleave
     */
    public ModelRun(Disk disk, Path directory, long seed) {
        this.disk = disk;
        this.seed = seed;
        this.random = new Random(seed);
        this.at = new ModelledLog(random, random.nextInt(3) == 0);
        this.name =
                LogName.of("log:" + directory.resolve("model" + Long.toHexString(seed)) + (at.dedicated ? "" : "::"));
        this.writes = new ModelWrites(at);
        this.reads = new ModelReads(at);
        this.refusals = new ModelRefusals(at);
        this.threads = new ModelThreads(at);
    }

    /**
     * Leaves out the operations of several threads, so that what is written follows from the seed, too.
     *
     * @return this run
     */
    public ModelRun withoutThreads() {
        withThreads = false;
        return this;
    }

    /**
     * Runs a number of operations.
     *
     * @param count how many
     * @throws AssertionError if the log differs from the model; its message tells the seed and the last operations
     */
    public void run(int count) {
        try {
            create();
            while (at.operations() < count) {
                at.beginOperation();
                step();
                checkMarkers();
            }
            closeAll();
        } catch (LogException | RuntimeException | Error e) {
            throw new Difference(
                    "seed " + seed + ", operation " + at.operations() + ": " + e + "\nlast operations:\n  " + at.told(),
                    e);
        }
    }

    private void create() throws LogException {
        at.log = disk.provider().open(name, OpenOptions.createNew().access(Access.values()));
        at.containers = 3 + random.nextInt(3);
        at.log.containers().add(at.containers, CONTAINER);
        if (at.dedicated) {
            at.streams.put("", at.log.stream());
            at.model.put("", new ModelStream(""));
        } else {
            createStream();
        }
    }

    private void step() throws LogException {
        try {
            switch (random.nextInt(62)) {
                case 0 -> closeAndReopen();
                case 1 -> crashAndReopen();
                case 2 -> streamComesOrGoes();
                case 3, 4 -> openOrCloseArea();
                case 5, 6 -> writes.advanceBase();
                case 7, 8 -> writes.restart();
                case 9, 10 -> writes.flush();
                case 11 -> writes.flushMetadata();
                case 12, 13 -> writes.reserve();
                case 14, 15 -> writes.claim();
                case 16 -> writes.truncate();
                case 17, 18, 19 -> reads.forward();
                case 20, 21, 22 -> reads.chain();
                case 23 -> reads.restartAreas();
                case 24, 25, 26 -> refusals.any();
                case 27 -> threadsWork();
                case 28 -> addOrRemoveContainer();
                default -> writes.append();
            }
        } catch (LogFullException e) {
            makeRoom(e);
        }
    }

    private void makeRoom(LogFullException e) throws LogException {
        at.tell("full: %s", e.status());
        require(
                at.log.information().currentAvailable() < 2 * CONTAINER,
                "room in a log that is said to be full",
                "little",
                at.log.information().currentAvailable());
        for (ModelStream stream : List.copyOf(at.model.values())) {
            stream.advanceBase(at.real(stream).nextLsn());
            at.real(stream).advanceBase(at.real(stream).nextLsn());
        }
    }

    private void threadsWork() throws LogException {
        if (!withThreads) {
            return;
        }
        if (random.nextInt(3) > 0) {
            threads.work();
            return;
        }
        disk.failAfter(random.nextInt(LATEST_POWER_CUT));
        Map<String, List<ModelRecord>> tried = threads.workUntilPowerFails();
        crash();
        open(tried);
    }

    private void openOrCloseArea() throws LogException {
        if (at.areas.size() < MOST_AREAS && random.nextBoolean()) {
            at.openArea();
        } else if (!at.areas.isEmpty()) {
            at.close(at.any(at.areas));
        }
    }

    private void createStream() throws LogException {
        String made = at.nextStreamName();
        at.tell("create stream %s", made);
        at.streams.put(made, at.log.stream(made));
        at.model.put(made, new ModelStream(made));
    }

    private void streamComesOrGoes() throws LogException {
        if (!at.dedicated && at.model.size() < MOST_STREAMS && random.nextBoolean()) {
            createStream();
            return;
        }
        ModelStream stream = at.anyStream();
        if (stream.resets() == LogStream.MAX_RESETS) {
            return;
        }
        at.closeAreasOf(stream);
        if (random.nextBoolean() && at.model.size() > 1) {
            at.tell("delete stream %s", stream.name());
            at.streams.remove(stream.name()).close();
            at.log.deleteStream(stream.name());
            at.model.remove(stream.name());
        } else {
            reset(stream);
        }
    }

    /** The stream of a dedicated log is reset when the log is closed, too, since that is an opening of the same name. */
    private void reset(ModelStream stream) throws LogException {
        at.tell("reset stream %s", stream.name());
        at.real(stream).closeAndReset();
        if (at.dedicated) {
            at.log.close();
            openLog();
        }
        at.streams.put(stream.name(), openStream(stream));
        stream.reset(at.real(stream).baseLsn());
    }

    private LogStream openStream(ModelStream stream) throws LogException {
        return at.dedicated ? at.log.stream() : at.log.stream(stream.name(), Disposition.OPEN_EXISTING);
    }

    /** Only a container that holds nothing is removed at once. */
    private void addOrRemoveContainer() throws LogException {
        if (at.containers < MOST_CONTAINERS && random.nextBoolean()) {
            at.tell("add a container");
            at.log.containers().add(1);
            at.containers++;
            return;
        }
        ContainerInformation container = at.any(at.log.containers().list());
        at.tell("remove container %s", container.path());
        try {
            at.log.containers().remove(container.path(), true);
            at.containers--;
        } catch (LogException e) {
            boolean refused = e.status() == LogStatus.CANT_DELETE || e instanceof LogFullException;
            if (!refused) {
                throw e;
            }
            at.tell("refused: %s", e.status());
        }
        if (at.containers < 2) {
            at.log.containers().add(1);
            at.containers++;
        }
    }

    private void checkMarkers() throws LogException {
        for (ModelStream stream : at.model.values()) {
            LogStream real = at.real(stream);
            if (stream.live() > 0) {
                Lsn oldest = stream.records().get(stream.firstLive()).lsn();
                boolean betweenRecords = stream.base().isLess(oldest); // a bound, which becomes the next record's LSN
                require(
                        betweenRecords
                                ? !real.baseLsn().isLess(stream.base())
                                        && !real.baseLsn().isGreater(oldest)
                                : real.baseLsn().equals(stream.base()),
                        "base of " + stream.name(),
                        "from " + stream.base() + " to " + oldest,
                        real.baseLsn());
                stream.advanceBase(real.baseLsn());
                Lsn youngest = stream.records().get(stream.records().size() - 1).lsn();
                require(real.nextLsn().isGreater(youngest), "next LSN", "greater than " + youngest, real.nextLsn());
                requireEqual(
                        "youngest record of " + stream.name(),
                        youngest,
                        real.information().lastRecordLsn().orElse(Lsn.INVALID));
            }
            requireEqual(
                    "restart area of " + stream.name(), stream.restart().map(ModelRecord::lsn), real.restartLsn());
            require(!real.flushedUpTo().isGreater(real.nextLsn()), "durable bound", "at most next", real.flushedUpTo());
            require(
                    stream.durableRecords() == 0
                            || real.flushedUpTo().isGreater(stream.records().get(stream.durableRecords() - 1).lsn()),
                    "durable bound of " + stream.name(),
                    "behind what is known to be durable",
                    real.flushedUpTo());
        }
        long reserved = 0;
        for (OpenArea area : at.areas) {
            requireEqual("reserved records", area.reserved().size(), area.area().reservation().records());
            reserved += ModelWrites.reservedBytes(area);
        }
        requireEqual("reserved bytes of the log", reserved, at.log.physicalInformation().totalReservation());
        requireEqual("streams", at.model.size(), at.log.physicalInformation().totalStreams());
        requireEqual("containers", at.containers, at.log.physicalInformation().totalContainers());
    }

    private void closeAll() throws LogException {
        for (OpenArea area : List.copyOf(at.areas)) {
            at.close(area);
        }
        for (LogStream stream : at.streams.values()) {
            stream.close();
        }
        at.streams.clear();
        at.log.close();
        at.model.values().forEach(ModelStream::allDurable);
        at.model.values().forEach(ModelStream::baseDurable);
    }

    private void closeAndReopen() throws LogException {
        at.tell("close and reopen");
        closeAll();
        open(Map.of());
    }

    private void crashAndReopen() throws LogException {
        at.tell("crash and reopen");
        crash();
        open(Map.of());
    }

    private void crash() {
        disk.crash();
        for (OpenArea area : at.areas) {
            abandon(area.area());
        }
        at.areas.clear();
        at.streams.values().forEach(ModelRun::abandon);
        at.streams.clear();
        abandon(at.log);
    }

    /** Lets go of what died with its process; it cannot reach its storage any more. */
    private static void abandon(AutoCloseable dead) {
        try {
            dead.close();
        } catch (LogException e) {
            // as it must
        } catch (Exception e) {
            throw new Difference("Closing what has lost its storage threw " + e, e);
        }
    }

    private void openLog() throws LogException {
        at.log = disk.provider().open(name, OpenOptions.openExisting().access(Access.values()));
    }

    /** Opens the log and learns what it holds, which must be what it may hold. */
    private void open(Map<String, List<ModelRecord>> tried) throws LogException {
        openLog();
        for (ModelStream stream : at.model.values()) {
            LogStream real = openStream(stream);
            at.streams.put(stream.name(), real);
            List<ModelRecord> found = new ArrayList<>();
            OpenArea area = at.openWideArea(stream);
            try (ReadContext context = area.area().read(real.baseLsn(), ReadMode.FORWARD)) {
                while (context.next(RecordFilter.CLIENT)) {
                    found.add(current(context));
                }
            } finally {
                area.area().close();
            }
            stream.recover(real.baseLsn(), found, tried.getOrDefault(stream.name(), List.of()));
        }
    }
}
