package org.clfs4j.itests.crash;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What the writing process tells its parent, through a pipe.
 *
 * <p>A frame is shorter than what a pipe takes in one piece: the last one is there as a whole or not at all.
 *
 * @param kind what it tells
 * @param producer who appended the records; the keeper of the log counts as one more
 * @param transaction the number of the transaction
 * @param index the number of the first record in its transaction
 * @param values the LSNs of the records, one LSN, or a count
 */
record Frame(Kind kind, int producer, long transaction, int index, long... values) {

    /** What a frame tells. */
    enum Kind {
        /** The log is about to be opened. */
        OPENING,
        /** The log is open. */
        OPENED,
        /** Records are durable; the values are their LSNs. */
        DURABLE,
        /** From now on the base may be this LSN. */
        BASE_WANTED,
        /** From now on the base is never older than this LSN. */
        BASE_DURABLE,
        /** From now on the log may have this number of containers. */
        CONTAINERS_WANTED,
        /** From now on the log has this number of containers. */
        CONTAINERS_ADDED
    }

    static Frame of(Kind kind, long value) {
        return new Frame(kind, 0, 0, 0, value);
    }

    /** Writes the frame in one piece. */
    void write(OutputStream pipe) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(18 + 8 * values.length);
        frame.put((byte) kind.ordinal())
                .putInt(producer)
                .putLong(transaction)
                .putInt(index)
                .put((byte) values.length);
        for (long value : values) {
            frame.putLong(value);
        }
        synchronized (pipe) {
            pipe.write(frame.array());
            pipe.flush();
        }
    }

    /** Reads the next frame; empty when the writing process is gone. */
    static Optional<Frame> read(DataInputStream pipe) throws IOException {
        try {
            Kind kind = Kind.values()[pipe.readByte()];
            int producer = pipe.readInt();
            long transaction = pipe.readLong();
            int index = pipe.readInt();
            long[] values = new long[pipe.readByte()];
            for (int i = 0; i < values.length; i++) {
                values[i] = pipe.readLong();
            }
            return Optional.of(new Frame(kind, producer, transaction, index, values));
        } catch (EOFException e) {
            return Optional.empty();
        }
    }
}
