package org.clfs4j.testkit.explore;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import org.clfs4j.Append;
import org.clfs4j.Claim;
import org.clfs4j.ContainerSet;
import org.clfs4j.LogFile;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.error.LogCategory;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;
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
    private static final List<Append.Visibility> VISIBILITIES = List.of(
            Append.Visibility.APPENDED,
            Append.Visibility.APPENDED,
            Append.Visibility.APPENDED,
            Append.Visibility.QUEUED,
            Append.Visibility.FLUSHED,
            Append.Visibility.FLUSHED);

    private final Client client;
    private final SplittableRandom random;

    Work(Client client, long seed) {
        this.client = client;
        this.random = new SplittableRandom(seed);
    }

    /** Does so many calls, on a log that is open; it is open afterwards. */
    void run(int steps) {
        for (int i = 0; i < steps; i++) {
            attempt(this::prepare);
            if (!client.areas.isEmpty()) {
                attempt(this::step);
            }
        }
    }

    /** Closes the log. */
    void close() {
        attempt(() -> {
            client.executor.runAll();
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
            if (e.status() == LogStatus.FULL) {
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
        if (random.nextInt(3) != 0) {
            client.abandon();
            client.faults(FaultPlan.NONE);
            client.open();
        }
    }

    private void makeRoom() {
        attempt(() -> {
            client.executor.runAll();
            advanceBase(random.nextInt(3) == 0 ? client.stream.nextLsn() : anyRecord());
        });
    }

    /** Sees to it that there is an area to append to. */
    private void prepare() throws LogException {
        if (client.expected.leastContainers() < client.shape.containers()) {
            addContainers(client.shape.containers() - client.expected.leastContainers());
        }
        if (client.areas.isEmpty() && client.expected.leastContainers() >= 2) {
            addArea();
        }
        if (client.shape.faulty() && !client.storageFailed() && random.nextInt(8) == 0) {
            breakStorage();
        }
    }

    private void breakStorage() {
        List<Fault> faults = List.of(
                Fault.ERROR, Fault.EVICTING_ERROR, Fault.PARTIAL, Fault.NO_SPACE, Fault.SHORT, Fault.ERROR);
        Fault fault = faults.get(random.nextInt(faults.size()));
        int[] left = {random.nextInt(6)};
        boolean forEver = random.nextInt(3) == 0;
        client.faults(call -> {
            if (!call.kind().changes() || left[0] < 0 && !forEver) {
                return Fault.NONE;
            }
            left[0]--;
            return left[0] < 0 ? fault : Fault.NONE;
        });
    }

    private void step() throws LogException {
        switch (random.nextInt(32)) {
            case 0, 1 -> flush();
            case 2 -> flushTo();
            case 3 -> giveUpSome();
            case 4 -> giveUpAll();
            case 5, 6 -> restart();
            case 7 -> flushMetadata();
            case 8, 9 -> claim();
            case 10, 11 -> gather();
            case 12, 13 -> appendAsync();
            case 14 -> flushAsync();
            case 15 -> client.executor.runOne();
            case 16 -> client.executor.runAll();
            case 17 -> addArea();
            case 18 -> closeArea();
            case 19 -> addContainers(1);
            case 20 -> reopen();
            case 21 -> die();
            case 22 -> client.readBack();
            case 23 -> client.onlooker().read();
            default -> append();
        }
    }

    private MarshallingArea anyArea() {
        return client.areas.get(random.nextInt(client.areas.size()));
    }

    /** Returns the LSN of a record that the log still holds, or the next LSN. */
    private Lsn anyRecord() throws LogException {
        locateAll();
        List<Submission> records = client.expected.records();
        int first = client.expected.firstFrom(client.stream.baseLsn().value());
        return first == records.size()
                ? client.stream.nextLsn()
                : Lsn.of(records.get(first + random.nextInt(records.size() - first)).lsn());
    }

    /** LSNs of records that were appended without waiting are told when their stages complete. */
    private void locateAll() {
        if (!client.expected.allLocated()) {
            client.executor.runAll();
        }
    }

    private int anyLength(MarshallingArea area, Append options) {
        int most = area.maxRecordSize(options);
        return switch (random.nextInt(6)) {
            case 0 -> random.nextInt(Math.min(most, 16) + 1);
            case 1 -> most - random.nextInt(Math.min(most, 8) + 1);
            case 2, 3 -> random.nextInt(most + 1);
            default -> random.nextInt(Math.min(most, 1000) + 1);
        };
    }

    private Append anyAppend() throws LogException {
        Append append = new Append(
                VISIBILITIES.get(random.nextInt(VISIBILITIES.size())), Lsn.INVALID, Lsn.INVALID);
        if (random.nextInt(6) == 0) {
            append = append.previous(anyRecord());
        }
        if (random.nextInt(6) == 0) {
            append = append.undoNext(anyRecord());
        }
        return append;
    }

    private Submission anyData(MarshallingArea area, Append append) {
        return Submission.data(random.nextLong(), anyLength(area, append), append.previous(), append.undoNext());
    }

    private interface Appending {
        long lsn() throws LogException;
    }

    /** Appends, and notes that from before the first operation of the call the record may be in the log. */
    private void submit(Submission record, Appending appending) throws LogException {
        int operation = client.disk.operations();
        try {
            long lsn = appending.lsn();
            client.noteAt(operation, e -> e.submit(record.at(lsn)));
        } catch (LogException e) {
            if (e.status() == LogStatus.APPENDED_FLUSH_FAILED) {
                client.noteAt(operation, expected -> expected.submit(record));
            }
            throw e;
        }
    }

    private void append() throws LogException {
        MarshallingArea area = anyArea();
        Append append = anyAppend();
        Submission record = anyData(area, append);
        submit(record, () -> area.appendAsLong(record.payload(), append));
        acknowledge(append, record);
    }

    private void gather() throws LogException {
        MarshallingArea area = anyArea();
        Append append = anyAppend();
        Submission record = anyData(area, append);
        ByteBuffer payload = record.payload();
        int cut = random.nextInt(record.length() + 1);
        ByteBuffer[] pieces = {payload.slice(0, cut), payload.slice(cut, record.length() - cut)};
        submit(record, () -> area.gatherAsLong(pieces, append));
        acknowledge(append, record);
    }

    private void acknowledge(Append append, Submission record) {
        if (append.visibility() == Append.Visibility.FLUSHED) {
            client.note(e -> e.acknowledgeUpTo(record.seed()));
        }
    }

    private void claim() throws LogException {
        MarshallingArea area = anyArea();
        Append append = anyAppend();
        Submission record = anyData(area, append);
        try (Claim claim = area.claim(record.length(), append)) {
            client.note(e -> e.submit(record.at(claim.lsn().value())));
            claim.buffer().put(record.payload());
            appendBehindClaim(area);
            if (random.nextInt(3) == 0) {
                claim.abort();
                client.note(e -> e.withdraw(record.seed()));
                return;
            }
            claim.commit();
            acknowledge(append, record);
        }
    }

    /** Others append while a claim is open; they are refused what would wait for it. */
    private void appendBehindClaim(MarshallingArea area) throws LogException {
        for (int i = random.nextInt(3); i > 0; i--) {
            Submission record = anyData(area, Append.NONE);
            try {
                submit(record, () -> area.appendAsLong(record.payload(), Append.NONE));
            } catch (LogException e) {
                boolean refused = e.status() == LogStatus.INVALID_PARAMETER || e.status() == LogStatus.FULL;
                if (!refused && !client.storageFailed()) {
                    throw e;
                }
            }
        }
    }

    private void appendAsync() throws LogException {
        MarshallingArea area = anyArea();
        Append append = anyAppend();
        Submission record = anyData(area, append);
        int operation = client.disk.operations();
        CompletionStage<Lsn> stage = area.appendAsync(record.payload(), append);
        LogFile opening = client.log;
        Throwable[] refusal = new Throwable[1];
        boolean[] submitted = {false};
        stage.whenComplete((lsn, failure) -> {
            if (lsn != null) {
                client.note(e -> e.locate(record.seed(), lsn.value()));
                client.note(e -> e.acknowledgeUpTo(record.seed()));
            } else if (!submitted[0]) {
                refusal[0] = failure;
            } else {
                allowOnlyAfterFailure(opening, failure);
            }
        });
        if (refusal[0] == null) {
            submitted[0] = true;
            client.noteAt(operation, e -> e.submit(record));
        } else {
            rethrow(refusal[0]);
        }
    }

    private void flushAsync() throws LogException {
        LogFile opening = client.log;
        Throwable[] refusal = new Throwable[1];
        boolean[] returned = {false};
        anyArea().flushAsync().whenComplete((bound, failure) -> {
            if (bound != null) {
                client.note(e -> e.acknowledgeBelow(bound.value()));
            } else if (!returned[0]) {
                refusal[0] = failure;
            } else {
                allowOnlyAfterFailure(opening, failure);
            }
        });
        returned[0] = true;
        if (refusal[0] != null) {
            rethrow(refusal[0]);
        }
    }

    /** Stages of an opening that has failed may fail when the log is open again. */
    private void allowOnlyAfterFailure(LogFile opening, Throwable failure) {
        if (!client.storageFailed() && client.log == opening) {
            client.complain(new Violation("a stage fails for no reason: " + failure, failure));
        }
    }

    private static void rethrow(Throwable failure) throws LogException {
        Throwable cause = failure.getCause() == null || failure instanceof LogException ? failure : failure.getCause();
        if (cause instanceof LogException typed) {
            throw typed;
        }
        throw new Violation("a stage fails with " + failure, failure);
    }

    private void flush() throws LogException {
        Lsn bound = anyArea().flush();
        client.note(e -> e.acknowledgeBelow(bound.value()));
    }

    private void flushTo() throws LogException {
        Lsn target = anyRecord();
        if (target.isLess(client.stream.nextLsn())) {
            Lsn bound = anyArea().flushTo(target);
            client.note(e -> e.acknowledgeBelow(bound.value()));
            client.note(e -> e.acknowledgeBelow(target.value() + 1));
        }
    }

    private void giveUpSome() throws LogException {
        advanceBase(anyRecord());
    }

    private void giveUpAll() throws LogException {
        locateAll();
        if (random.nextInt(4) == 0) {
            advanceBase(client.stream.nextLsn());
        }
    }

    private void advanceBase(Lsn base) throws LogException {
        client.note(e -> e.giveUpBelow(base.value()));
        client.stream.advanceBase(base);
    }

    private void restart() throws LogException {
        MarshallingArea area = anyArea();
        Lsn base = random.nextBoolean() ? Lsn.INVALID : anyRecord();
        int length = Math.min(anyLength(area, Append.NONE), area.maxRecordSize() - 2 * Long.BYTES);
        Submission record = Submission.restart(
                random.nextLong(), length, base.isValid() ? base.value() : Submission.UNKNOWN);
        submit(record, () -> area.writeRestartArea(record.payload(), base).value());
        client.note(e -> e.acknowledgeUpTo(record.seed()));
        if (base.isValid()) {
            client.note(e -> e.baseIsDurable(base.value()));
        }
    }

    private void flushMetadata() throws LogException {
        Lsn base = client.stream.baseLsn();
        client.stream.flushMetadata();
        client.note(e -> e.baseIsDurable(base.value()));
    }

    private void addArea() throws LogException {
        if (client.areas.size() < MOST_AREAS) {
            int doublings = Integer.numberOfTrailingZeros(client.shape.largestBlock() / client.shape.smallestBlock());
            int blockSize = client.shape.smallestBlock() << random.nextInt(doublings + 1);
            client.areas.add(client.stream.createMarshallingArea(
                    client.areaOptions(blockSize, 1 + random.nextInt(4))));
        }
    }

    private void closeArea() throws LogException {
        if (client.areas.size() > 1) {
            client.executor.runAll();
            client.areas.remove(random.nextInt(client.areas.size())).close();
        }
    }

    private void addContainers(int count) throws LogException {
        if (client.expected.mostContainers() + count > MOST_CONTAINERS) {
            return;
        }
        client.note(e -> e.addingContainers(count));
        try {
            client.log.containers().add(count, ContainerSet.SIZE_GRANULARITY);
            client.note(Expectation::containersAdded);
        } catch (LogException e) {
            boolean poisoned = e.status() == LogStatus.METADATA_FLUSH_FAILED;
            if (!poisoned && e.status().category() != LogCategory.USAGE) {
                client.note(expected -> expected.containersNotAdded(count));
            }
            throw e;
        }
    }

    private void reopen() throws LogException {
        if (random.nextBoolean()) {
            client.executor.runAll();
        }
        client.close();
        client.open();
    }

    private void die() {
        client.die();
        client.open();
    }
}
