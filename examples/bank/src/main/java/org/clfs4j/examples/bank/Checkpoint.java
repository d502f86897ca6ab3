package org.clfs4j.examples.bank;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.clfs4j.Lsn;

/**
 * The tables that recovery begins with, as they were at one record of the log; the bank goes on while they are written.
 *
 * @param begins the record
 * @param transactions who was at work
 * @param dirtyPages pages that may lack what the log has, with the oldest record that each may lack
 */
record Checkpoint(Lsn begins, Map<Long, Transaction> transactions, Map<Integer, Lsn> dirtyPages) {

    /** Room that is always reserved for the next one: so a full log can be emptied. */
    static final int MOST_BYTES = 8000;

    static Checkpoint of(Lsn begins, Collection<Transaction> active, Map<Integer, Lsn> dirtyPages) {
        Map<Long, Transaction> transactions = new HashMap<>();
        for (Transaction each : active) {
            transactions.put(each.id, each);
        }
        return new Checkpoint(begins, transactions, dirtyPages);
    }

    /** Returns the oldest record that recovery would need. */
    Lsn base() {
        Lsn oldest = begins;
        for (Transaction each : transactions.values()) {
            oldest = each.first.isLess(oldest) ? each.first : oldest;
        }
        for (Lsn each : dirtyPages.values()) {
            oldest = each.isLess(oldest) ? each : oldest;
        }
        return oldest;
    }

    ByteBuffer bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(MOST_BYTES);
        bytes.putLong(begins.value()).putInt(transactions.size()).putInt(dirtyPages.size());
        for (Transaction each : transactions.values()) {
            bytes.putLong(each.id).putLong(each.first.value()).putLong(each.last.value());
            bytes.putLong(each.undoNext.value()).putInt(each.undoable);
        }
        dirtyPages.forEach((page, lsn) -> bytes.putInt(page).putLong(lsn.value()));
        return bytes.flip();
    }

    static Checkpoint of(ByteBuffer bytes) {
        Lsn begins = Lsn.of(bytes.getLong());
        int transactionCount = bytes.getInt();
        int pageCount = bytes.getInt();
        Map<Long, Transaction> transactions = new HashMap<>();
        for (int i = 0; i < transactionCount; i++) {
            Transaction each = new Transaction(bytes.getLong());
            each.first = Lsn.of(bytes.getLong());
            each.last = Lsn.of(bytes.getLong());
            each.undoNext = Lsn.of(bytes.getLong());
            each.undoable = bytes.getInt();
            transactions.put(each.id, each);
        }
        Map<Integer, Lsn> dirtyPages = new HashMap<>();
        for (int i = 0; i < pageCount; i++) {
            dirtyPages.put(bytes.getInt(), Lsn.of(bytes.getLong()));
        }
        return new Checkpoint(begins, transactions, dirtyPages);
    }
}
