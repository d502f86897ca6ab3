package org.clfs4j.itests.crash;

import static org.clfs4j.itests.crash.Transaction.Ending.ASYNC;
import static org.clfs4j.itests.crash.Transaction.Ending.EACH_RECORD;
import static org.clfs4j.itests.crash.Transaction.Ending.LAST_RECORD;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.CompletionException;
import org.clfs4j.Append;
import org.clfs4j.Claim;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.error.LogFullException;

/** Appends transactions, in every way that there is to append, and reports each one when it is durable. */
final class Producer {

    private static final int WAYS = 8;

    private final int round;
    private final int number;
    private final MarshallingArea area;
    private final Keeper keeper;
    private final ByteBuffer direct = ByteBuffer.allocateDirect(RecordId.LONGEST);

    Producer(int round, int number, MarshallingArea area, Keeper keeper) {
        this.round = round;
        this.number = number;
        this.area = area;
        this.keeper = keeper;
    }

    /** Appends until the process is killed. */
    void produce() throws IOException, InterruptedException {
        for (long transaction = 0; ; transaction++) {
            append(Transaction.of(round, number, transaction));
        }
    }

    private void append(Transaction transaction) throws IOException, InterruptedException {
        long[] lsns = new long[transaction.size()];
        for (int index = 0; index < lsns.length; index++) {
            lsns[index] = append(transaction, index);
            if (transaction.ending() == EACH_RECORD) {
                report(transaction, index, lsns[index]);
            }
        }
        switch (transaction.ending()) {
            case FLUSH -> area.flush();
            case FLUSH_TO -> area.flushTo(Lsn.of(lsns[lsns.length - 1]));
            case EACH_RECORD, LAST_RECORD, ASYNC -> {} // durable with the last record
        }
        if (transaction.ending() != EACH_RECORD) {
            report(transaction, 0, lsns);
        }
    }

    private void report(Transaction transaction, int index, long... lsns) throws IOException {
        keeper.durable(new Frame(Frame.Kind.DURABLE, number, transaction.number(), index, lsns));
    }

    private long append(Transaction transaction, int index) throws IOException, InterruptedException {
        byte[] payload = transaction.record(index).payload();
        boolean last = index == transaction.size() - 1;
        int way = Math.floorMod(31 * transaction.number() + index, WAYS);
        while (true) {
            long laps = keeper.laps();
            try {
                return last && transaction.ending() == ASYNC ? async(payload) : append(transaction, last, way, payload);
            } catch (LogFullException e) {
                keeper.awaitRoom(laps);
            }
        }
    }

    private long append(Transaction transaction, boolean last, int way, byte[] payload) throws IOException {
        boolean forced = transaction.ending() == EACH_RECORD || last && transaction.ending() == LAST_RECORD;
        Append options = forced ? Append.FORCE_FLUSH : way == 3 ? Append.FORCE_APPEND : Append.NONE;
        return switch (way) {
            case 0, 1 -> area.gatherAsLong(pieces(payload), options);
            case 2 -> claimed(payload, options);
            case 4 -> abortedBefore(payload, options);
            case 5 -> area.appendAsLong(direct.clear().put(payload).flip(), options);
            default -> area.appendAsLong(ByteBuffer.wrap(payload), options);
        };
    }

    private static ByteBuffer[] pieces(byte[] payload) {
        int cut = payload.length / 3;
        return new ByteBuffer[] {
            ByteBuffer.wrap(payload, 0, cut),
            ByteBuffer.allocate(0),
            ByteBuffer.wrap(payload, cut, payload.length - cut)
        };
    }

    private long claimed(byte[] payload, Append options) throws IOException {
        try (Claim claim = area.claim(payload.length, options)) {
            claim.buffer().put(payload);
            return claim.commit().value();
        }
    }

    private long abortedBefore(byte[] payload, Append options) throws IOException {
        try (Claim claim = area.claim(payload.length, Append.NONE)) {
            claim.buffer().put(payload, 0, payload.length / 2);
        }
        return area.appendAsLong(ByteBuffer.wrap(payload), options);
    }

    private long async(byte[] payload) throws IOException {
        try {
            return area.appendAsync(ByteBuffer.wrap(Arrays.copyOf(payload, payload.length)), Append.NONE)
                    .toCompletableFuture()
                    .join()
                    .value();
        } catch (CompletionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
