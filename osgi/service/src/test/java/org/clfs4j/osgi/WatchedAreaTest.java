package org.clfs4j.osgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import org.clfs4j.Append;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.LogProvider;
import org.clfs4j.LogStream;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.clfs4j.core.EngineLogProvider;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogFailedException;
import org.clfs4j.error.LogFullException;
import org.clfs4j.testkit.SimCrashableStorage;
import org.clfs4j.testkit.sim.PowerCut;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is seen of a log that becomes full or fails: the engine over a disk that can be broken. */
class WatchedAreaTest {

    private static final int RECORD = 1000;

    private final SimCrashableStorage storage = new SimCrashableStorage(
            environment -> new EngineLogProvider("breakable", 0, environment), unforced -> PowerCut.LOSE_ALL);
    private final Queue<Runnable> telling = new ArrayDeque<>();
    private final List<String> told = new ArrayList<>();
    private final LogWatch watch = new LogWatch(telling::add, seen -> told.add(seen.failure().isPresent()
            ? "failed"
            : seen.refusal().isPresent() ? "full" : "has room"));
    private LogFile log;
    private LogStream stream;
    private MarshallingArea area;

    @BeforeEach
    void open() throws LogException {
        LogProvider provider = storage.provider();
        log = provider.open(LogName.of(storage.directory().resolve("log")), OpenOptions.createNew());
        log.containers().add(2, 1);
        stream = log.stream();
        area = new WatchedArea(stream.createMarshallingArea(MarshallingAreaOptions.defaults()), watch);
    }

    @AfterEach
    void close() throws LogException {
        storage.heal();
        try {
            area.close();
            stream.close();
            log.close();
        } catch (LogFailedException e) {
            assertThat(told).contains("failed"); // closing says it once more
        }
    }

    private List<String> told() {
        while (!telling.isEmpty()) {
            telling.remove().run();
        }
        return told;
    }

    private static ByteBuffer record(int bytes) {
        return ByteBuffer.allocate(bytes);
    }

    private void fill() {
        assertThatThrownBy(() -> {
                    while (true) {
                        area.append(record(RECORD), Append.NONE);
                    }
                })
                .isInstanceOf(LogFullException.class);
    }

    @Test
    void aFullLogIsToldOnceHoweverOftenItRefuses() {
        fill();
        fill();

        assertThat(told()).containsExactly("full");
        assertThat(watch.refusal()).hasValueSatisfying(e -> assertThat(e).hasMessageContaining("the base, LSN"));
    }

    @Test
    void aLogHasRoomWhenItTakesARecordAsLargeAsTheOneThatItRefused() throws LogException {
        fill();
        assertThat(told()).containsExactly("full");

        area.flush();
        stream.advanceBase(stream.nextLsn());
        area.append(record(1), Append.FORCE_FLUSH);
        assertThat(told()).as("after a smaller one").containsExactly("full");
        area.append(record(RECORD), Append.NONE);

        assertThat(told()).containsExactly("full", "has room");
        assertThat(watch.refusal()).isEmpty();
    }

    @Test
    void aRefusedGatherClaimAndAsynchronousAppendAreSeen() throws Exception {
        fill();
        told();
        stream.advanceBase(stream.nextLsn());
        area.append(record(RECORD), Append.NONE);
        told();
        told.clear();

        assertThatThrownBy(() -> {
                    while (true) {
                        area.claim(RECORD, Append.NONE).commit();
                    }
                })
                .isInstanceOf(LogFullException.class);
        assertThat(told()).containsExactly("full");

        area.flush();
        stream.advanceBase(stream.nextLsn());
        area.gatherAsLong(new ByteBuffer[] {record(RECORD), record(1)}, Append.NONE);
        assertThat(told()).containsExactly("full", "has room");

        assertThatThrownBy(() -> {
                    while (true) {
                        area.appendAsync(record(RECORD), Append.NONE).toCompletableFuture().get();
                    }
                })
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(LogFullException.class);
        assertThat(told()).containsExactly("full", "has room", "full");
    }

    @Test
    void aFailedLogIsToldOnceByWhateverCallItAnswersSo() throws LogException {
        area.append(record(RECORD), Append.NONE);
        storage.failForces();

        assertThatThrownBy(area::flush).isInstanceOf(LogFailedException.class);
        assertThatThrownBy(() -> area.append(record(1), Append.NONE)).isInstanceOf(LogFailedException.class);

        assertThat(told()).containsExactly("failed");
        assertThat(watch.failure()).isPresent();
    }

    @Test
    void aFailureThatOnlyAStageTellsIsSeen() throws LogException {
        area.append(record(RECORD), Append.NONE);
        storage.failForces();

        assertThat(area.flushAsync().toCompletableFuture()).isCompletedExceptionally();

        assertThat(told()).containsExactly("failed");
    }

    @Test
    void nothingIsToldByTheThreadThatIsAnswered() {
        fill();

        assertThat(told).isEmpty();
        assertThat(told()).containsExactly("full");
    }
}
