package org.clfs4j.core.marshal;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.clfs4j.core.format.Place;
import org.clfs4j.core.marshal.Interleavings.Scenario;
import org.junit.jupiter.api.Test;

/** Group commit: one leader at a time, nobody is told too early, and nobody waits for ever. */
class FlushModelTest {

    /** Makes a little durable at a time, so that there are several groups. */
    private static final class SlowFlusher implements GroupCommit.Flusher {

        private final Lane lane = new Lane(0);
        private volatile int leaders;

        @Override
        public void flush() {
            leaders++;
            if (leaders != 1) {
                throw new IllegalStateException("two leaders at once");
            }
            lane.durable(Math.min(lane.requested(), lane.durable() + 1));
            leaders--;
        }

        @Override
        public boolean failed() {
            return false;
        }
    }

    /** Each thread waits for a bound of its own; one may run an action in the place of a group instead. */
    private static final class Waiting extends Scenario {

        private final SlowFlusher flusher = new SlowFlusher();
        private final GroupCommit groups = new GroupCommit(flusher, () -> {}); // calls into the depth look endless to the checker
        private final int acting;
        private int actions;

        Waiting(int acting) {
            this.acting = acting;
        }

        @Override
        void run(int thread) throws Throwable {
            if (thread == acting) {
                groups.whileIdle(() -> actions++);
                return;
            }
            long bound = thread + 1;
            if (!groups.await(flusher.lane, bound)) {
                throw new IllegalStateException("told that it failed, which it did not");
            }
            if (Place.less(flusher.lane.durable(), bound)) {
                throw new IllegalStateException("told before it is durable");
            }
        }
    }

    @Test
    void bothWhoWaitAreToldWhenItIsDurable() {
        Interleavings.explore(2, () -> new Waiting(-1));
    }

    @Test
    void allThreeWhoWaitAreToldWhenItIsDurable() {
        Interleavings.explore(3, () -> new Waiting(-1));
    }

    @Test
    void whoRunsAnActionInBetweenHandsOver() {
        Interleavings.explore(2, () -> new Waiting(1));
    }

    /** Leads if nobody does, by looking first and saying so then. */
    private static final class LeadingInTwoSteps extends Scenario {

        private final SlowFlusher flusher = new SlowFlusher();
        private volatile boolean led;

        @Override
        void run(int thread) {
            flusher.lane.request(1);
            if (!led) {
                led = true;
                flusher.flush();
                led = false;
            }
        }
    }

    @Test
    void twoLeadersAreFound() {
        assertThatThrownBy(() -> Interleavings.explore(2, LeadingInTwoSteps::new)).isInstanceOf(Throwable.class);
    }

    /** Looks first and sleeps then, with nothing in between that would see a signal. */
    private static final class SleepingTooLate extends Scenario {

        private final Lane lane = new Lane(0);

        @Override
        void run(int thread) throws InterruptedException {
            if (thread == 0) {
                if (lane.durable() == 0) {
                    synchronized (this) {
                        wait();
                    }
                }
            } else {
                lane.durable(1);
                synchronized (this) {
                    notifyAll();
                }
            }
        }
    }

    @Test
    void wakeUpThatIsLostIsFound() {
        assertThatThrownBy(() -> Interleavings.explore(2, SleepingTooLate::new)).isInstanceOf(Throwable.class);
    }
}
