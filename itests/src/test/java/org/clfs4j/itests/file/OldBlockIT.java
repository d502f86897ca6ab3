package org.clfs4j.itests.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;
import org.clfs4j.Access;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.LogProvider;
import org.clfs4j.LogStream;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.clfs4j.RecoveryReport.Outcome;
import org.clfs4j.inspect.BlockHeader;
import org.clfs4j.itests.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A flipped byte in a live block that lies farther back than opening reads. */
class OldBlockIT {

    private static final long APPENDED = 100 << 20;
    private static final int RECORD = 64_000;
    private static final long READ_BY_RECOVERY = 96 << 20;

    @TempDir
    Path folder;

    @Test
    void damageInAnOldBlockIsFoundByTheCheckThatOpeningStarts() throws IOException {
        Random random = new Random(Seed.of(OldBlockIT.class));
        LogName name = LogName.of(folder.resolve("log"));
        try (LogFile log = LogProvider.load().open(name, OpenOptions.createNew())) {
            log.containers().add(8, 16 << 20);
            fill(log);
        }
        BlockHeader old = BlockList.of(name).get(random.nextInt(100));
        Bytes.flip(folder.resolve(old.file()), old.offset() + random.nextInt(old.length()), 1);

        requireFound(name, old, OpenOptions.openExisting().access(Access.READ));
        requireFound(name, old, OpenOptions.openExisting()); // last, for it writes
    }

    private static void requireFound(LogName name, BlockHeader old, OpenOptions options) throws IOException {
        try (LogFile log = LogProvider.load().open(name, options)) {
            assertThat(log.recovery().outcome()).isEqualTo(Outcome.CLOSED);
            assertThat(log.recovery().bytesRead()).isLessThan(READ_BY_RECOVERY);
            assertThat(log.oldBlocksChecked().toCompletableFuture().join())
                    .isEqualTo(log.damage())
                    .singleElement()
                    .satisfies(damage -> {
                        assertThat(damage.file()).isEqualTo(old.file());
                        assertThat(damage.offset()).isEqualTo(old.offset());
                        assertThat(damage.from()).isEqualTo(old.lsn());
                    });
        }
    }

    private static void fill(LogFile log) throws IOException {
        try (LogStream stream = log.stream();
                MarshallingArea area = stream.createMarshallingArea(MarshallingAreaOptions.defaults())) {
            for (long appended = 0; appended < APPENDED; appended += RECORD) {
                area.append(ByteBuffer.allocate(RECORD));
            }
        }
    }
}
