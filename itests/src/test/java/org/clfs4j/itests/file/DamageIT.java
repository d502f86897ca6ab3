package org.clfs4j.itests.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.clfs4j.Access;
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
import org.clfs4j.RecoveryReport.Outcome;
import org.clfs4j.error.LogDamagedException;
import org.clfs4j.inspect.BlockHeader;
import org.clfs4j.inspect.LogInspector;
import org.clfs4j.itests.Seed;
import org.clfs4j.itests.Tool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One flipped byte in a block below the durable LSN: header, records or padding, of a log that was closed or killed. */
class DamageIT {

    private static final int POSITIONS = 60;
    private static final int POSITIONS_WITH_THE_TOOL = 4;
    private static final int RECORDS = 1200;

    @TempDir
    Path folder;

    private final Random random = new Random(Seed.of(DamageIT.class));
    private LogName name;

    @Test
    void flippedByteOfAClosedLogIsNamedAndCostsItsOwnBlockOnly() throws IOException, InterruptedException {
        create();
        try (LogFile log = LogProvider.load().open(name, OpenOptions.openExisting())) {
            NumberedRecords.append(log, RECORDS);
        }

        flipEverywhere(BlockList.of(name));
    }

    @Test
    void flippedByteOfAKilledLogIsNamedAndCostsItsOwnBlockOnly() throws IOException, InterruptedException {
        create();
        NumberedRecords.appendAndKill(name, RECORDS);

        flipEverywhere(BlockList.durable(BlockList.of(name)));
    }

    @Test
    void damagedFirstBlockOfAContainerIsNamedAndNotTheUnusedRestBeforeIt() throws IOException {
        create();
        try (LogFile log = LogProvider.load().open(name, OpenOptions.openExisting())) {
            NumberedRecords.append(log, RECORDS);
        }
        BlockHeader block = BlockList.of(name).stream()
                .filter(each -> each.lsn().equals(Lsn.create(1, 0, 0)))
                .findFirst()
                .orElseThrow();

        for (int at = 0; at < block.length(); at += 13) {
            Bytes.flip(folder.resolve(block.file()), block.offset() + at, 1);
            checkInspection(block);
            checkReading(block);
            Bytes.flip(folder.resolve(block.file()), block.offset() + at, 1);
        }
    }

    private void create() throws IOException {
        name = LogName.of(folder.resolve("log"));
        try (LogFile log = LogProvider.load().open(name, OpenOptions.createNew())) {
            log.containers().add(6, 512 << 10);
        }
    }

    private void flipEverywhere(List<BlockHeader> blocks) throws IOException, InterruptedException {
        assertThat(blocks.stream().map(BlockHeader::file).distinct()).hasSizeGreaterThan(3);
        for (int i = 0; i < POSITIONS; i++) {
            BlockHeader block = blocks.get(random.nextInt(blocks.size()));
            // Every third time in the header, which is a small part of a block.
            int at = random.nextInt(i % 3 == 0 ? 64 : block.length());
            int bits = 1 + random.nextInt(255);
            Path container = folder.resolve(block.file());
            Bytes.flip(container, block.offset() + at, bits);
            try {
                checkInspection(block);
                checkReading(block);
                checkWriting(block);
                if (i < POSITIONS_WITH_THE_TOOL) {
                    checkTool(block);
                }
            } catch (IOException | AssertionError e) {
                throw new AssertionError("byte " + at + " flipped by " + bits + " in " + block, e);
            }
            Bytes.flip(container, block.offset() + at, bits);
        }
    }

    private void checkInspection(BlockHeader block) throws IOException {
        try (LogInspector inspector = LogProvider.load().inspect(name)) {
            assertThat(inspector.validate((done, total) -> {}).damage())
                    .singleElement()
                    .satisfies(damage -> checkDamage(damage, block));
        }
    }

    private static void checkDamage(Damage damage, BlockHeader block) {
        assertThat(damage.file()).isEqualTo(block.file());
        assertThat(damage.offset()).isEqualTo(block.offset());
        assertThat(damage.from()).isEqualTo(block.lsn());
        assertThat(damage.reason()).isNotBlank();
    }

    /** Reading goes round the damage. */
    private void checkReading(BlockHeader block) throws IOException {
        try (LogFile log = LogProvider.load().open(name, OpenOptions.openExisting().access(Access.READ));
                LogStream stream = log.stream();
                MarshallingArea area = stream.createMarshallingArea(MarshallingAreaOptions.defaults())) {
            assertThat(log.recovery().outcome()).isEqualTo(Outcome.DATA_LOSS);
            assertThat(log.recovery().damage()).singleElement().satisfies(damage -> checkDamage(damage, block));
            assertThat(log.damage()).isEqualTo(log.recovery().damage());
            boolean first = block.lsn().equals(stream.baseLsn()); // nothing can be read from there, so from behind it
            Lsn start = first ? log.damage().get(0).upTo() : stream.baseLsn();
            try (ReadContext records = area.read(start, ReadMode.FORWARD)) {
                List<Integer> numbers = numbers(records, block, first ? 0 : 1);
                assertThat(numbers).isSorted().doesNotHaveDuplicates().hasSize(RECORDS - block.recordCount());
            }
        }
    }

    private static List<Integer> numbers(ReadContext records, BlockHeader block, int damages) throws IOException {
        List<Integer> numbers = new ArrayList<>();
        int damaged = 0;
        while (true) {
            try {
                if (!records.next()) {
                    assertThat(damaged).isEqualTo(damages);
                    return numbers;
                }
                ByteBuffer payload = records.payload();
                int number = payload.getInt(payload.position());
                assertThat(payload).isEqualTo(ByteBuffer.wrap(NumberedRecords.payload(number)));
                numbers.add(number);
            } catch (LogDamagedException e) {
                damaged++;
                assertThat(e).hasMessageContaining(block.file());
                assertThat(records.skipDamage()).isGreaterThanOrEqualTo(block.length());
            }
        }
    }

    /** Opening for writing is refused, and changes nothing. */
    private void checkWriting(BlockHeader block) throws IOException {
        var before = FileStates.of(folder);
        try (LogFile log = LogProvider.load().open(name, OpenOptions.openExisting())) {
            throw new AssertionError("opened for writing, and reports " + log.recovery());
        } catch (LogDamagedException e) {
            assertThat(e).hasMessageContaining(block.file());
        }
        assertThat(FileStates.of(folder)).isEqualTo(before);
    }

    private void checkTool(BlockHeader block) throws IOException, InterruptedException {
        Tool.Run verify = Tool.run("verify", name.path());

        assertThat(verify.exitCode()).as(verify.err()).isEqualTo(1);
        assertThat(verify.out().lines()).first().asString()
                .contains(block.file())
                .contains("offset " + block.offset())
                .contains(block.lsn().toString());
        Tool.Run cat = Tool.run("cat", name.path(), "--skip-damage", "--format", "json");
        assertThat(cat.exitCode()).isEqualTo(1);
        assertThat(cat.out().lines()).hasSize(RECORDS - block.recordCount());
    }
}
