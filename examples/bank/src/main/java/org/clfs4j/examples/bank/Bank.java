package org.clfs4j.examples.bank;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import org.clfs4j.Append;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.LogProvider;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;
import org.clfs4j.RestartOptions;
import org.clfs4j.error.LogFullException;
import org.clfs4j.examples.bank.LogRecord.Kind;

/**
 * Accounts, and transactions over them that happen wholly or not at all, also if the process dies.
 *
 * @threading safe for concurrent use
 */
final class Bank implements AutoCloseable {

    private static final int CONTAINERS = 4;
    private static final long CONTAINER_SIZE = 512 << 10;
    private static final int PAGES_IN_MEMORY = 12;

    private final LogFile log;
    private final LogStream stream;
    private final MarshallingArea area;
    private final PageFile file;
    private final BufferPool pool;
    private final ReentrantLock[] accountLocks;

    /** Held while a record is appended and its page shows it, so that a page never shows a younger record without an older one. */
    private final Object latch = new Object();

    private final Object checkpointLock = new Object();
    private final Map<Long, Transaction> active;
    private long transactions;

    /** Where the checkpoint before the next one began. */
    private Lsn lastBegins;

    private int reservedCheckpoints;

    /** One change of one account. */
    record Change(int account, long delta) {}

    /** Opens the bank in a directory, and recovers it. */
    Bank(Path directory, int accounts) throws IOException {
        log = LogProvider.load().open(LogName.of(directory.resolve("bank")), OpenOptions.openAlways());
        if (log.containers().list().isEmpty()) {
            log.containers().add(CONTAINERS, CONTAINER_SIZE);
        }
        stream = log.stream();
        area = stream.createMarshallingArea(
                MarshallingAreaOptions.builder().blockSize(16 << 10).build());
        file = new PageFile(directory.resolve("accounts"));
        pool = new BufferPool(file, area, PAGES_IN_MEMORY, new Random());
        accountLocks = new ReentrantLock[accounts];
        Arrays.setAll(accountLocks, i -> new ReentrantLock());
        Recovery recovery = new Recovery(area, pool, stream.baseLsn());
        lastBegins = stream.nextLsn();
        active = new HashMap<>(recovery.run());
        transactions = recovery.greatestTransaction();
        reserveWhatUndoingNeeds();
        reserveCheckpoints();
        for (Transaction loser : active.values().toArray(Transaction[]::new)) {
            rollBack(loser);
        }
        checkpoint();
    }

    /** A crash has released all reservations; nobody can have taken the room since. */
    private void reserveWhatUndoingNeeds() throws IOException {
        for (Transaction loser : active.values()) {
            area.reserve(LogRecord.LENGTH);
            for (int i = 0; i < loser.undoable; i++) {
                area.reserve(LogRecord.LENGTH);
            }
        }
    }

    long balance(int account) throws IOException {
        synchronized (latch) {
            return pool.balance(account);
        }
    }

    /**
     * Changes accounts in one transaction.
     *
     * @param commit false to change one's mind at the end
     * @return once the transaction is durable
     */
    void transact(boolean commit, Change... changes) throws IOException {
        while (!tryTransact(commit, changes)) {
            checkpoint();
        }
    }

    /** False if the log was full, so that nothing has happened. */
    private boolean tryTransact(boolean commit, Change... changes) throws IOException {
        TreeSet<Integer> accounts = new TreeSet<>();
        for (Change change : changes) {
            accounts.add(change.account());
        }
        accounts.forEach(account -> accountLocks[account].lock());
        try {
            Transaction transaction = new Transaction(nextTransaction());
            try {
                for (Change change : changes) {
                    update(transaction, change);
                }
            } catch (LogFullException e) {
                rollBack(transaction);
                return false;
            }
            if (commit) {
                commit(transaction);
            } else {
                rollBack(transaction);
            }
            return true;
        } finally {
            accounts.forEach(account -> accountLocks[account].unlock());
        }
    }

    private long nextTransaction() {
        synchronized (latch) {
            return ++transactions;
        }
    }

