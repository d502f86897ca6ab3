package org.clfs4j.offheap.io;

import java.lang.System.Logger.Level;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The descriptors of one open file. They are closed when nobody is in a call with them any more: afterwards the system gives their
 * numbers to other files.
 *
 * <pre>
 *   open ──enter/leave──▶ open ──close──▶ refuses entry ──last leave──▶ closed
 * </pre>
 *
 * @threading safe for concurrent use
 */
final class Descriptors {

    /** Stands for a descriptor that there is not. */
    static final int NONE = -1;

    private static final int CLOSING = Integer.MIN_VALUE;

    private final int cached;
    private final int direct;

    /** How many are in a call; with {@link #CLOSING} added when no more may enter. */
    private final AtomicInteger users = new AtomicInteger();

    /**
     * Takes care of descriptors.
     *
     * @param cached reads and writes through the system's cache
     * @param direct goes around it, or {@link #NONE}
     */
    Descriptors(int cached, int direct) {
        this.cached = cached;
        this.direct = direct;
    }

    /** Returns the one that goes through the system's cache; for use between {@link #enter} and {@link #leave}. */
    int cached() {
        return cached;
    }

    /** Returns the one that goes around the system's cache, or {@link #NONE}; for use as well. */
    int direct() {
        return direct;
    }

    /** Begins a call; {@link #leave} must follow unless this throws. */
    CallFrame enter() throws ClosedChannelException {
        CallFrame frame = CallFrame.take();
        boolean entered = false;
        try {
            count();
            entered = true;
            return frame;
        } finally {
            if (!entered) {
                frame.giveBack();
            }
        }
    }

    private void count() throws ClosedChannelException {
        int before;
        do {
            before = users.get();
            if (before < 0) {
                throw new ClosedChannelException();
            }
        } while (!users.compareAndSet(before, before + 1));
    }

    /** Ends a call. */
    void leave(CallFrame frame) {
        frame.giveBack();
        if (users.decrementAndGet() == CLOSING) {
            closeAll();
        }
    }

    /** Lets nobody enter any more and closes the descriptors, at the latest when the calls under way end. */
    void close() {
        int before = users.getAndUpdate(now -> now < 0 ? now : now + CLOSING);
        if (before == 0) {
            closeAll();
        }
    }

    private void closeAll() {
        close(cached);
        if (direct != NONE) {
            close(direct);
        }
    }

    /** Closes one descriptor. The system has closed it whatever it says; what was written is forced by others. */
    static void close(int descriptor) {
        CallFrame frame = CallFrame.take();
        try {
            int result = SystemCalls.close(frame, descriptor);
            if (result < 0) {
                System.getLogger(Descriptors.class.getPackageName())
                        .log(Level.WARNING, "Closing a file failed: {0}", Errno.describe(result));
            }
        } finally {
            frame.giveBack();
        }
    }
}
