package org.clfs4j.core.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;
import org.junit.jupiter.api.Test;

class CallGuardTest {

    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private Runnable whileGivingBack = () -> {};
    private final CallGuard guard = new CallGuard(this::giveBack);

    private void giveBack() {
        whileGivingBack.run();
        told.add("given back");
    }

    private void close() {
        guard.close(() -> told.add("call is ended"));
    }

    private static Thread started(Runnable step) {
        Thread thread = new Thread(step);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void awaitBlockedOrOver(Thread thread) {
        while (thread.getState() != Thread.State.WAITING && thread.isAlive()) {
            Thread.onSpinWait();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void anIdleContextIsClosedAtOnceAndLetsNobodyIn() {
        close();

        assertThat(told).containsExactly("given back");
        assertThat(guard.closed()).isTrue();
        assertThat(guard.tryEnter()).isFalse();
        assertThatThrownBy(guard::enter)
                .isInstanceOfSatisfying(
                        LogException.class, e -> assertThat(e.status()).isEqualTo(LogStatus.READ_CONTEXT_INVALID));
    }

    @Test
    void whatBelongsToTheContextIsGivenBackOnce() {
        close();
        close();

        assertThat(told).containsExactly("given back");
    }

    @Test
    void aCloseReturnsWhenTheCallUnderWayHasEnded() throws Exception {
        guard.enter();
        Thread closer = started(this::close);
        awaitBlockedOrOver(closer);

        assertThat(closer.isAlive()).as("waits").isTrue();
        assertThat(told).containsExactly("call is ended");
        assertThatThrownBy(guard::check).isInstanceOf(LogException.class);
        guard.leave();
        closer.join();

        assertThat(told).containsExactly("call is ended", "given back");
    }

    @Test
    void aCloseReturnsWhenAnotherOneHasGivenBack() throws Exception {
        CountDownLatch isGivingBack = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        whileGivingBack = () -> {
            isGivingBack.countDown();
            await(goOn);
        };
        Thread first = started(this::close);
        await(isGivingBack);
        Thread second = started(this::close);
        awaitBlockedOrOver(second);

        assertThat(second.isAlive()).as("waits").isTrue();
        goOn.countDown();
        first.join();
        second.join();

        assertThat(told).containsExactly("given back");
    }

    @Test
    void anInterruptIsKeptUntilTheCloseReturns() throws Exception {
        guard.enter();
        List<Boolean> interrupted = Collections.synchronizedList(new ArrayList<>());
        Thread closer = started(() -> {
            close();
            interrupted.add(Thread.currentThread().isInterrupted());
        });
        closer.interrupt();
        awaitBlockedOrOver(closer);

        guard.leave();
        closer.join();

        assertThat(interrupted).containsExactly(true);
    }

    @Test
    void aCallMayCloseItsContext() throws Exception {
        guard.enter();

        close();
        assertThat(told).containsExactly("call is ended");
        guard.leave();

        assertThat(told).containsExactly("call is ended", "given back");
    }

    @Test
    void whatIsGivenBackMayCloseTheContextAgain() {
        whileGivingBack = this::close;

        close();

        assertThat(told).containsExactly("given back");
    }
}
