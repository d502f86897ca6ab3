package org.clfs4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clfs4j.testkit.Refusal.refused;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.clfs4j.Append;
import org.clfs4j.Claim;
import org.clfs4j.LogInformation;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;
import org.clfs4j.RecordType;
import org.clfs4j.RecoveryReport.Outcome;
import org.clfs4j.error.LogFullException;
import org.clfs4j.error.LogStatus;
import org.junit.jupiter.api.Test;

/**
 * Random work on a log, compared step by step with a plain list.
 *
 * @threading tests of one instance run one after the other
 */
public abstract class ModelConformance extends LogConformance {

    private static final int STEPS = 600;
    private static final Append LINKED = Append.NONE.previous(Lsn.NULL).undoNext(Lsn.NULL);

    /** One record as it must be read back. */
    private record Expected(Lsn lsn, RecordType type, Lsn previous, Lsn undoNext, byte[] payload) {}

    private final List<Expected> model = new ArrayList<>();
    private Random random;
    private Lsn newest;
    private Lsn lastRestart;

    /** For subclasses. */
    protected ModelConformance() {}

    @Test
    @Statements({"D1", "L10", "A1", "A5", "A16", "F1", "F2", "F9", "F11"})
    void aLogIsAListOfRecords() {
        Seeds.forEach(6, (seed, seeded) -> {
            random = seeded;
            model.clear();
            newest = null;
            lastRestart = Lsn.INVALID;
            directory = Files.createTempDirectory(directory, "model");
            int sectorSize = 512 << random.nextInt(4);
            open(OpenOptions.createNew().sectorSize(sectorSize).flushThreshold(1 << 10 + random.nextInt(8)));
            log.containers().add(2 + random.nextInt(3), CONTAINER);
            area = area(anyOptions());
            for (int i = 0; i < STEPS; i++) {
                step();
            }
            assertLogIsModel();
            closeAll();
            directory = directory.getParent();
        });
    }

    private MarshallingAreaOptions anyOptions() {
        return MarshallingAreaOptions.builder()
                .blockSize(8192 + random.nextInt(8192))
                .maxWriteBlocks(1 + random.nextInt(8))
                .build();
    }

    private void step() throws Exception {
        try {
            switch (random.nextInt(40)) {
                case 0, 1 -> assertThat(area.flush()).isEqualTo(stream.nextLsn());
                case 2 -> flushToAny();
                case 3 -> advanceToAny();
                case 4 -> restart();
                case 5 -> assertLogIsModel();
                case 6 -> readFromAny();
                case 7 -> reopenAsIs();
                case 8 -> anotherArea();
                case 9 -> area.claim(random.nextInt(1000), Append.NONE).abort();
                case 10, 11, 12 -> claim();
                case 13, 14, 15 -> gather();
                case 16 -> oversized();
                default -> append();
            }
        } catch (LogFullException e) {
            makeRoom();
        }
        assertMarkers();
    }

    /** Goes on with another area, which cannot see what the one before has not queued. */
    private void anotherArea() throws Exception {
        if (random.nextBoolean()) {
            area.flush();
        } else {
            area.close();
        }
        area = area(MarshallingAreaOptions.builder()
                .blockSize(16384)
                .maxWriteBlocks(1 + random.nextInt(3))
                .build());
    }

    private void append() throws Exception {
        byte[] payload = anyPayload();
        Append options = anyAppend();
        add(area.append(ByteBuffer.wrap(payload), options), options, payload);
    }

    private void gather() throws Exception {
        byte[] payload = anyPayload();
        Append options = anyAppend();
        int cut = random.nextInt(payload.length + 1);
        add(
                area.append(
                        List.of(
                                ByteBuffer.wrap(payload, 0, cut),
                                ByteBuffer.wrap(payload, cut, payload.length - cut)),
                        options),
                options,
                payload);
    }

    private void claim() throws Exception {
        byte[] payload = anyPayload();
        Append options = anyAppend();
        try (Claim claim = area.claim(payload.length, options)) {
            claim.buffer().put(payload);
            add(claim.commit(), options, payload);
        }
    }

    private void oversized() throws Exception {
        int max = area.maxRecordSize();
        refused(LogStatus.INVALID_PARAMETER, () -> area.append(ByteBuffer.allocate(max + 1)), max + 1, max);
    }

    private void restart() throws Exception {
        byte[] payload = anyPayload();
        Lsn base = random.nextBoolean() || model.isEmpty() ? Lsn.INVALID : anyRecord().lsn();
        Lsn lsn = area.writeRestartArea(ByteBuffer.wrap(payload), base);
        record(new Expected(lsn, RecordType.RESTART, lastRestart, Lsn.INVALID, payload));
        lastRestart = lsn;
        if (base.isValid()) {
            model.removeIf(expected -> expected.lsn().isLess(base));
        }
        assertThat(stream.flushedUpTo()).isGreaterThan(lsn);
    }

    private void flushToAny() throws Exception {
        if (!model.isEmpty()) {
            Lsn target = anyRecord().lsn();
            assertThat(area.flushTo(target)).isGreaterThan(target);
            assertThat(stream.flushedUpTo()).isGreaterThan(target);
        }
    }

