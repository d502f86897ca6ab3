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
        ContainerSet containers = log.containers();
        ContainerSet full = proxy(ContainerSet.class, (proxy, method, arguments) -> {
            if (method.getName().equals("add") && !containers.list().isEmpty()) {
                throw LogException.of(LogStatus.DISK_FULL, "full");
            }
            return invoke(method, containers, arguments);
        });
        return proxy(
                LogFile.class,
                (proxy, method, arguments) ->
                        method.getName().equals("containers") ? full : invoke(method, log, arguments));
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
