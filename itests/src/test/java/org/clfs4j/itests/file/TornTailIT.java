package org.clfs4j.itests.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.clfs4j.Damage;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.LogProvider;
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
    void kill() throws IOException, InterruptedException {
        name = LogName.of(folder.resolve("log"));
        try (LogFile log = LogProvider.load().open(name, OpenOptions.createNew())) {
            log.containers().add(2, 512 << 10);
        }
        // Until the last block has two sectors at least, with some of its records in the last one.
        for (int records = RECORDS; last == null || last.length() == SECTOR; records++) {
            NumberedRecords.appendAndKill(name, records);
            List<BlockHeader> blocks = BlockList.of(name);
            last = blocks.get(blocks.size() - 1);
        }
    }

    @Test
    void lastBlockThatEndsInZerosIsCutOff() throws IOException, InterruptedException {
        tear(false);
    }

    @Test
    void lastBlockThatEndsInGarbageIsCutOff() throws IOException, InterruptedException {
        tear(true);
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
            assertThat(log.recovery().endLsn()).isEqualTo(last.lsn());
            Damage torn = log.recovery().torn().orElseThrow();
            assertThat(torn.file()).isEqualTo(last.file());
            assertThat(torn.offset()).isEqualTo(last.offset());
            assertThat(log.information().nextLsn()).isEqualTo(last.lsn());
            NumberedRecords.append(log, RECORDS); // and the log goes on
        }
        assertThat(Tool.run("verify", name.path()).exitCode()).isZero();
    }
}
