package org.clfs4j.core.io;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Waits without being cut short. */
final class Uninterruptibly {

    private Uninterruptibly() {}

    /**
     * Waits for a result; an interrupt is kept until then.
     *
     * @param result what another thread is working on, with a buffer that must not be touched meanwhile
     * @return the result
     * @throws IOException if the work failed
     */
    static int get(Future<Integer> result) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return result.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
