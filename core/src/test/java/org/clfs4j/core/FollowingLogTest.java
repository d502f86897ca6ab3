package org.clfs4j.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.clfs4j.Access;
import org.clfs4j.Append;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.LogProvider;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.clfs4j.TailHolder;
import org.clfs4j.TailHolder.Kind;
import org.clfs4j.error.LogException;
import org.junit.jupiter.api.Test;

/** What holds the tail of a log that is open for reading only. */
class FollowingLogTest {

    private static final LogName MULTIPLEXED = LogName.of("wal::");

    private final LogProvider provider = LogFixture.provider(new HeapStorage());

    private Optional<TailHolder> tailHolder(LogName name) throws LogException {
        try (LogFile log =
                provider.open(name, OpenOptions.openExisting().access(Access.READ).checkOldBlocks(false))) {
            return log.tailHolder();
        }
    }

    private static void append(LogFile log, String stream) throws LogException {
        try (LogStream named = log.stream(stream)) {
            append(named);
        }
    }

    private static void append(LogStream stream) throws LogException {
        try (MarshallingArea area = stream.createMarshallingArea(MarshallingAreaOptions.defaults())) {
            area.append(ByteBuffer.wrap("record".getBytes(UTF_8)), Append.FORCE_FLUSH);
        }
    }

    @Test
    void theStreamWithTheOldestBaseHoldsTheTail() throws LogException {
        Optional<TailHolder> toTheWriter;
        try (LogFile log = provider.open(MULTIPLEXED, OpenOptions.createNew());
                LogStream first = log.stream("first")) {
            log.containers().add(3, 1 << 20);
            append(first);
            append(log, "second");
            append(log, "third");
            first.advanceBase(first.nextLsn());
            toTheWriter = log.tailHolder();
        }
        assertThat(tailHolder(MULTIPLEXED))
                .contains(new TailHolder(Kind.STREAM_BASE, "second", Lsn.NULL, Lsn.create(0, 512, 0), 1024))
                .isEqualTo(toTheWriter);
    }

    @Test
    void nothingHoldsTheTailOfALogWithoutRecords() throws LogException {
        try (LogFile log = provider.open(MULTIPLEXED, OpenOptions.createNew())) {
            log.containers().add(2, 1 << 20);
            log.stream("empty").close();
        }
        assertThat(tailHolder(MULTIPLEXED)).isEmpty();
    }

    @Test
    void theArchiveTailHoldsWhatTheBaseHasPassed() throws LogException {
        try (LogFile log =
                        provider.open(LogFixture.NAME, OpenOptions.createNew().archive(true));
                LogStream stream = log.stream()) {
            log.containers().add(2, 512 << 10);
            append(stream);
            stream.advanceBase(stream.nextLsn());
        }
        assertThat(tailHolder(LogFixture.NAME))
                .contains(new TailHolder(Kind.ARCHIVE_TAIL, "", Lsn.NULL, Lsn.NULL, 512));
    }
}
