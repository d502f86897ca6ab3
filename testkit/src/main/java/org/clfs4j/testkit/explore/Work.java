package org.clfs4j.testkit.explore;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.clfs4j.ContainerInformation;
import org.clfs4j.ContainerSet;
import org.clfs4j.MarshallingArea;
import org.clfs4j.TailHolder;
import org.clfs4j.error.LogCategory;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogFullException;
import org.clfs4j.error.LogStatus;
import org.clfs4j.testkit.explore.Reservations.Reserved;
import org.clfs4j.testkit.sim.Fault;
import org.clfs4j.testkit.sim.FaultPlan;

/**
 * Random use of a log, one call after the other, by one thread, everything decided by a seed.
 *
 * @threading not thread-safe
 */
final class Work {

    private static final int MOST_CONTAINERS = 5;
    private static final int MOST_AREAS = 3;
    private static final int MOST_APPENDS_TO_FILL = 100;

    /** Workloads of so many steps come to the end of a container. */
    private static final int LONG = 60;

    private static final List<String> STREAMS = List.of("a", "b", "c");

    private final Client client;
    private final SplittableRandom random;
    private final Choices choices;
    private final Appends appends;
    private final Stages stages;
    private final Markers markers;

    Work(Client client, long seed) {
        this.client = client;
        choices = new Choices(client, seed);
        random = choices.random;
        appends = new Appends(client, choices);
        stages = new Stages(client, choices);
        markers = new Markers(client, choices, appends);
    }

    /** Does so many calls, on a log that is open; it is open afterwards. */
    void run(int steps) {
        for (int i = 0; i < steps; i++) {
            attempt(this::prepare);
            if (!client.areas().isEmpty()) {
                attempt(this::step);
            }
        }
    }

    /** Closes the log. */
    void close() {
        attempt(() -> {
            client.executor().runAll();
            client.close();
        });
        while (client.log != null) { // storage failed, and the log goes on or was opened again
            attempt(client::close);
        }
    }

    private interface Call {
        void run() throws LogException;
    }

    /** Makes a call, which may fail for the reasons that there are, and only for those. */
    private void attempt(Call call) {
        try {
            call.run();
            if (client.log != null) {
                client.noteDurable();
            }
            client.checkComplaints();
        } catch (LogException e) {
            if (e instanceof LogFullException) {
                client.coverage.reached(Mark.FULL);
                makeRoom();
            } else if (client.storageFailed()) {
                afterFailure();
            } else {
                throw new Violation("a call fails for no reason: " + e, e);
            }
        }
    }

    /** Sometimes the client goes on as if nothing had happened; a log that has failed must not let it. */
    private void afterFailure() {
        client.mendStorage();
        boolean reopens = random.nextInt(3) != 0;
        client.coverage.reached(reopens ? Mark.STORAGE_FAILED : Mark.WENT_ON);
        if (reopens) {
            client.abandon();
            client.faults(FaultPlan.NONE);
            client.open();
        }
    }

    /** Sometimes what is reserved is appended first, which needs no room that is not there. */
    private void makeRoom() {
        attempt(() -> {
            client.executor().runAll();
            if (random.nextInt(4) > 0) {
                useAllReserved();
            }
            Optional<TailHolder> holder = client.log.tailHolder();
            for (OpenedStream stream : client.streams) {
                boolean holds = holder.isPresent() && holder.get().streamName().equals(stream.name);
                if (holds || random.nextInt(4) == 0) {
                    markers.advanceBase(
                            stream, random.nextInt(3) == 0 ? stream.handle.nextLsn() : choices.anyRecord(stream));
                }
            }
            if (random.nextInt(4) == 0) {
                for (OpenedArea opened : client.areas()) {
                    release(opened);
                }
            }
            if (holder.isPresent()) {
                openIfClosed(holder.get().streamName());
            }
        });
    }

    private void useAllReserved() throws LogException {
        for (OpenedArea opened : client.areas()) {
            for (Reserved reserved : client.expected.reserved().ofArea(opened.number())) {
                appends.useReserved(opened, reserved);
                client.coverage.reached(Mark.RESERVED_WHEN_FULL);
            }
        }
    }

