package org.clfs4j.examples.bank;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;
import org.clfs4j.RecordFilter;
import org.clfs4j.RestartArea;
import org.clfs4j.examples.bank.LogRecord.Kind;

/**
 * Brings the pages to what the log says: history is repeated, also that of transactions that will not have happened, and then those
 * are rolled back as they would have been without a crash. A recovery that is killed is simply begun again.
 */
final class Recovery {

    private final MarshallingArea log;
    private final BufferPool pool;
    private final Lsn base;
    private Map<Long, Transaction> transactions = new HashMap<>();
    private Map<Integer, Lsn> dirtyPages = new HashMap<>();
    private long greatestTransaction;

    Recovery(MarshallingArea log, BufferPool pool, Lsn base) {
        this.log = log;
        this.pool = pool;
        this.base = base;
    }

    /** Repeats history and returns the transactions that were at work when it ended. */
    Map<Long, Transaction> run() throws IOException {
        analyse();
        redo();
        return transactions;
    }

    long greatestTransaction() {
        return greatestTransaction;
    }

    private void analyse() throws IOException {
        Optional<RestartArea> restart = log.readRestartArea();
        Lsn from = base;
        Lsn known = Lsn.INVALID;
        if (restart.isPresent()) {
            Checkpoint checkpoint = Checkpoint.of(restart.get().payload());
            transactions = new HashMap<>(checkpoint.transactions());
            dirtyPages = new HashMap<>(checkpoint.dirtyPages());
            from = checkpoint.begins();
            known = from;
        }
        try (ReadContext records = log.read(from, ReadMode.FORWARD)) {
            while (records.next(RecordFilter.DATA)) {
                LogRecord record = LogRecord.of(records.payload());
                greatestTransaction = Math.max(greatestTransaction, record.transaction());
                if (records.lsn().equals(known)) {
                    continue; // the tables show it already
                }
                if (record.changesAPage()) {
                    transactions
                            .computeIfAbsent(record.transaction(), Transaction::new)
                            .appended(records.lsn(), record.kind(), records.undoNext());
                    dirtyPages.putIfAbsent(BufferPool.pageOf(record.account()), records.lsn());
                } else if (record.kind() != Kind.CHECKPOINT_BEGINS) {
                    transactions.remove(record.transaction());
                }
            }
        }
        for (long id : transactions.keySet()) {
            greatestTransaction = Math.max(greatestTransaction, id);
        }
    }

    private void redo() throws IOException {
        Optional<Lsn> oldest = dirtyPages.values().stream().min(Lsn::compareTo);
        if (oldest.isEmpty()) {
            return;
        }
        try (ReadContext records = log.read(oldest.get(), ReadMode.FORWARD)) {
            while (records.next(RecordFilter.DATA)) {
                LogRecord record = LogRecord.of(records.payload());
                if (record.changesAPage() && !pool.shows(records.lsn(), record.account())) {
                    pool.apply(records.lsn(), record.account(), record.delta());
                }
            }
        }
    }
}
