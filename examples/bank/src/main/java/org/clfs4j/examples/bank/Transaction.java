package org.clfs4j.examples.bank;

import org.clfs4j.Lsn;

/** A transaction at work: where its records are. */
final class Transaction {

    final long id;
    Lsn first = Lsn.INVALID;
    Lsn last = Lsn.INVALID;

    /** The youngest of its updates that is not undone yet. */
    Lsn undoNext = Lsn.INVALID;

    /** How many updates are not undone yet: for so many, room for a compensation is reserved. */
    int undoable;

    Transaction(long id) {
        this.id = id;
    }

    /** A record of the transaction was appended. */
    void appended(Lsn lsn, LogRecord.Kind kind, Lsn next) {
        first = first.isInvalid() ? lsn : first;
        last = lsn;
        if (kind == LogRecord.Kind.UPDATE) {
            undoNext = lsn;
            undoable++;
        } else if (kind == LogRecord.Kind.COMPENSATION) {
            undoNext = next;
            undoable--;
        }
    }
}
