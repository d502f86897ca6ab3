package org.clfs4j.examples.bank;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;

/**
 * A few pages in memory. Any of them may be written at any time, also with changes of transactions that are still at work: the log
 * records of these changes are made durable first. None has to be written for a transaction to commit.
 *
 * @threading guarded by the bank's latch
 */
final class BufferPool {

    private static final int LSN_OFFSET = 0;

    /** LSNs begin at 0, and so do the bytes of a page that was never written; so what a page shows is one more. */
    private static final int SHOWN = 1;

    private final PageFile file;
    private final MarshallingArea log;
    private final int capacity;
    private final Random random;
    private final Map<Integer, ByteBuffer> pages = new HashMap<>();
    private final Map<Integer, Lsn> dirty = new HashMap<>();

    /** Pages that were written and not forced yet, with the oldest record that they show since. */
    private final Map<Integer, Lsn> unforced = new HashMap<>();

    BufferPool(PageFile file, MarshallingArea log, int capacity, Random random) {
        this.file = file;
        this.log = log;
        this.capacity = capacity;
        this.random = random;
    }

    long balance(int account) throws IOException {
        return page(pageOf(account)).getLong(offsetOf(account));
    }

    /** Shows what a record says. */
    void apply(Lsn lsn, int account, long delta) throws IOException {
        ByteBuffer page = page(pageOf(account));
        page.putLong(offsetOf(account), page.getLong(offsetOf(account)) + delta);
        page.putLong(LSN_OFFSET, lsn.value() + SHOWN);
        dirty.putIfAbsent(pageOf(account), lsn);
    }

    /** Tells whether a page shows a record already. */
    boolean shows(Lsn lsn, int account) throws IOException {
        return Long.compareUnsigned(page(pageOf(account)).getLong(LSN_OFFSET), lsn.value()) > 0;
    }

    static int pageOf(int account) {
        return account / PageFile.ACCOUNTS_PER_PAGE;
    }

    private static int offsetOf(int account) {
        return Long.BYTES + account % PageFile.ACCOUNTS_PER_PAGE * Long.BYTES;
    }

    private ByteBuffer page(int number) throws IOException {
        ByteBuffer page = pages.get(number);
        if (page == null) {
            if (pages.size() >= capacity) {
                List<Integer> candidates = new ArrayList<>(pages.keySet());
                evict(candidates.get(random.nextInt(candidates.size())));
            }
            page = file.read(number);
            pages.put(number, page);
        }
        return page;
    }

    private void evict(int number) throws IOException {
        write(number);
        pages.remove(number);
    }

    /** Writes a page if it is dirty: its log records first. */
    private void write(int number) throws IOException {
        Lsn oldest = dirty.remove(number);
        if (oldest != null) {
            ByteBuffer page = pages.get(number);
            log.flushTo(Lsn.of(page.getLong(LSN_OFFSET) - SHOWN));
            file.write(number, page);
            unforced.merge(number, oldest, (one, other) -> one.isLess(other) ? one : other);
        }
    }

    /** Writes the pages that lack records older than one, so that the log's base can move up to there. */
    void clean(Lsn upTo) throws IOException {
        for (Map.Entry<Integer, Lsn> each : List.copyOf(dirty.entrySet())) {
            if (each.getValue().isLess(upTo)) {
                write(each.getKey());
            }
        }
        file.force();
        unforced.clear();
    }

    /** Returns the pages that a crash may leave older than the log, with the oldest record that each may lack. */
    Map<Integer, Lsn> dirtyPages() {
        Map<Integer, Lsn> all = new HashMap<>(unforced);
        dirty.forEach((page, lsn) -> all.merge(page, lsn, (one, other) -> one.isLess(other) ? one : other));
        return all;
    }
}
