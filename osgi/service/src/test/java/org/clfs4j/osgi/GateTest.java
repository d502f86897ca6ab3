package org.clfs4j.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GateTest {

    private final Gate gate = new Gate();

    @Test
    void anOpenGateLetsAllIn() {
        assertThat(gate.enter()).isTrue();
        assertThat(gate.enter()).isTrue();
        assertThat(gate.isShut()).isFalse();
    }

    @Test
    void aShutGateLetsNobodyInAndIsEmptyAtOnce() {
        gate.shut();
        gate.shut();

        assertThat(gate.enter()).isFalse();
        assertThat(gate.isShut()).isTrue();
        gate.awaitEmpty();
    }

    @Test
    void whoeverIsInsideIsWaitedForAndAnInterruptIsKept() throws InterruptedException {
        gate.enter();
        gate.enter();
        gate.shut();
        boolean[] kept = new boolean[1];
        Thread waiting = new Thread(() -> {
            gate.awaitEmpty();
            kept[0] = Thread.currentThread().isInterrupted();
        });
        waiting.start();
        awaitWaiting(waiting);
        waiting.interrupt();
        gate.leave();
        assertThat(gate.enter()).isFalse();
        awaitWaiting(waiting);

        gate.leave();
        waiting.join();

        assertThat(kept[0]).isTrue();
    }

    /** It waits, or would wait for ever. */
    private static void awaitWaiting(Thread thread) {
        while (thread.getState() != Thread.State.WAITING) {
            assertThat(thread.isAlive()).isTrue();
            Thread.onSpinWait();
        }
    }
}
