package org.clfs4j.core.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.clfs4j.Damage;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.Lsn;
import org.clfs4j.OpenOptions;
import org.clfs4j.RecordType;
import org.clfs4j.core.HeapStorage;
import org.clfs4j.core.LogFixture;
import org.clfs4j.core.LogFixture.Writing;
import org.clfs4j.core.format.MetadataFormat;
import org.clfs4j.error.LogException;
import org.clfs4j.inspect.BlockHeader;
import org.clfs4j.inspect.BlockVisitor;
import org.clfs4j.inspect.LogInspector;
import org.clfs4j.inspect.ProgressListener;
import org.clfs4j.inspect.RecordHeader;
import org.clfs4j.inspect.ValidationReport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an inspector says about logs that are whole and that are not, and that it changes nothing. */
class EngineInspectorTest {

    private final HeapStorage storage = new HeapStorage();

    @BeforeEach
    void writeLog() throws LogException {
        try (Writing log = new Writing(storage)) {
            for (int i = 0; i < 6; i++) {
                log.flushed("record " + i);
            }
        }
        storage.takeOperations();
    }

    private static final class Seen implements BlockVisitor {
        private final List<BlockHeader> blocks = new ArrayList<>();
        private final List<RecordHeader> records = new ArrayList<>();
        private final List<Damage> damage = new ArrayList<>();

        @Override
        public void block(BlockHeader block) {
            blocks.add(block);
        }

        @Override
        public void record(RecordHeader record) {
            records.add(record);
        }

        @Override
        public void damage(Damage found) {
            damage.add(found);
        }
    }

    private ValidationReport validate() throws LogException {
        try (LogInspector inspector = LogFixture.provider(storage).inspect(LogFixture.NAME)) {
            return inspector.validate(ProgressListener.NONE);
        }
    }

    private void flip(int block) {
        storage.bytes(LogFixture.firstContainer(storage))[LogFixture.position(block) + 80] ^= 1;
    }

    @Test
    void wholeLogIsIntactAndCounted() throws LogException {
        ValidationReport report = validate();

        assertThat(report.intact()).isTrue();
        assertThat(report.blocks()).isEqualTo(6);
        assertThat(report.records()).isEqualTo(6);
        assertThat(report.bytes()).isEqualTo(6L * LogFixture.SECTOR);
        assertThat(report.endLsn()).isEqualTo(Lsn.of(6L * LogFixture.SECTOR));
        assertThat(storage.takeOperations()).as("writes").isEmpty();
        assertThat(storage.openFiles()).isZero();
    }

    @Test
    void eachDamagedBlockIsReportedWhereItIs() throws LogException {
        flip(1);
        flip(4);

        ValidationReport report = validate();

        assertThat(report.blocks()).isEqualTo(4);
        assertThat(report.damage().stream().map(Damage::offset))
                .containsExactly((long) LogFixture.position(1), (long) LogFixture.position(4));
        assertThat(report.damage().get(0).from()).isEqualTo(Lsn.of(512));
        assertThat(report.damage().get(0).upTo()).isEqualTo(Lsn.of(1024));
    }

    @Test
    void damagedLastBlockOfAClosedLogIsReported() throws LogException {
        flip(5);

        ValidationReport report = validate();

        assertThat(report.damage()).hasSize(1);
        assertThat(report.damage().get(0).offset()).isEqualTo(LogFixture.position(5));
    }

    @Test
    void damagedMetadataSlotIsReported() throws LogException {
        storage.bytes("wal.blf")[MetadataFormat.SLOT_SIZE + 50] ^= 1;

        assertThat(validate().damage()).anySatisfy(damage -> {
            assertThat(damage.file()).isEqualTo("wal.blf");
            assertThat(damage.offset()).isEqualTo(MetadataFormat.SLOT_SIZE);
        });
    }

    @Test
    void blocksAndRecordsAreShownAsTheyWereWritten() throws LogException {
        Seen seen = new Seen();
        try (LogInspector inspector = LogFixture.provider(storage).inspect(LogFixture.NAME)) {
            inspector.blocks(Lsn.of(512), Lsn.of(2048), seen);
        }

        assertThat(seen.damage).isEmpty();
        assertThat(seen.blocks.stream().map(BlockHeader::place))
                .containsExactly(Lsn.of(512), Lsn.of(1024), Lsn.of(1536));
        assertThat(seen.records).hasSize(3).allSatisfy(record -> {
            assertThat(record.type()).contains(RecordType.DATA);
            assertThat(record.length()).isEqualTo("record 1".length());
            assertThat(record.offset()).isEqualTo(64);
        });
        for (int i = 1; i < 3; i++) {
            assertThat(seen.blocks.get(i).previousChecksum()).isEqualTo(seen.blocks.get(i - 1).checksum());
            assertThat(seen.blocks.get(i).durableUpTo()).isEqualTo(seen.blocks.get(i).place());
        }
    }

    @Test
    void metadataNamesBothSlotsAndEveryContainer() throws LogException {
        try (LogInspector inspector = LogFixture.provider(storage).inspect(LogFixture.NAME)) {
            List<String> lines = inspector.metadata();
            assertThat(lines).anyMatch(line -> line.startsWith("metadata slot 0 (wal.blf"));
            assertThat(lines).anyMatch(line -> line.startsWith("metadata slot 1 (wal.blf"));
            assertThat(lines).anyMatch(line -> line.contains(", closed"));
            assertThat(lines.stream().filter(line -> line.startsWith("header of "))).hasSize(3);
        }
    }

    @Test
    void metadataNamesTheStreams() throws LogException {
        LogName multiplexed = LogName.of("other::");
        try (LogFile log = LogFixture.provider(storage).open(multiplexed, OpenOptions.createNew())) {
            log.stream("ledger").close();
        }
        try (LogInspector inspector = LogFixture.provider(storage).inspect(multiplexed)) {
            assertThat(inspector.metadata()).anyMatch(line -> line.startsWith("stream 1 \"ledger\": base "));
        }
        try (LogInspector inspector = LogFixture.provider(storage).inspect(LogFixture.NAME)) {
            assertThat(inspector.metadata()).anyMatch(line -> line.startsWith("stream 0: base "));
        }
    }
}
