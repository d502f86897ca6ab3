package org.clfs4j.osgi.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.ResultLog;
import org.clfs4j.Access;
import org.clfs4j.Append;
import org.clfs4j.ContainerSet;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.LogStream;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogFullException;
import org.clfs4j.nio.NioLogProvider;
import org.clfs4j.osgi.state.ConfiguredLogState;
import org.clfs4j.osgi.state.LogState;
import org.clfs4j.osgi.state.StateChange;
import org.clfs4j.testkit.InMemory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Verdicts on real logs, and on what configurations come to. */
class LogHealthTest {

    private static final FreePercent TEN = new FreePercent(10, Optional.empty());

    @TempDir(factory = InMemory.class)
    Path folder;

    private LogFile create() throws LogException {
        LogFile log = new NioLogProvider().open(LogName.of(folder.resolve("log") + "::"), OpenOptions.createNew());
        log.containers().add(2, 1 << 20);
        return log;
    }

    private static Result check(FreePercent percent, List<LogFile> logs, LogState... states) {
        List<ConfiguredLogState> configurations = new ArrayList<>();
        for (LogState state : states) {
            StateChange change = new StateChange(state, Instant.EPOCH, "It is " + state, Optional.empty());
            configurations.add(() -> change);
        }
        return new LogHealth(percent, logs, configurations).execute();
    }

    private static List<String> sentences(Result result) {
        return StreamSupport.stream(result.spliterator(), false)
                .map(ResultLog.Entry::getMessage)
                .toList();
    }

    private static void fill(LogStream stream) throws LogException {
        try (MarshallingArea area = stream.createMarshallingArea(MarshallingAreaOptions.defaults())) {
            assertThatThrownBy(() -> {
                        while (true) {
                            area.append(ByteBuffer.allocate(10_000), Append.FORCE_FLUSH);
                        }
                    })
                    .isInstanceOf(LogFullException.class);
        }
    }

    @Test
    void aLogWithRoomIsWell() throws Exception {
        try (LogFile log = create()) {
            Result result = check(TEN, List.of(log), LogState.OPENED);

            assertThat(result.getStatus()).isEqualTo(Result.Status.OK);
            assertThat(sentences(result))
                    .singleElement()
                    .asString()
                    .contains(log.name().toString())
                    .contains(" % of its containers free");
        }
    }

    @Test
    void aLogThatIsNearlyFullIsWarnedOfWithWhoHoldsItUntilTheBaseMoves() throws Exception {
        try (LogFile log = create();
                LogStream stream = log.stream("orders")) {
            fill(stream);

            Result full = check(TEN, List.of(log), LogState.FULL);

            assertThat(full.getStatus()).isEqualTo(Result.Status.WARN);
            assertThat(sentences(full))
                    .singleElement()
                    .asString()
                    .contains(log.name().toString())
                    .contains("less than 10 %")
                    .contains("the base of stream \"orders\", LSN " + stream.baseLsn());

            stream.advanceBase(stream.nextLsn());

            assertThat(check(TEN, List.of(log), LogState.FULL).getStatus()).isEqualTo(Result.Status.OK);
        }
    }

    @Test
    void theShareThatShouldBeFreeIsTheConfiguredOne() throws Exception {
        try (LogFile log = create();
                LogStream stream = log.stream("orders")) {
            fill(stream);

            assertThat(check(new FreePercent(0, Optional.empty()), List.of(log)).getStatus()).isEqualTo(Result.Status.OK);
        }
    }

    @Test
    void aLogWithoutContainersIsWarnedOf() throws Exception {
        try (LogFile log = new NioLogProvider().open(LogName.of(folder.resolve("empty")), OpenOptions.createNew())) {
            Result result = check(TEN, List.of(log));

            assertThat(result.getStatus()).isEqualTo(Result.Status.WARN);
            assertThat(sentences(result)).singleElement().asString().contains("has no container");
        }
    }

