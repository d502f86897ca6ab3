package org.clfs4j.itests.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.clfs4j.Append;
import org.clfs4j.Damage;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.LogProvider;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.clfs4j.RecoveryReport.Outcome;
import org.clfs4j.inspect.BlockHeader;
import org.clfs4j.itests.Seed;
import org.clfs4j.itests.Tool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The last block of a killed log, written in part: as far as some sector, and behind that zeros or something else. */
class TornTailIT {

    private static final int RECORDS = 100;
    private static final int SECTOR = 512;

    @TempDir
    Path folder;

    private final Random random = new Random(Seed.of(TornTailIT.class));
    private LogName name;
    private BlockHeader last;

    @BeforeEach
    void create() throws IOException {
        name = LogName.of(folder.resolve("log"));
        try (LogFile log = LogProvider.load().open(name, OpenOptions.createNew())) {
            log.containers().add(2, 512 << 10);
        }
    }

    private void kill() throws IOException, InterruptedException {
        // Until the last block has two sectors at least, with some of its records in the last one.
        for (int records = RECORDS; last == null || last.length() == SECTOR; records++) {
            NumberedRecords.appendAndKill(name, records);
            List<BlockHeader> blocks = BlockList.of(name);
            last = blocks.get(blocks.size() - 1);
        }
    }

    @Test
    void lastBlockThatEndsInZerosIsCutOff() throws IOException, InterruptedException {
        kill();
        tear(false);
    }

    @Test
    void lastBlockThatEndsInGarbageIsCutOff() throws IOException, InterruptedException {
        kill();
        tear(true);
    }

    @Test
    void lastBlockThatIsTheFirstOfItsContainerIsCutOff() throws IOException, InterruptedException {
        LogName original = name;
        name = LogName.of(Files.createDirectory(folder.resolve("copy")).resolve("log"));
        try (LogFile log = LogProvider.load().open(original, OpenOptions.openExisting());
                LogStream stream = log.stream();
                MarshallingArea area = stream.createMarshallingArea(MarshallingAreaOptions.defaults())) {
            Lsn lsn = Lsn.NULL;
            while (lsn.containerId() == 0) {
                lsn = area.append(ByteBuffer.wrap(NumberedRecords.payload(7)), Append.FORCE_FLUSH);
            }
            copyTo(name.path().getParent()); // as a kill at this moment would leave it
        }
        folder = name.path().getParent();
        List<BlockHeader> blocks = BlockList.of(name);
        last = blocks.get(blocks.size() - 1);
        assertThat(last.lsn()).isEqualTo(Lsn.create(1, 0, 0));

        tear(true);
    }

    private void copyTo(Path copy) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
    }

    private void tear(boolean garbage) throws IOException, InterruptedException {
        int sectors = last.length() / SECTOR;
        int from = SECTOR * (1 + random.nextInt(sectors - 1));
        byte[] tail = new byte[last.length() - from];
        if (garbage) {
            random.nextBytes(tail);
        }
        Bytes.replace(folder.resolve(last.file()), last.offset() + from, tail);
        var before = FileStates.of(folder);

        Tool.Run verify = Tool.run("verify", name.path());
        assertThat(verify.exitCode()).as(verify.out()).isZero();
        assertThat(verify.out()).contains(last.file()).contains(last.lsn().toString());
        assertThat(FileStates.of(folder)).isEqualTo(before);

        try (LogFile log = LogProvider.load().open(name, OpenOptions.openExisting())) {
            assertThat(log.recovery().outcome()).isEqualTo(Outcome.TORN_TAIL);
            assertThat(log.recovery().endLsn()).isLessThanOrEqualTo(last.lsn());
            Damage torn = log.recovery().torn().orElseThrow();
            assertThat(torn.file()).isEqualTo(last.file());
            assertThat(torn.offset()).isEqualTo(last.offset());
            assertThat(log.information().nextLsn()).isLessThanOrEqualTo(last.lsn());
            assertThat(log.information().lastRecordLsn()).hasValueSatisfying(youngest -> assertThat(youngest).isLessThan(last.lsn()));
            NumberedRecords.append(log, RECORDS); // and the log goes on
        }
        assertThat(Tool.run("verify", name.path()).exitCode()).isZero();
    }
}