    /** The record, the room for undoing it and, the first time, that for the end of the transaction: all or nothing. */
    private void update(Transaction transaction, Change change) throws IOException {
        LogRecord record = LogRecord.update(transaction.id, change.account(), change.delta());
        Append links = Append.NONE.previous(transaction.last).undoNext(transaction.undoNext);
        synchronized (latch) {
            Lsn lsn = transaction.first.isInvalid()
                    ? area.append(record.bytes(), links, LogRecord.LENGTH, LogRecord.LENGTH)
                    : area.append(record.bytes(), links, LogRecord.LENGTH);
            transaction.appended(lsn, Kind.UPDATE, Lsn.INVALID);
            active.put(transaction.id, transaction);
            pool.apply(lsn, change.account(), change.delta());
        }
    }

    private void commit(Transaction transaction) throws IOException {
        area.flushTo(end(transaction, Kind.COMMIT));
        int[] releases = new int[transaction.undoable];
        Arrays.fill(releases, -LogRecord.LENGTH);
        area.reserve(releases);
    }

    private Lsn end(Transaction transaction, Kind kind) throws IOException {
        Append links = Append.NONE.previous(transaction.last).useReservation();
        synchronized (latch) {
            active.remove(transaction.id);
            return area.append(LogRecord.end(kind, transaction.id).bytes(), links);
        }
    }

    /** Undoes the updates from the youngest to the oldest, each with a record that says so, into the room that is reserved. */
    private void rollBack(Transaction transaction) throws IOException {
        if (transaction.first.isInvalid()) {
            return;
        }
        if (transaction.undoNext.isValid()) {
            area.flushTo(transaction.last);
            try (ReadContext records = area.read(transaction.undoNext, ReadMode.UNDO_NEXT)) {
                while (records.next()) {
                    undo(transaction, LogRecord.of(records.payload()), records.undoNext());
                }
            }
        }
        end(transaction, Kind.ROLLED_BACK);
    }

    private void undo(Transaction transaction, LogRecord update, Lsn next) throws IOException {
        LogRecord compensation = update.compensation();
        Append links = Append.NONE.previous(transaction.last).undoNext(next).useReservation();
        synchronized (latch) {
            Lsn lsn = area.append(compensation.bytes(), links);
            transaction.appended(lsn, Kind.COMPENSATION, next);
            pool.apply(lsn, compensation.account(), compensation.delta());
        }
    }

    /** Writes the tables to the log, and lets go of what is older than recovery would need. */
    void checkpoint() throws IOException {
        synchronized (checkpointLock) {
            Checkpoint checkpoint;
            synchronized (latch) {
                pool.clean(lastBegins);
                lastBegins = beginCheckpoint();
                checkpoint = Checkpoint.of(lastBegins, active.values(), pool.dirtyPages());
                checkpoint = Checkpoint.of(checkpoint.bytes()); // a copy: the bank goes on
            }
            RestartOptions options = RestartOptions.advanceBaseTo(checkpoint.base());
            boolean reserved = reservedCheckpoints > 0;
            area.writeRestartArea(checkpoint.bytes(), reserved ? options.useReservation() : options);
            reservedCheckpoints -= reserved ? 1 : 0;
            reserveCheckpoints();
        }
    }

    /** Room for two checkpoints: the second one lets go of all that is older than the first one. */
    private void reserveCheckpoints() throws IOException {
        try {
            while (reservedCheckpoints < 2) {
                area.reserve(Checkpoint.MOST_BYTES);
                reservedCheckpoints++;
            }
        } catch (LogFullException e) {
            // after a later checkpoint, then
        }
    }

    /** Without room for a record of its own, the checkpoint begins at the youngest one there is. */
    private Lsn beginCheckpoint() throws IOException {
        try {
            return area.append(LogRecord.end(Kind.CHECKPOINT_BEGINS, 0).bytes());
        } catch (LogFullException e) {
            return stream.information().lastRecordLsn().orElseThrow();
        }
    }

    @Override
    public void close() throws IOException {
        checkpoint();
        area.close();
        stream.close();
        log.close();
        file.close();
    }
}