    @Test
    void aLogWithDamageIsCritical() throws Exception {
        LogName name = LogName.of(folder.resolve("damaged"));
        Path container;
        try (LogFile log = new NioLogProvider().open(name, OpenOptions.createNew())) {
            String path = log.containers().add(2, 1 << 20).get(0).path();
            container = folder.resolve(path.substring(ContainerSet.BLF_DIRECTORY.length()));
            try (LogStream stream = log.stream();
                    MarshallingArea area = stream.createMarshallingArea(MarshallingAreaOptions.defaults())) {
                for (int i = 0; i < 20; i++) {
                    area.append(ByteBuffer.allocate(10_000), Append.FORCE_FLUSH);
                }
            }
        }
        spoil(container);
        try (LogFile log = new NioLogProvider().open(name, OpenOptions.openExisting().access(Access.READ))) {
            log.oldBlocksChecked().toCompletableFuture().get();

            Result result = check(TEN, List.of(log));

            assertThat(result.getStatus()).isEqualTo(Result.Status.CRITICAL);
            assertThat(sentences(result)).singleElement().asString().contains("damage to live records in").contains("offset");
        }
    }

    /** Changes bytes in the middle of the records. */
    private static void spoil(Path container) throws Exception {
        assertThat(Files.size(container)).isGreaterThan(1 << 20);
        try (RandomAccessFile file = new RandomAccessFile(container.toFile(), "rw")) {
            file.seek(100_000);
            file.write(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
        }
    }

    @Test
    void aLogThatIsClosedMeanwhileIsUnavailable() throws Exception {
        LogFile log = create();
        log.close();

        Result result = check(TEN, List.of(log));

        assertThat(result.getStatus()).isEqualTo(Result.Status.TEMPORARILY_UNAVAILABLE);
        assertThat(sentences(result)).singleElement().asString().contains("does not answer").contains("was closed");
    }

    @ParameterizedTest
    @CsvSource({
        "WAITING, TEMPORARILY_UNAVAILABLE",
        "REFUSED, CRITICAL",
        "OPEN_FAILED, CRITICAL",
        "FAILED, CRITICAL",
        "CLOSED, TEMPORARILY_UNAVAILABLE"
    })
    void whatKeepsAConfiguredLogFromItsUsersIsSaid(LogState state, Result.Status expected) throws Exception {
        try (LogFile log = create()) {
            Result result = check(TEN, List.of(log), LogState.OPENED, state);

            assertThat(result.getStatus()).isEqualTo(expected);
            assertThat(sentences(result)).contains("It is " + state);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPENED", "FULL", "HAS_ROOM"})
    void ofALogThatIsOpenItsFiguresAreLookedAt(LogState state) {
        assertThat(sentences(check(TEN, List.of(), state))).isEmpty();
    }

    @Test
    void withoutALogAllIsWell() {
        Result result = check(TEN, List.of());

        assertThat(result.getStatus()).isEqualTo(Result.Status.OK);
        assertThat(sentences(result)).containsExactly("There is no log, and no configuration asks for one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"many", "-1", "101"})
    void aShareThatIsNotAcceptableIsSaidAndTheDefaultUsed(String written) {
        FreePercent percent = FreePercent.of(configuration(written), Map.of("free.percent", written));

        assertThat(percent.value()).isEqualTo(10);
        Result result = check(percent, List.of());
        assertThat(result.getStatus()).isEqualTo(Result.Status.WARN);
        assertThat(sentences(result))
                .contains("Configuration org.clfs4j.health: free.percent must be a number from 0 to 100, found \"" + written
                        + "\"; 10 is used");
    }

    @Test
    void aShareThatIsAcceptableIsTaken() {
        assertThat(FreePercent.of(configuration("25"), Map.of())).isEqualTo(new FreePercent(25, Optional.empty()));
    }

    /** A configuration as the framework reads it. */
    private static HealthConfiguration configuration(String written) {
        return (HealthConfiguration) Proxy.newProxyInstance(
                LogHealthTest.class.getClassLoader(),
                new Class<?>[] {HealthConfiguration.class, Annotation.class},
                (proxy, method, arguments) -> Integer.valueOf(written));
    }
}