    private void advanceToAny() throws Exception {
        if (model.isEmpty() || random.nextInt(5) == 0) {
            stream.advanceBase(stream.nextLsn());
            model.clear();
        } else {
            advanceTo(anyRecord().lsn());
        }
    }

    private void advanceTo(Lsn base) throws Exception {
        stream.advanceBase(base);
        model.removeIf(expected -> expected.lsn().isLess(base));
    }

    /** A full log has appended nothing; giving up most of its records makes room again. */
    private void makeRoom() throws Exception {
        assertLogIsModel();
        if (!model.isEmpty()) {
            advanceTo(model.get(model.size() - 1).lsn());
        }
        try {
            append();
        } catch (LogFullException e) {
            stream.advanceBase(stream.nextLsn());
            model.clear();
            append();
        }
    }

    private void reopenAsIs() throws Exception {
        closeAll();
        open(OpenOptions.openExisting());
        assertThat(log.recovery().outcome()).isEqualTo(Outcome.CLOSED);
        assertThat(log.recovery().damage()).isEmpty();
        area = area(MarshallingAreaOptions.builder().blockSize(16384).build());
        assertLogIsModel();
    }

    private void readFromAny() throws Exception {
        if (!model.isEmpty()) {
            int from = random.nextInt(model.size());
            try (ReadContext context = area.read(model.get(from).lsn(), ReadMode.FORWARD)) {
                int to = Math.min(model.size(), from + 1 + random.nextInt(20));
                for (Expected expected : model.subList(from, to)) {
                    assertNext(context, expected);
                }
            }
        }
    }

    private void assertLogIsModel() throws Exception {
        try (ReadContext context = area.read(stream.baseLsn(), ReadMode.FORWARD)) {
            for (Expected expected : model) {
                assertNext(context, expected);
            }
            assertThat(context.next()).isFalse();
        }
        assertThat(area.readRestartArea().map(found -> found.lsn()))
                .isEqualTo(newestRestart().map(Expected::lsn));
    }

    private static void assertNext(ReadContext context, Expected expected) throws Exception {
        assertThat(context.next()).as("record %s", expected.lsn()).isTrue();
        assertThat(context.lsn()).isEqualTo(expected.lsn());
        assertThat(context.type()).isEqualTo(expected.type());
        assertThat(context.previous()).isEqualTo(expected.previous());
        assertThat(context.undoNext()).isEqualTo(expected.undoNext());
        assertThat(context.payload()).isEqualTo(ByteBuffer.wrap(expected.payload()));
    }

    private void assertMarkers() throws Exception {
        LogInformation information = log.information();
        assertThat(information.baseLsn()).isEqualTo(stream.baseLsn());
        if (!model.isEmpty()) {
            // Below the first record there may still be claims that were aborted.
            assertThat(information.baseLsn()).isLessThanOrEqualTo(model.get(0).lsn());
        }
        assertThat(information.lastRecordLsn())
                .isEqualTo(model.isEmpty() ? Optional.empty() : Optional.of(model.get(model.size() - 1).lsn()));
        assertThat(information.flushedUpTo()).isLessThanOrEqualTo(information.nextLsn());
        assertThat(information.currentAvailable()).isBetween(0L, information.totalAvailable());
        assertThat(information.freeContainers())
                .isLessThanOrEqualTo(information.totalContainers() - (newest == null ? 0 : 1));
    }

    private void add(Lsn lsn, Append options, byte[] payload) throws Exception {
        record(new Expected(lsn, RecordType.DATA, options.previous(), options.undoNext(), payload));
        if (options.visibility() == Append.Visibility.FLUSHED) {
            assertThat(stream.flushedUpTo()).isGreaterThan(lsn);
        }
    }

    private void record(Expected expected) {
        if (newest != null) {
            assertThat(expected.lsn()).isGreaterThan(newest);
        }
        newest = expected.lsn();
        model.add(expected);
    }

    private Optional<Expected> newestRestart() {
        return model.stream()
                .filter(expected -> expected.type() == RecordType.RESTART)
                .reduce((first, second) -> second);
    }

    private Expected anyRecord() {
        return model.get(random.nextInt(model.size()));
    }

    private byte[] anyPayload() {
        int[] limits = {1, 10, 600, 2500, area.maxRecordSize(LINKED) + 1};
        byte[] payload = new byte[random.nextInt(limits[random.nextInt(limits.length)])];
        if (random.nextBoolean()) {
            random.nextBytes(payload);
        } else {
            Arrays.fill(payload, (byte) random.nextInt());
        }
        return payload;
    }

    private Append anyAppend() {
        List<Append> visibilities =
                List.of(Append.NONE, Append.NONE, Append.NONE, Append.FORCE_APPEND, Append.FORCE_FLUSH);
        Append options = visibilities.get(random.nextInt(visibilities.size()));
        if (!model.isEmpty() && random.nextInt(3) == 0) {
            options = options.previous(anyRecord().lsn());
        }
        if (!model.isEmpty() && random.nextInt(3) == 0) {
            options = options.undoNext(anyRecord().lsn());
        }
        return options;
    }
}
