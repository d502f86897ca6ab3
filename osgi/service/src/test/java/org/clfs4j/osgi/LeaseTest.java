package org.clfs4j.osgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;
import org.junit.jupiter.api.Test;

class LeaseTest {

    private final List<String> closed = Collections.synchronizedList(new ArrayList<>());
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

    @Test
    void anEndWaitsForWhatIsJustBeingMadeAndEndsItToo() throws Exception {
        CountDownLatch isMaking = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Thread maker = started(() -> log.making(() -> {
            isMaking.countDown();
            awaitQuietly(goOn);
            return log.give("The stream", closing("stream"));
        }));
        isMaking.await();

        endLogWhile(maker, goOn);

        assertThat(closed).containsExactly("stream", "log");
    }

    @Test
    void nothingIsMadeAnyMoreOfWhatWasToldThatItIsEnding() throws LogException {
        AtomicReference<LogException> refusal = new AtomicReference<>();
        AtomicReference<Lease> toldFirst = new AtomicReference<>();
        log.give("A stream", () -> refusal.set(refusalOf(toldFirst.get())), closing("stream"));
        toldFirst.set(log.give("Another stream", closing("another stream")));

        log.end();

        assertThat(refusal.get()).hasMessage("Another stream was closed");
        assertThat(closed).containsExactly("another stream", "stream", "log");
    }

    private LogException refusalOf(Lease lease) {
        try {
            lease.making(() -> closed.add("made"));
            return null;
        } catch (LogException e) {
            return e;
        }
    }

    @Test
    void anEndWaitsForTheEndOfWhatWasGivenThatIsUnderWay() throws Exception {
        CountDownLatch isClosing = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Lease stream = log.give("The stream", () -> {
            isClosing.countDown();
            awaitQuietly(goOn);
            closed.add("stream");
        });
        Thread client = started(stream::end);
        isClosing.await();

        endLogWhile(client, goOn);

        assertThat(closed).containsExactly("stream", "log");
    }

    @Test
    void whatCouldNotBeClosedIsClosedWithWhatItWasGivenFrom() throws LogException {
        Lease stream = log.give("The stream", closing("stream"));
        AtomicBoolean isInTheWay = new AtomicBoolean(true);
        stream.give("An area", () -> {
            if (isInTheWay.get()) {
                throw LogException.of(LogStatus.INVALID_PARAMETER, "would wait for a claim of this thread");
            }
            closed.add("area");
        });
        assertThatThrownBy(stream::end).isInstanceOf(LogException.class);
        closed.clear();
        isInTheWay.set(false);

        log.end();

        assertThat(closed).containsExactly("area", "stream", "log");
    }

    @Test
    void whatSomebodyElseCouldNotCloseIsClosedByWhoWaitsForIt() throws Exception {
        CountDownLatch isClosing = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicBoolean first = new AtomicBoolean(true);
        Lease area = log.give("The area", () -> {
            if (first.getAndSet(false)) {
                isClosing.countDown();
                awaitQuietly(goOn);
                throw LogException.of(LogStatus.INVALID_PARAMETER, "would wait for a claim of this thread");
            }
            closed.add("area");
        });
        AtomicReference<Throwable> told = new AtomicReference<>();
        Thread client = started(() -> told.set(catchThrowable(area::end)));
        isClosing.await();

        endLogWhile(client, goOn);

        assertThat(closed).containsExactly("area", "log");
        assertThat(told.get()).isInstanceOf(LogException.class);
    }

    @Test
    void whatIsCalledByAnEndMayEndAllOfIt() throws Exception {
        Lease stream = log.give("The stream", () -> {
            log.end();
            closed.add("stream");
        });

        Thread client = started(stream::end);
        awaitBlockedOrOver(client);

        assertThat(client.isAlive()).isFalse();
        assertThat(closed).containsExactlyInAnyOrder("log", "stream");
    }

    /** Ends the log, lets a thread that is at work in it go on when that waits, and awaits both. */
    private void endLogWhile(Thread atWork, CountDownLatch goOn) throws InterruptedException {
        Thread ender = started(log::end);
        awaitBlockedOrOver(ender);
        goOn.countDown();
        atWork.join();
        ender.join();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** What a thread does. */
    @FunctionalInterface
    private interface Step {
        void run() throws Exception;
    }

    private static Thread started(Step step) {
        Thread thread = new Thread(() -> {
            try {
                step.run();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void awaitBlockedOrOver(Thread thread) {
        while (thread.getState() != Thread.State.WAITING && thread.isAlive()) {
            Thread.onSpinWait();
        }
    }
}
