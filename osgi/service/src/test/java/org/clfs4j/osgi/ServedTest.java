package org.clfs4j.osgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.clfs4j.Append;
import org.clfs4j.LogFile;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Views of a log pass on what they are asked, and refuse it when they are over. */
class ServedTest {

    /** What a view answers itself. */
    private static final Set<String> OWN = Set.of("close", "closeAndReset");

    /** What can be asked of a log that is closed, too. */
    private static final Set<String> ALWAYS = Set.of("name", "kind", "recovery", "damage", "oldBlocksChecked", "id");

    private final List<String> asked = new ArrayList<>();
    private final CompletableFuture<Lsn> pending = new CompletableFuture<>();
    private final Lease lease = Lease.root("The view", () -> asked.add("closed"));
    private final LogWatch watch = new LogWatch(Runnable::run, changed -> asked.add("watch"));
    private final AreaMaking areas = new AreaMaking(Optional.empty(), watch);

    static Stream<Method> methodsOfFile() {
        return methods(LogFile.class);
    }

    static Stream<Method> methodsOfStream() {
        return methods(LogStream.class);
    }

    static Stream<Method> methodsOfArea() {
        return methods(MarshallingArea.class);
    }

    private static Stream<Method> methods(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> Modifier.isAbstract(method.getModifiers()) && !OWN.contains(method.getName()));
    }

    /** Makes a thing that notes what it is asked, and answers with something of the right type. */
    private <T> T noting(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                ServedTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getDeclaringClass() == Object.class) {
                        return method.getName().equals("hashCode") ? 1 : (Object) (proxy == arguments[0]);
                    }
                    asked.add(method.toString());
                    return sample(method.getReturnType());
                }));
    }

    private Object sample(Class<?> type) {
        if (type == Optional.class) {
            return Optional.empty();
        }
        if (type == Lsn.class) {
            return Lsn.NULL;
        }
        if (type == CompletionStage.class) {
            return pending;
        }
        if (type == String.class) {
            return "text";
        }
        if (type == ByteBuffer.class) {
            return ByteBuffer.allocate(1);
        }
        if (type == List.class) {
            return List.of();
        }
        if (type == MarshallingAreaOptions.class) {
            return MarshallingAreaOptions.defaults();
        }
        if (type.isInterface() && type.getPackage() == LogFile.class.getPackage()) {
            return noting(type);
        }
        if (type.isArray()) {
            return Array.newInstance(type.getComponentType(), 0);
        }
        if (type == int.class) {
            return 1;
        }
        if (type == long.class) {
            return 1L;
        }
        return type == boolean.class ? (Object) Boolean.TRUE : null;
    }

    private Object ask(Object view, Method method) throws Throwable {
        Object[] arguments = Arrays.stream(method.getParameterTypes()).map(this::sample).toArray();
        try {
            return method.invoke(view, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private ServedArea area() throws LogException {
        ServedArea area = new ServedArea(noting(MarshallingArea.class));
        area.lent(lease.give("The area", area::ending, area::closeInOrder));
        return area;
    }

    @ParameterizedTest
    @MethodSource("methodsOfFile")
    void aFilePassesOnWhatItIsAsked(Method method) throws Throwable {
        ask(new ServedFile(noting(LogFile.class), areas, lease), method);

        assertThat(asked).containsExactly(method.toString());
    }

    @ParameterizedTest
    @MethodSource("methodsOfStream")
    void aStreamPassesOnWhatItIsAsked(Method method) throws Throwable {
        ask(new ServedStream(noting(LogStream.class), areas, lease), method);

        assertThat(asked).containsExactly(method.toString());
    }

    @ParameterizedTest
    @MethodSource("methodsOfArea")
    void anAreaPassesOnWhatItIsAsked(Method method) throws Throwable {
        ask(area(), method);

        assertThat(asked).containsExactly(method.toString());
    }

    @ParameterizedTest
    @MethodSource("methodsOfArea")
    void aWatchedAreaPassesOnWhatItIsAsked(Method method) throws Throwable {
        ask(new WatchedArea(noting(MarshallingArea.class), watch), method);

        assertThat(asked).containsExactly(method.toString());
    }

    @ParameterizedTest
    @MethodSource("methodsOfFile")
    void aFileWhoseLeaseIsOverRefuses(Method method) throws LogException {
        lease.end();
        assertRefusedUnlessAlways(new ServedFile(noting(LogFile.class), areas, lease), method);
    }

    @ParameterizedTest
    @MethodSource("methodsOfStream")
    void aStreamWhoseLeaseIsOverRefuses(Method method) throws LogException {
        lease.end();
        assertRefusedUnlessAlways(new ServedStream(noting(LogStream.class), areas, lease), method);
    }

    private void assertRefusedUnlessAlways(Object view, Method method) {
        if (!ALWAYS.contains(method.getName())) {
            asked.clear();
            assertThatThrownBy(() -> ask(view, method)).isInstanceOfSatisfying(
                    LogException.class, e -> assertThat(e.status()).isEqualTo(LogStatus.INVALID_HANDLE));
            assertThat(asked).isEmpty();
        }
    }

    @Test
    void whatAnAreaHasOpenIsEndedBeforeItIsClosed() throws Throwable {
        ServedArea area = area();
        area.claim(1, Append.NONE);
        ReadContext context = area.read(Lsn.NULL, ReadMode.FORWARD);
        asked.clear();

        lease.end();

        assertThat(context).isNotNull();
        assertThat(calls()).containsExactly("Claim.abort", "MarshallingArea.close", "ReadContext.close", "closed");
    }

    @Test
    void claimsOfAllAreasAreAbortedBeforeOneIsFlushed() throws LogException {
        area().claim(1, Append.NONE);
        area().claim(1, Append.NONE);
        asked.clear();

        lease.end();

        assertThat(calls())
                .containsExactly("Claim.abort", "Claim.abort", "MarshallingArea.close", "MarshallingArea.close", "closed");
    }

    @Test
    void anAreaIsClosedThoughMoreIsToBeAnsweredPerhapsByTheThreadThatClosesIt() throws Exception {
        ServedArea area = area();
        CompletionStage<Lsn> flush = area.flushAsync();
        asked.clear();

        Thread closer = new Thread(() -> {
            try {
                area.close();
            } catch (LogException e) {
                throw new AssertionError(e);
            }
        });
        closer.setDaemon(true);
        closer.start();
        while (closer.getState() != Thread.State.WAITING && closer.isAlive()) {
            Thread.onSpinWait();
        }

        assertThat(closer.isAlive()).as("is still waiting").isFalse();
        assertThat(calls()).startsWith("MarshallingArea.close");
        assertThat(flush.toCompletableFuture()).isNotDone();
    }

    @Test
    void whatFailsLaterFailsWithWhatTheLogHasAnswered() throws LogException {
        List<Throwable> told = new ArrayList<>();
        area().flushAsync().whenComplete((lsn, failure) -> told.add(failure));
        LogException failure = LogException.of(LogStatus.CONTAINER_WRITE_FAILED, "cannot");

        pending.completeExceptionally(failure);

        assertThat(told).containsExactly(failure);
    }

    @ParameterizedTest
    @MethodSource("methodsOfArea")
    void anAreaWhoseLeaseIsOverRefusesOrAnswersAsAClosedOne(Method method) throws Throwable {
        ServedArea area = area();
        lease.end();
        asked.clear();
        if (CompletionStage.class.isAssignableFrom(method.getReturnType())) {
            assertThat((CompletionStage<?>) ask(area, method)).isCompletedExceptionally();
        } else if (Arrays.asList(method.getExceptionTypes()).contains(LogException.class)) {
            assertThatThrownBy(() -> ask(area, method)).isInstanceOfSatisfying(
                    LogException.class, e -> assertThat(e.status()).isEqualTo(LogStatus.INVALID_HANDLE));
        } else {
            ask(area, method);
            assertThat(asked).containsExactly(method.toString());
            return;
        }
        assertThat(asked).isEmpty();
    }

    private List<String> calls() {
        return asked.stream().map(each -> each.replaceAll(".*org\\.clfs4j\\.(\\w+\\.\\w+)\\(.*", "$1")).toList();
    }
}
