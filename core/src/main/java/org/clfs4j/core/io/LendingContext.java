package org.clfs4j.core.io;

import java.nio.ByteBuffer;
import org.clfs4j.ReadContext;

/**
 * A read context that lends the payload of its current record to somebody who sees to it that nobody reads it for longer than it
 * is there.
 *
 * @threading as {@link ReadContext}; a loan may be ended from any thread
 */
public interface LendingContext extends ReadContext {

    /**
     * Lends the payload of the current record.
     *
     * <p>The loan is ended before any call that moves the context, when the context is closed, and when its area is.
     *
     * @param loan the loan, in place of an earlier one, which is ended first
     * @return a read-only view of the record's bytes
     * @throws IllegalStateException if there is no current record, or the context or its area is closed
     */
    ByteBuffer lend(Loan loan);

    /**
     * Returns the loan of the current record.
     *
     * @return the loan that has not ended, or {@code null}
     */
    Loan loan();

    /** What was lent. */
    interface Loan {

        /**
         * Ends the loan: when this returns, nobody reads the bytes any more, nor ever will. Nothing if it has ended.
         *
         * @throws RuntimeException if that is not possible now; then the call that wanted to move the context is refused with it,
         *     and nothing has changed
         */
        void end();

        /**
         * The context is closed, and the loan could not be ended: the bytes stay as long as they are needed.
         *
         * @param giveBack to be run when the loan has ended, from any thread
         */
        void outlives(Runnable giveBack);
    }
}