    private void release(OpenedArea opened) throws LogException {
        for (Reserved reserved : client.expected.reserved().ofArea(opened.number())) {
            client.note(e -> e.reserved().remove(reserved));
            opened.area().reserve(-reserved.size());
        }
    }

    /** A stream that holds the tail is moved on the next time that the log is full. */
    private void openIfClosed(String name) throws LogException {
        if (client.expected.stream(name) != null
                && client.streams.stream().noneMatch(stream -> stream.name.equals(name))) {
            client.open(name);
        }
    }

    /** Sees to it that there is an area to append to. */
    private void prepare() throws LogException {
        if (client.expected.leastContainers() < client.shape.containers()) {
            addContainers(client.shape.containers() - client.expected.leastContainers());
        }
        if (client.streams.isEmpty()) { // or the log's closing was begun, and has failed
            client.open(client.shape.multiplexed() ? STREAMS.get(random.nextInt(STREAMS.size())) : Expectation.ONLY_STREAM);
        }
        if (client.areas().isEmpty() && client.expected.leastContainers() >= 2) {
            addArea();
        }
        if (client.shape.faulty() && !client.storageFailed() && random.nextInt(8) == 0) {
            breakStorage();
        }
    }

    private void breakStorage() {
        boolean reading = random.nextInt(4) == 0;
        List<Fault> faults = List.of(
                Fault.ERROR, Fault.EVICTING_ERROR, Fault.PARTIAL, Fault.NO_SPACE, Fault.SHORT, Fault.ERROR);
        Fault fault = faults.get(random.nextInt(faults.size()));
        int[] left = {random.nextInt(6)};
        boolean forEver = random.nextInt(3) == 0;
        client.faults(call -> {
            if (call.kind().changes() == reading || left[0] < 0 && !forEver) {
                return Fault.NONE;
            }
            left[0]--;
            return left[0] < 0 ? fault : Fault.NONE;
        });
    }

    private void step() throws LogException {
        switch (random.nextInt(40)) {
            case 0, 1 -> markers.flush();
            case 2 -> markers.flushTo();
            case 3 -> markers.giveUpSome();
            case 4 -> markers.giveUpAll();
            case 5, 6 -> markers.restart();
            case 7 -> markers.flushMetadata();
            case 8, 9 -> appends.claim();
            case 10, 11 -> appends.gather();
            case 12, 13 -> stages.appendAsync();
            case 14 -> stages.flushAsync();
            case 15 -> client.executor().runOne();
            case 16 -> client.executor().runAll();
            case 17 -> addArea();
            case 18 -> closeArea();
            case 19 -> addContainers(1);
            case 20 -> reopen();
            case 21 -> die();
            case 22 -> client.readBack();
            case 23 -> client.onlooker().read();
            case 24 -> removeContainer();
            case 25 -> reserve();
            case 26, 27 -> useReserved();
            case 28 -> markers.truncate();
            case 29 -> openStream();
            case 30 -> closeStream();
            case 31 -> follow();
            case 32 -> fill();
            default -> appends.append();
        }
    }

    private void addArea() throws LogException {
        OpenedStream stream = choices.anyStream();
        if (stream.areas.size() < MOST_AREAS) {
            int doublings = Integer.numberOfTrailingZeros(client.shape.largestBlock() / client.shape.smallestBlock());
            int blockSize = client.shape.smallestBlock() << random.nextInt(doublings + 1);
            client.createArea(stream, blockSize, 1 + random.nextInt(4));
        }
    }

    private void closeArea() throws LogException {
        if (client.areas().size() > 1) {
            client.executor().runAll();
            client.close(choices.anyArea());
        }
    }

    /** Opens a stream, which may have to be created, or marks the stream of a dedicated log to be reset with the log. */
    private void openStream() throws LogException {
        if (!client.shape.multiplexed()) {
            choices.anyStream().mark = random.nextInt(3) == 0 ? OpenedStream.Mark.RESET : OpenedStream.Mark.STAYS;
            return;
        }
        String name = STREAMS.get(random.nextInt(STREAMS.size()));
        if (client.streams.stream().noneMatch(stream -> stream.name.equals(name))) {
            client.open(name);
        }
    }

