package org.clfs4j.osgi.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.clfs4j.error.LogFullException;
import org.clfs4j.error.LogStatus;
import org.clfs4j.osgi.state.LogState;
import org.clfs4j.osgi.state.StateChange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.osgi.service.event.Event;

class LogEventsTest {

    private static final Instant WHEN = Instant.ofEpochMilli(1234);

    @ParameterizedTest
    @EnumSource(LogState.class)
    void eachStateHasATopicOfItsName(LogState state) {
        Event event = LogEvents.event(new StateChange(state, WHEN, "It happened", Optional.empty()), Map.of("clfs.pid", "p"));

        assertThat(event.getTopic()).isEqualTo("org/clfs4j/log/" + state.name());
        assertThat(event.getPropertyNames()).containsExactlyInAnyOrder("event.topics", "clfs.pid", "timestamp", "message");
        assertThat(event.getProperty("clfs.pid")).isEqualTo("p");
        assertThat(event.getProperty("timestamp")).isEqualTo(1234L);
        assertThat(event.getProperty("message")).isEqualTo("It happened");
    }

    @ParameterizedTest
    @EnumSource(LogState.class)
    void theDocumentHasARowForEachTopic(LogState state) throws IOException {
        assertThat(Files.readString(Path.of("..", "..", "docs", "osgi.md")))
                .contains("| `org/clfs4j/log/" + state.name() + "` |");
    }

    @Test
    void whatWentWrongIsSaidAsEventAdminHasIt() {
        LogFullException full = new LogFullException(LogStatus.FULL, "no room");

        Event event = LogEvents.event(new StateChange(LogState.FULL, WHEN, "It is full", Optional.of(full)), Map.of());

        assertThat(event.getProperty("exception")).isSameAs(full);
        assertThat(event.getProperty("exception.class")).isEqualTo("org.clfs4j.error.LogFullException");
        assertThat(event.getProperty("exception.message")).isEqualTo("no room");
    }

    @Test
    void anExceptionWithoutAMessageHasNone() {
        Event event = LogEvents.event(
                new StateChange(LogState.OPEN_FAILED, WHEN, "It cannot", Optional.of(new IllegalStateException())), Map.of());

        assertThat(event.containsProperty("exception.message")).isFalse();
        assertThat(event.getProperty("exception.class")).isEqualTo("java.lang.IllegalStateException");
    }
}
