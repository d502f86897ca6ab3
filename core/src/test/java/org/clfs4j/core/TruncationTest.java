package org.clfs4j.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.clfs4j.Append;
import org.clfs4j.Lsn;
import org.clfs4j.core.LogFixture.Writing;
import org.clfs4j.core.baselog.Metadata;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;
import org.junit.jupiter.api.Test;

/** Truncations that leave a part of a block. */
class TruncationTest {

    private final HeapStorage storage = new HeapStorage();

    /** Appends two records in one block and takes the second one away. */
    private static Lsn cut(Writing log) throws LogException {
        Lsn kept = append(log, "kept", Append.NONE);
        append(log, "gone", Append.FORCE_FLUSH);
        log.stream().truncate(kept);
        return kept;
    }

    private static Lsn append(Writing log, String text, Append options) throws LogException {
        return log.area().append(ByteBuffer.wrap(text.getBytes(UTF_8)), options);
    }

    /** One more was written than is read, so that the metadata was lost with the next opening. */
    @Test
    void oneMoreThanTheMetadataCanRememberIsRefused() throws Exception {
        try (Writing log = new Writing(storage)) {
            Lsn first = cut(log);
            Lsn last = first;
            for (int i = 1; i < Metadata.MAX_CUTS; i++) {
                last = cut(log);
            }
            Lsn kept = append(log, "kept", Append.NONE);
            Lsn stays = append(log, "stays", Append.FORCE_FLUSH);
            assertThatThrownBy(() -> log.stream().truncate(kept))
                    .isInstanceOfSatisfying(
                            LogException.class,
                            e -> assertThat(e.status()).isEqualTo(LogStatus.INSUFFICIENT_RESOURCES));
            assertThat(log.stream().information().lastRecordLsn()).contains(stays);
            assertThat(LogFixture.read(storage.copy())).hasSize(Metadata.MAX_CUTS + 2).endsWith("kept", "stays");
            log.stream().truncate(last);
            log.stream().advanceBase(last);
            cut(log);
        }
        assertThat(LogFixture.read(storage)).containsExactly("kept", "kept");
    }
}
