package org.clfs4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.clfs4j.ContainerSet;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.LogProvider;
import org.clfs4j.OpenOptions;
import org.clfs4j.cli.console.Progress;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogResourceException;
import org.clfs4j.error.LogStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewLogTest {

    private static final long SIZE = 64L << 20;

    @TempDir
    private Path directory;

    @Test
    void aLogWhoseDiskFillsUpLeavesNothingBehind() throws IOException {
        Path somebodys = Files.writeString(directory.resolve("logContainer00000000000000000009"), "somebody's");
        try (NewLog created = new NewLog(name())) {
            assertThatExceptionOfType(LogResourceException.class)
                    .isThrownBy(() -> created.create(() -> fullAfterOneStep(newLog()), 3, SIZE, Progress.NONE))
                    .withMessage("full")
                    .matches(failure -> failure.getSuppressed().length == 0);
        }
        assertThat(files()).containsExactly(somebodys);
    }

    @Test
    void aLogThatIsThereAlreadyIsLeftAlone() throws IOException {
        newLog().close();
        List<Path> before = files();
        try (NewLog created = new NewLog(name())) {
            assertThatExceptionOfType(LogException.class)
                    .isThrownBy(() -> created.create(this::newLog, 3, SIZE, Progress.NONE))
                    .matches(failure -> failure.status() == LogStatus.OBJECT_NAME_COLLISION);
            created.giveUp();
        }
        assertThat(files()).isEqualTo(before).hasSize(2);
    }

    @Test
    void aLogThatIsGivenUpBeforeItIsCreatedIsNotCreated() throws IOException {
        try (NewLog created = new NewLog(name())) {
            created.giveUp();
            assertThat(created.create(this::newLog, 3, SIZE, Progress.NONE)).isEmpty();
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void aLogThatIsGivenUpHalfwayLeavesNothingBehind() throws IOException {
        try (NewLog created = new NewLog(name())) {
            assertThat(created.create(this::newLog, 3, SIZE, givingUpAfterOneStep(created)))
                    .isEmpty();
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void nothingIsAddedOnceSomebodyGivesUpDuringAStep() throws Exception {
        AtomicInteger steps = new AtomicInteger();
        ExecutorService other = Executors.newSingleThreadExecutor();
        CompletableFuture<Void> givenUp = new CompletableFuture<>();
        try (NewLog created = new NewLog(name())) {
            BeforeAddition giveUpInTheFirst = containers -> {
                if (steps.incrementAndGet() == 1) {
                    CompletableFuture<Thread> waiting = new CompletableFuture<>();
                    other.execute(() -> {
                        waiting.complete(Thread.currentThread());
                        giveUp(created, givenUp);
                    });
                    while (waiting.join().getState() != Thread.State.BLOCKED) {
                        Thread.onSpinWait();
                    }
                }
            };
            assertThat(created.create(() -> addingContainers(newLog(), giveUpInTheFirst), 50, SIZE, Progress.NONE))
                    .isEmpty();
            assertThat(steps).hasValue(1);
            givenUp.get();
            other.shutdown();
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void aLogThatIsGivenUpAfterItWasClosedLeavesNothingBehind() throws IOException {
        NewLog created = new NewLog(name());
        assertThat(created.create(this::newLog, 3, 512 << 10, Progress.NONE)).isPresent();
        created.close();
        created.giveUp();
        assertThat(files()).isEmpty();
    }

    @Test
    void aLogWhoseStreamCannotBeLeavesNothingBehind() throws IOException {
        LogName books = LogName.of(directory.resolve("books") + "::" + "x".repeat(256));
        try (NewLog created = new NewLog(books)) {
            assertThatExceptionOfType(LogException.class)
                    .isThrownBy(() -> created.create(
                            () -> LogProvider.load().open(books.physical(), OpenOptions.createNew()),
                            2,
                            1 << 20,
                            Progress.NONE))
                    .matches(failure -> failure.status() == LogStatus.INVALID_PARAMETER);
        }
        assertThat(files()).isEmpty();
    }

    private LogName name() {
        return LogName.of(directory.resolve("log"));
    }

    private LogFile newLog() throws LogException {
        return LogProvider.load().open(name(), OpenOptions.createNew());
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    private static void giveUp(NewLog adding, CompletableFuture<Void> done) {
        try {
            adding.giveUp();
            done.complete(null);
        } catch (IOException e) {
            done.completeExceptionally(e);
        }
    }

    private static Progress givingUpAfterOneStep(NewLog adding) {
        return new Progress() {
            @Override
            public void to(long done, long total) {
                try {
                    if (done > 0) {
                        adding.giveUp();
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }

            @Override
            public void close() {}
        };
    }

    private static LogFile fullAfterOneStep(LogFile log) throws LogException {
        return addingContainers(log, containers -> {
            if (!containers.list().isEmpty()) {
                throw LogException.of(LogStatus.DISK_FULL, "full");
            }
        });
    }

    private interface BeforeAddition {
        void beforeAddition(ContainerSet containers) throws LogException;
    }

    private static LogFile addingContainers(LogFile log, BeforeAddition before) throws LogException {
        ContainerSet containers = log.containers();
        ContainerSet watched = proxy(ContainerSet.class, (proxy, method, arguments) -> {
            if (method.getName().equals("add")) {
                before.beforeAddition(containers);
            }
            return invoke(method, containers, arguments);
        });
        return proxy(
                LogFile.class,
                (proxy, method, arguments) ->
                        method.getName().equals("containers") ? watched : invoke(method, log, arguments));
    }

    private static Object invoke(java.lang.reflect.Method method, Object target, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
