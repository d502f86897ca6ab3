package org.clfs4j.examples.bank;

import java.nio.ByteBuffer;

/**
 * What the bank writes to its log.
 *
 * @param kind what happened
 * @param transaction whose doing it was
 * @param account which account was changed; of no meaning for the ends of transactions and checkpoints
 * @param delta by how much
 */
record LogRecord(Kind kind, long transaction, int account, long delta) {

    /** Bytes of every record. */
    static final int LENGTH = Byte.BYTES + Long.BYTES + Integer.BYTES + Long.BYTES;

    private static final Kind[] KINDS = Kind.values();

    /** What a record tells. */
    enum Kind {
        /** An account was changed; undone by the opposite change. */
        UPDATE,

        /** An update was undone; never undone itself, its undo-next link names what is left to undo. */
        COMPENSATION,

        /** The transaction happened. */
        COMMIT,

        /** The transaction did not happen, and nothing is left of it. */
        ROLLED_BACK,

        /** The tables of the next checkpoint are those of this moment. */
        CHECKPOINT_BEGINS
    }

    static LogRecord update(long transaction, int account, long delta) {
        return new LogRecord(Kind.UPDATE, transaction, account, delta);
    }

    /** Returns the record that undoes an update. */
    LogRecord compensation() {
        return new LogRecord(Kind.COMPENSATION, transaction, account, -delta);
    }

    static LogRecord end(Kind kind, long transaction) {
        return new LogRecord(kind, transaction, 0, 0);
    }

    boolean changesAPage() {
        return kind == Kind.UPDATE || kind == Kind.COMPENSATION;
    }

    ByteBuffer bytes() {
        return ByteBuffer.allocate(LENGTH)
                .put((byte) kind.ordinal())
                .putLong(transaction)
                .putInt(account)
                .putLong(delta)
                .flip();
    }

    static LogRecord of(ByteBuffer bytes) {
        return new LogRecord(KINDS[bytes.get()], bytes.getLong(), bytes.getInt(), bytes.getLong());
    }
}
