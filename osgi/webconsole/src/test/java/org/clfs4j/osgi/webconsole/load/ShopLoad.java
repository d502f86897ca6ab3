package org.clfs4j.osgi.webconsole.load;

import java.util.ArrayDeque;
import java.util.Deque;
import org.clfs4j.LogFile;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.error.LogException;

/** What a shop does with its logs: orders and payments, an audit that is slow to let go, an archive behind all, and visits. */
final class ShopLoad implements Runnable, AutoCloseable {

    private static final int KIB = 1024;

    /** How many beats the archive is behind. */
    private static final int ARCHIVE_BEHIND = 290;

    /** So that the archive follows, too. */
    private static final int BEATS_TO_FULL_USE = ARCHIVE_BEHIND + 160;

    private static final int BEATS_OF_A_WAVE = 180;
    private static final int BEATS_OF_A_RESTART_AREA = 100;

    private final LogFile shop;
    private final StreamLoad orders;
    private final StreamLoad payments;
    private final StreamLoad audit;
    private final StreamLoad odd;
    private final StreamLoad visits;
    private final Deque<Lsn> toArchive = new ArrayDeque<>();
    private long beat;

    ShopLoad(
            LogFile shop, LogStream orders, LogStream payments, LogStream audit, LogStream odd, LogStream visits)
            throws LogException {
        this.shop = shop;
        this.orders = new StreamLoad(orders, "Ordr", 2 * KIB, 60, 1);
        this.payments = new StreamLoad(payments, "Paym", 4 * KIB, 40, 2);
        this.audit = new StreamLoad(audit, "Audt", KIB, 160, 3);
        this.odd = new StreamLoad(odd, "Clfs", 512, 8, 4);
        this.visits = new StreamLoad(visits, "Vist", KIB, 300, 5);
        for (int i = 0; i < 12; i++) {
            this.payments.reserve(4 * KIB, 4 * KIB);
            this.orders.reserve(2 * KIB);
        }
    }

    void untilInFullUse() throws LogException {
        while (beat < BEATS_TO_FULL_USE) {
            beat();
        }
    }

    private void beat() throws LogException {
        double wave = (1 + Math.sin(2 * Math.PI * beat / BEATS_OF_A_WAVE)) / 2;
        Lsn last = orders.append(2 + (int) (10 * wave));
        payments.append(1 + (int) (2 * wave));
        audit.append(3);
        visits.append(1 + (int) (4 * (1 - wave)));
        if (beat % 10 == 0) {
            odd.append(1);
        }
        if (beat % BEATS_OF_A_RESTART_AREA == 0) {
            orders.writeRestartArea();
        }
        toArchive.add(shop.physicalLsn(orders.id(), last));
        if (toArchive.size() > ARCHIVE_BEHIND) {
            shop.setArchiveTail(toArchive.remove());
        }
        beat++;
    }

    /** One beat, called again and again; a log that goes wrong ends it, and the page shows that nothing goes on. */
    @Override
    public void run() {
        try {
            beat();
        } catch (LogException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws LogException {
        for (StreamLoad each : new StreamLoad[] {orders, payments, audit, odd, visits}) {
            each.close();
        }
    }
}
