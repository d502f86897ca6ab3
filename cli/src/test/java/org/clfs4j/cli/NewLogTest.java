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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
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
        LogName name = LogName.of(directory.resolve("log"));
        try (LogFile log = LogProvider.load().open(name, OpenOptions.createNew())) {
            assertThatExceptionOfType(LogResourceException.class)
                    .isThrownBy(() -> new NewLog(name, fullAfterOneStep(log)).addContainers(3, SIZE, Progress.NONE))
                    .withMessage("full")
                    .matches(failure -> failure.getSuppressed().length == 0);
        }
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(somebodys);
        }
    }

    @Test
    void aLogThatIsGivenUpHalfwayLeavesNothingBehind() throws IOException {
        LogName name = LogName.of(directory.resolve("log"));
        try (LogFile log = LogProvider.load().open(name, OpenOptions.createNew())) {
            NewLog adding = new NewLog(log.name(), log);
            assertThat(adding.addContainers(3, SIZE, givingUpAfterOneStep(adding))).isFalse();
        }
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void nothingIsAddedOnceSomebodyGivesUpDuringAStep() throws Exception {
        LogName name = LogName.of(directory.resolve("log"));
        try (LogFile log = LogProvider.load().open(name, OpenOptions.createNew())) {
            AtomicInteger steps = new AtomicInteger();
            AtomicReference<NewLog> adding = new AtomicReference<>();
            ExecutorService other = Executors.newSingleThreadExecutor();
            CompletableFuture<Void> givenUp = new CompletableFuture<>();
            adding.set(new NewLog(name, addingContainers(log, containers -> {
                if (steps.incrementAndGet() == 1) {
                    AtomicReference<Thread> waiting = new AtomicReference<>();
                    other.execute(() -> {
                        waiting.set(Thread.currentThread());
                        giveUp(adding.get(), givenUp);
                    });
                    while (waiting.get() == null || waiting.get().getState() != Thread.State.BLOCKED) {
                        Thread.onSpinWait();
                    }
                }
            })));
            assertThat(adding.get().addContainers(50, SIZE, Progress.NONE)).isFalse();
            assertThat(steps).hasValue(1);
            givenUp.get();
            other.shutdown();
        }
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void aLogThatIsGivenUpAfterItWasClosedLeavesNothingBehind() throws IOException {
        LogName name = LogName.of(directory.resolve("log"));
        NewLog adding = new NewLog(name, LogProvider.load().open(name, OpenOptions.createNew()));
        assertThat(adding.addContainers(3, 512 << 10, Progress.NONE)).isTrue();
        adding.close();
        adding.giveUp();
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).isEmpty();
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
