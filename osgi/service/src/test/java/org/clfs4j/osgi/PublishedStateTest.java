package org.clfs4j.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.clfs4j.error.LogFailedException;
import org.clfs4j.error.LogFullException;
import org.clfs4j.error.LogStatus;
import org.clfs4j.osgi.state.LogState;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.log.Logger;

/** What becomes of a configuration is published, and said at the right level. */
class PublishedStateTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final List<String> published = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private final Map<String, Object> properties = new HashMap<>();

    private final PublishedState state = new PublishedState(
            framework(), new Reports(logger()), Clock.fixed(NOW, ZoneOffset.UTC), Map.of("clfs.pid", "p", "role", "orders"));
    private final LogWatch watch = new LogWatch(Runnable::run, state::lookAt);

    private BundleContext framework() {
        ServiceRegistration<?> registration = proxy(ServiceRegistration.class, (name, arguments) -> {
            if (name.equals("setProperties")) {
                publish((Dictionary<?, ?>) arguments[0]);
            } else if (name.equals("unregister")) {
                published.add("gone");
            }
            return null;
        });
        return proxy(BundleContext.class, (name, arguments) -> {
            publish((Dictionary<?, ?>) arguments[2]);
            return registration;
        });
    }

    private void publish(Dictionary<?, ?> given) {
        properties.clear();
        given.keys().asIterator().forEachRemaining(key -> properties.put((String) key, given.get(key)));
        published.add((String) properties.get("clfs.state"));
    }

    private Logger logger() {
        return proxy(Logger.class, (name, arguments) -> {
            said.add(name + ": " + arguments[1]);
            return null;
        });
    }

    private interface Answer {
        Object to(String name, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                PublishedStateTest.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answer.to(method.getName(), arguments)));
    }

    private void open() {
        state.opened("The log", "is open", Map.of("clfs.provider", "default"), watch);
    }

    private static LogFullException full() {
        return new LogFullException(LogStatus.FULL, "no room");
    }

    private static LogFailedException failed() {
        return new LogFailedException(LogStatus.CONTAINER_WRITE_FAILED, "no disk");
    }

    @Test
    void eachStateIsPublishedInItsOrderAndSaidAtItsLevel() {
        state.notOpen(LogState.WAITING, "The log waits", null);
        open();
        watch.refused(full(), 10);
        watch.taken(10);
        watch.refused(failed());
        state.closed("The log is closed", null);
        state.withdraw();

        assertThat(published).containsExactly("waiting", "opened", "full", "has-room", "failed", "closed", "gone");
        assertThat(said)
                .containsExactly(
                        "info: The log waits",
                        "info: The log is open",
                        "warn: The log is full: no room",
                        "info: The log has room again",
                        "error: The log has failed and takes nothing more: no disk",
                        "info: The log is closed");
    }

    @Test
    void aStateSaysWhenItCameAboutAndWhy() {
        LogFailedException failure = failed();
        open();
        watch.refused(failure);

        assertThat(state.newest().state()).isEqualTo(LogState.FAILED);
        assertThat(state.newest().when()).isEqualTo(NOW);
        assertThat(state.newest().exception()).contains(failure);
        assertThat(properties)
                .isEqualTo(Map.of("clfs.pid", "p", "role", "orders", "clfs.provider", "default", "clfs.state", "failed"));
    }

    @Test
    void whyNothingIsOpenIsSaidOnceAsLongAsItIsTheSame() {
        state.notOpen(LogState.OPEN_FAILED, "It cannot be opened", failed());
        state.notOpen(LogState.OPEN_FAILED, "It cannot be opened", failed());
        state.notOpen(LogState.REFUSED, "It is refused", null);

        assertThat(published).containsExactly("open-failed", "refused");
        assertThat(said).containsExactly("error: It cannot be opened", "error: It is refused");
    }

    @Test
    void aLogThatWasNotClosedInOrderIsAnError() {
        open();
        state.closed("The log is closed, but not in order", failed());

        assertThat(said).contains("error: The log is closed, but not in order");
        assertThat(properties).doesNotContainKey("clfs.provider");
    }

    @Test
    void whatIsSeenBeforeTheLogIsToldToBeOpenIsToldThen() {
        watch.refused(failed());
        assertThat(published).isEmpty();

        open();

        assertThat(published).containsExactly("opened", "failed");
    }

    @Test
    void whatIsSeenOfALogThatIsClosedIsNotToldOfTheNext() {
        open();
        state.closed("The log is closed", null);
        state.opened("The log", "is open again", Map.of(), new LogWatch(Runnable::run, state::lookAt));

        watch.refused(failed());

        assertThat(published).containsExactly("opened", "closed", "opened");
    }

    @Test
    void nothingIsToldOfAFailedLogButThatItIsClosed() {
        open();
        watch.refused(failed());
        watch.refused(full(), 10);
        state.closed("The log is closed", null);

        assertThat(published).containsExactly("opened", "failed", "closed");
    }
}
