package org.clfs4j.itests.crash;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Who wrote a record: its payload begins with this, and all the rest of the payload follows from it.
 *
 * <pre>
 *   round 4 | producer 4 | transaction 8 | index 4 | noise, up to 40 KiB
 * </pre>
 *
 * @param round the life of the writing process, from 0
 * @param producer the thread in it
 * @param transaction the number of the transaction, from 0 in each round
 * @param index the number of the record in its transaction
 */
record RecordId(int round, int producer, long transaction, int index) implements Comparable<RecordId> {

    /** Bytes of the longest payload. */
    static final int LONGEST = 20 + (40 << 10);

    private static final int LENGTH = 20;
    private static final Comparator<RecordId> ORDER = Comparator.comparingInt(RecordId::producer)
            .thenComparingInt(RecordId::round)
            .thenComparingLong(RecordId::transaction)
            .thenComparingInt(RecordId::index);

    /** Reads the beginning of a payload. */
    static Optional<RecordId> of(byte[] payload) {
        if (payload.length < LENGTH) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(payload);
        return Optional.of(new RecordId(bytes.getInt(), bytes.getInt(), bytes.getLong(), bytes.getInt()));
    }

    /** Returns what the record holds, the same bytes each time. */
    byte[] payload() {
        SplittableRandom random = new SplittableRandom(hash());
        byte[] noise = new byte[length(random)];
        random.nextBytes(noise);
        byte[] payload = new byte[LENGTH + noise.length];
        ByteBuffer.wrap(payload)
                .putInt(round)
                .putInt(producer)
                .putLong(transaction)
                .putInt(index)
                .put(noise);
        return payload;
    }

    /** Mostly short, sometimes of a few sectors, now and then larger than half a block. */
    private static int length(SplittableRandom random) {
        int kind = random.nextInt(20);
        if (kind < 14) {
            return random.nextInt(300);
        }
        return kind < 19 ? random.nextInt(4 << 10) : random.nextInt(LONGEST - LENGTH);
    }

    boolean holds(byte[] payload) {
        return Arrays.equals(payload, payload());
    }

    private long hash() {
        long hash = 31L * round + producer;
        return (hash * 0x9E3779B97F4A7C15L + transaction) * 0xBF58476D1CE4E5B9L + index;
    }

    /** Orders the records of one producer as it appended them. */
    @Override
    public int compareTo(RecordId other) {
        return ORDER.compare(this, other);
    }
}