    private void closeStream() throws LogException {
        if (!client.shape.multiplexed()) {
            return;
        }
        OpenedStream stream = choices.anyStream();
        client.executor().runAll();
        if (stream.mark != OpenedStream.Mark.DELETED) {
            OpenedStream.Mark mark =
                    OpenedStream.Mark.values()[random.nextInt(OpenedStream.Mark.values().length)];
            if (mark == OpenedStream.Mark.DELETED) {
                client.log.deleteStream(stream.name);
            }
            stream.mark = mark;
        }
        if (random.nextInt(4) > 0) { // otherwise it is used until it is closed with the log
            client.close(stream);
        }
    }

    private void reserve() throws LogException {
        OpenedArea opened = choices.anyArea();
        MarshallingArea area = opened.area();
        int most = area.maxRecordSize() - 2 * Long.BYTES;
        int size = 1 + (random.nextBoolean() ? random.nextInt(most) : random.nextInt(Math.min(most, 1000)));
        if (random.nextBoolean()) {
            area.reserve(size);
        } else {
            appends.appendAndReserve(opened, size);
        }
        Reserved reserved = new Reserved(opened.stream().name, opened.number(), area.blockSize(), size);
        client.note(e -> e.reserved().add(reserved));
    }

    /** Appends until the log is full, in a workload that is about that; something is reserved before. */
    private void fill() throws LogException {
        if (client.shape.steps() < LONG || random.nextInt(12) > 0) {
            return;
        }
        reserve();
        for (int i = 0; i < MOST_APPENDS_TO_FILL; i++) {
            appends.appendLongest();
        }
    }

    private void useReserved() throws LogException {
        OpenedArea opened = choices.anyArea();
        List<Reserved> reserved = client.expected.reserved().ofArea(opened.number());
        if (!reserved.isEmpty()) {
            appends.useReserved(opened, reserved.get(random.nextInt(reserved.size())));
        }
    }

    private void follow() {
        if (!client.shape.faulty()) {
            client.follow(random.nextInt(6) == 0);
        }
    }

    private void addContainers(int count) throws LogException {
        if (client.expected.mostContainers() + count > MOST_CONTAINERS) {
            return;
        }
        client.note(e -> e.addingContainers(count));
        try {
            client.log
                    .containers()
                    .add(
                            count,
                            client.shape.multiplexed()
                                    ? ContainerSet.MULTIPLEXED_SIZE_GRANULARITY
                                    : ContainerSet.SIZE_GRANULARITY);
            client.note(e -> e.containersAdded(count));
            if (client.expected.records() > 0) {
                client.coverage.reached(Mark.CONTAINER_ADDED);
            }
        } catch (LogException e) {
            boolean poisoned = e.status() == LogStatus.METADATA_FLUSH_FAILED;
            if (!poisoned && e.status().category() != LogCategory.USAGE) {
                client.note(Expectation::containersNotAdded);
            }
            throw e;
        }
    }

    /** Two always stay, to append to; which one goes is a matter of chance, and so is whether it can. */
    private void removeContainer() throws LogException {
        if (client.expected.leastContainers() <= 2) {
            return;
        }
        client.executor().runAll();
        List<ContainerInformation> all = client.log.containers().list();
        String path = all.get(random.nextInt(all.size())).path();
        boolean force = random.nextBoolean();
        client.note(Expectation::removingContainer);
        try {
            client.log.containers().remove(path, force);
        } catch (LogException e) {
            if (e.status() != LogStatus.CANT_DELETE && !(e instanceof LogFullException)) {
                throw e;
            }
            client.note(Expectation::containerNotRemoved);
            return;
        }
        boolean gone = client.log.containers().list().stream()
                .noneMatch(container -> container.path().equals(path));
        client.coverage.reached(gone ? Mark.CONTAINER_REMOVED : Mark.CONTAINER_MARKED);
        if (gone) {
            client.note(Expectation::containerRemoved);
        }
    }

    private void reopen() throws LogException {
        if (random.nextBoolean()) {
            client.executor().runAll();
        }
        client.close();
        client.open();
    }

    private void die() {
        client.die();
        client.open();
    }
}
