package org.clfs4j.osgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;
import org.junit.jupiter.api.Test;

class LeaseTest {

    private final List<String> closed = new ArrayList<>();
    private final Lease log = Lease.root("The log", () -> closed.add("log"));

    private Lease.Closing closing(String what) {
        return () -> closed.add(what);
    }

    private static Lease.Closing failing(LogStatus status) {
        return () -> {
            throw LogException.of(status, "cannot");
        };
    }

    @Test
    void whatWasGivenLastEndsFirstAndTheRootLast() throws LogException {
        Lease stream = log.give("The stream", closing("stream"));
        stream.give("The first area", closing("first area"));
        stream.give("The second area", closing("second area"));
        log.give("Another stream", closing("another stream"));

        log.end();

        assertThat(closed).containsExactly("another stream", "second area", "first area", "stream", "log");
    }

    @Test
    void allAreToldBeforeTheFirstIsClosed() throws LogException {
        Lease stream = log.give("The stream", () -> closed.add("stream is told"), closing("stream"));
        stream.give("An area", () -> closed.add("area is told"), closing("area"));
        log.give("Another stream", () -> closed.add("another stream is told"), closing("another stream"));

        log.end();

        assertThat(closed)
                .containsExactly(
                        "another stream is told", "area is told", "stream is told", "another stream", "area", "stream", "log");
    }

    @Test
    void aLeaseEndsOnceWhoeverEndsIt() throws LogException {
        Lease stream = log.give("The stream", closing("stream"));

        stream.end();
        stream.end();
        log.end();
        log.end();

        assertThat(closed).containsExactly("stream", "log");
    }

    @Test
    void endingOneLeavesTheOthers() throws LogException {
        Lease stream = log.give("The stream", closing("stream"));
        Lease other = log.give("Another stream", closing("another stream"));

        stream.end();

        other.require();
        log.require();
        assertThat(stream.ended()).isTrue();
        assertThatThrownBy(stream::require)
                .isInstanceOfSatisfying(LogException.class, e -> assertThat(e.status()).isEqualTo(LogStatus.INVALID_HANDLE))
                .hasMessage("The stream was closed");
    }

    @Test
    void whatIsMadeTooLateIsClosedAtOnce() throws LogException {
        log.end();

        assertThatThrownBy(() -> log.give("The stream", closing("stream")))
                .isInstanceOf(LogException.class)
                .hasMessage("The log was closed");
        assertThat(closed).containsExactly("log", "stream");
    }

    @Test
    void aFailureStopsNothingAndAllAreTold() throws LogException {
        log.give("The stream", closing("stream"));
        log.give("An area", failing(LogStatus.CONTAINER_WRITE_FAILED));
        log.give("Another area", failing(LogStatus.STATE_INVALID));

        assertThatThrownBy(log::end)
                .isInstanceOfSatisfying(LogException.class, e -> {
                    assertThat(e.status()).isEqualTo(LogStatus.STATE_INVALID);
                    assertThat(e.getSuppressed())
                            .extracting(each -> ((LogException) each).status())
                            .containsExactly(LogStatus.CONTAINER_WRITE_FAILED);
                });
        assertThat(closed).containsExactly("stream", "log");
    }
}
