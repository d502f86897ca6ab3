package org.clfs4j.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;
import org.clfs4j.core.io.LogClock;
import org.clfs4j.core.io.LogRandom;
import org.clfs4j.core.io.RecordingMemory;
import org.clfs4j.error.LogException;
import org.clfs4j.inspect.LogInspector;
import org.clfs4j.inspect.ProgressListener;
import org.junit.jupiter.api.Test;

/** A log has memory of its own, and gives it back. */
class EngineMemoryTest {

    private static final LogName MULTIPLEXED = LogName.of("log:" + Path.of("streams").toAbsolutePath() + "::");

    private final HeapStorage storage = new HeapStorage();
    private final List<RecordingMemory> memories = new ArrayList<>();
    private final LogProvider provider = new EngineLogProvider(
            "recording",
            0,
            new Environment(
                    directory -> storage, this::newMemory, LogClock.SYSTEM, LogRandom.SYSTEM, () -> Runnable::run));

    private RecordingMemory newMemory() {
        RecordingMemory made = new RecordingMemory();
        memories.add(made);
        return made;
    }

    private RecordingMemory newest() {
        return memories.get(memories.size() - 1);
    }

    @Test
    void closingALogGivesItsMemoryBackAndItsBlocks() throws LogException {
        create(LogFixture.NAME);
        try (LogFile log = provider.open(LogFixture.NAME, OpenOptions.openExisting());
                LogStream stream = log.stream()) {
            appendAndRead(stream);
            assertThat(newest().blocksOut()).isZero();
            assertThat(newest().out()).isPositive();
            assertThat(newest().closed()).isFalse();
        }
        assertThat(newest().closed()).isTrue();
        assertThat(newest().blocksOut()).isZero();
    }

    @Test
    void followingALogGivesItsMemoryBack() throws LogException {
        create(LogFixture.NAME);
        try (LogFile log = provider.open(LogFixture.NAME, OpenOptions.openExisting().access(Access.READ));
                LogStream stream = log.stream();
                MarshallingArea area = stream.createMarshallingArea(MarshallingAreaOptions.defaults());
                ReadContext context = area.read(stream.baseLsn(), ReadMode.FORWARD)) {
            assertThat(context.next()).isTrue();
            assertThat(newest().blocksOut()).isOne();
        }
        assertThat(newest().closed()).isTrue();
        assertThat(newest().blocksOut()).isZero();
    }

    @Test
    void whatIsNeededForAWhileGoesBackAtOnce() throws LogException {
        create(MULTIPLEXED);
        try (LogFile log = provider.open(MULTIPLEXED, OpenOptions.openExisting().access(Access.values()))) {
            useAndDeleteAStream(log);
            int before = newest().out();
            for (int i = 0; i < 20; i++) {
                useAndDeleteAStream(log);
            }
            assertThat(newest().out()).isEqualTo(before);
        }
    }

    @Test
    void anOpeningThatFailsGivesItsMemoryBack() throws LogException {
        create(LogFixture.NAME);
        String container = LogFixture.firstContainer(storage);
        storage.put(container, HeapStorage.flipped(storage.bytes(container), 8 * (LogFixture.position(3) + 100)));

        assertThatExceptionOfType(LogException.class)
                .isThrownBy(() -> provider.open(LogFixture.NAME, OpenOptions.openExisting()));
        assertThat(newest().closed()).isTrue();
    }

    @Test
    void inspectingGivesItsMemoryBack() throws LogException, IOException {
        create(LogFixture.NAME);
        try (LogInspector inspector = provider.inspect(LogFixture.NAME)) {
            assertThat(inspector.validate(ProgressListener.NONE).damage()).isEmpty();
            assertThat(newest().out()).isPositive();
        }
        assertThat(newest().closed()).isTrue();
    }

    private void create(LogName name) throws LogException {
        try (LogFile log = provider.open(name, OpenOptions.createNew())) {
            log.containers().add(3, 1 << 20);
            if (name.equals(LogFixture.NAME)) {
                try (LogStream stream = log.stream()) {
                    appendAndRead(stream);
                }
            }
        }
    }

    private static void useAndDeleteAStream(LogFile log) throws LogException {
        try (LogStream stream = log.stream("s")) {
            appendAndRead(stream);
            stream.advanceBase(stream.nextLsn());
        }
        log.deleteStream("s");
    }

    private static void appendAndRead(LogStream stream) throws LogException {
        try (MarshallingArea area = stream.createMarshallingArea(
                MarshallingAreaOptions.builder().blockSize(1024).build())) {
            for (int i = 0; i < 100; i++) {
                area.append(ByteBuffer.wrap(("record " + i).getBytes(UTF_8)), Append.FORCE_FLUSH);
            }
            try (ReadContext context = area.read(stream.baseLsn(), ReadMode.FORWARD)) {
                Lsn last = Lsn.INVALID;
                while (context.next()) {
                    last = context.lsn();
                }
                assertThat(last).isNotEqualTo(Lsn.INVALID);
            }
        }
    }
}
