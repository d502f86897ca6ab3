package org.clfs4j.core.marshal;

import java.nio.ByteBuffer;
import org.clfs4j.Append;
import org.clfs4j.Claim;
import org.clfs4j.Lsn;
import org.clfs4j.core.format.Place;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;
import org.clfs4j.error.LogUsageException;

/**
 * A record's place in the open block, being written.
 *
 * <pre>
 *   open ──commit──▶ committed
 *     └─────abort──▶ aborted
 * </pre>
 */
final class BlockClaim implements Claim {

    private enum State {
        OPEN,
        COMMITTED,
        ABORTED
    }

    private final Area area;
    private final WriteBlock block;
    private final long lsn;
    private final int offset;
    private final int length;
    private final Append options;
    private final ByteBuffer buffer;
    private final Thread holder = Thread.currentThread();
    private State state = State.OPEN;

    BlockClaim(Area area, WriteBlock block, long lsn, int offset, int length, Append options, ByteBuffer buffer) {
        this.area = area;
        this.block = block;
        this.lsn = lsn;
        this.offset = offset;
        this.length = length;
        this.options = options;
        this.buffer = buffer;
    }

    Area area() {
        return area;
    }

    WriteBlock block() {
        return block;
    }

    Thread holder() {
        return holder;
    }

    @Override
    public Lsn lsn() {
        return Lsn.of(lsn);
    }

    @Override
    public ByteBuffer buffer() {
        return buffer;
    }

    @Override
    public Lsn commit() throws LogException {
        becomeCommitted();
        area.afterAppend(lsn, options); // without the lock: who aborts all claims of an area need not wait for this flush
        return lsn();
    }

    private synchronized void becomeCommitted() throws LogException {
        if (state != State.OPEN) {
            throw new LogUsageException(
                    LogStatus.INVALID_HANDLE,
                    "The claim at LSN " + lsn() + " was " + (state == State.COMMITTED ? "committed" : "aborted")
                            + " before");
        }
        area.requireVisible(options, this);
        end(State.COMMITTED);
    }

    @Override
    public synchronized void abort() {
        if (state != State.OPEN) {
            return;
        }
        boolean aborted = false;
        try {
            block.abort(Place.record(lsn), offset, length);
            aborted = true;
        } finally {
            if (!aborted) {
                block.spoilt = true;
            }
            end(State.ABORTED);
        }
    }

    private void end(State end) {
        state = end;
        try {
            area.stream().log().claims().remove(this);
        } finally {
            block.publish(length);
        }
        area.stream().arrivals().signal();
    }
}
