package org.clfs4j.core.marshal;

import java.util.ArrayList;
import java.util.List;
import org.clfs4j.core.container.ContainerFile;
import org.clfs4j.core.container.ContainerTable;
import org.clfs4j.core.container.SpaceGuard;
import org.clfs4j.core.format.Place;
import org.clfs4j.core.stream.LogState;
import org.clfs4j.error.LogException;

/**
 * The room of one log: where the next block goes, and what is promised to open blocks and to reservations.
 *
 * <p>A block cannot be split, so what a container's end leaves may be too small for the next one and is lost. That bounds
 * what can be promised: with a largest promise of {@code m} bytes a container of {@code c} bytes takes at least
 * {@code c − m + sector} of them, in whatever order they are written and however small each one is, since at the moment when
 * one does not fit less than that one is left. As long as all promises together are not more than the rest of this container and
 * all free ones take in that sense, each of them can be kept; writing one takes as much from the promises as it takes, at most,
 * from the room, so that this stays true. Whatever is not promised is written only if it is still true afterwards.
 *
 * <pre>
 *   containers:  │ in use │ in use ░░ next ▶      │   free   │   free   │
 *                                    └── rest ────┘
 * </pre>
 *
 * <p>In a dedicated log a block gets its place when it is opened, since there is only one; in a multiplexed log each stream has an
 * open block, and blocks get their places in the order in which they are closed.
 *
 * @threading safe for concurrent use; the innermost lock
 */
final class LogSpace implements SpaceGuard {

    private static final int UNKNOWN = -1;

    private final ContainerTable table;
    private final LogState state;
    private final int sectorSize;
    private final List<AreaReservation> reservations = new ArrayList<>();

    /** What open blocks without a place may come to need. */
    private final Charges openRooms = new Charges();

    /** Reserved records that are on their way into a block, and may come back. */
    private final Charges inTransit = new Charges();

    private long next;

    /** What the open block behind {@link #next} may come to need; 0 if there is none. */
    private int roomAtNext;

    private long reserved;

    /**
     * Free containers at least, or {@link #UNKNOWN}. Bases of many streams move all the time and only forward, so counting again for
     * each block would cost more than opening it.
     */
    private int surelyFree = UNKNOWN;

    /**
     * Creates the space of a recovered log.
     *
     * @param state tells the place of the oldest block still needed
     * @param end the place behind the last block
     */
    LogSpace(ContainerTable table, LogState state, int sectorSize, long end) {
        this.table = table;
        this.state = state;
        this.sectorSize = sectorSize;
        this.next = end;
    }

    /** Returns where the next block goes, or the open block is. */
    synchronized long next() {
        return next;
    }

    /** Makes room for the reservation of an area. */
    synchronized AreaReservation newReservation(StreamWriter stream, int largestCharge) {
        AreaReservation reservation = new AreaReservation(this, stream, sectorSize, largestCharge);
        reservations.add(reservation);
        return reservation;
    }

    /** Under the lock: the reservation of an area that is closed counts no longer. */
    void forget(AreaReservation reservation) {
        reservations.remove(reservation);
    }

    private boolean inContainer() {
        return table.find(Place.container(next)) != null;
    }

    /** Bytes behind the open block, or behind the last one, in its container. */
    private long rest() {
        return inContainer() ? table.containerSize() - Place.offset(next) - roomAtNext : 0;
    }

    private int free() {
        surelyFree = table.freeCount(Place.container(state.tail(next)), Place.container(next));
        return surelyFree;
    }

    private int largest() {
        int largest = Math.max(openRooms.largest(), inTransit.largest());
        if (reserved > 0) {
            for (AreaReservation reservation : reservations) {
                largest = Math.max(largest, reservation.largest());
            }
        }
        return largest;
    }

    /** Tells whether all promises can be kept in what is left of a container and some free ones. */
    private boolean keeps(long promised, int largest, long rest, int containers) {
        if (promised <= 0) {
            return containers >= 0 && rest >= 0;
        }
        long lost = largest - sectorSize;
        long inRest = Math.max(0, rest - lost);
        long inEach = table.containerSize() - lost;
        return containers >= 0 && inEach > 0 && promised <= inRest + containers * inEach;
    }

    private long promised() {
        return reserved + inTransit.sum() + openRooms.sum();
    }

    /**
     * Opens a block at the next place, or in the next container if it does not fit; dedicated logs only.
     *
     * @param least bytes that it needs in any case
     * @param most bytes that it should have
     * @param using the charge of the reserved record that it begins with, or 0
     * @return the room that it has, or 0 if there is none
     */
    synchronized int openAtNext(int least, int most, int using) {
        boolean here = rest() >= least;
        int containers = free() - (here ? 0 : 1);
        if (containers < 0) {
            return 0;
        }
        long room = here ? rest() : table.containerSize();
        int wide = (int) Math.min(most, room);
        int largest = largest();
        long promised = promised() - using;
        int given = keeps(promised, largest, room - wide, containers)
                ? wide
                : keeps(promised, largest, room - least, containers) ? least : 0;
        if (given > 0) {
            if (!here) {
                goToNextContainer();
            }
            roomAtNext = given;
            settle(using);
        }
        return given;
    }

    /** The open block at the next place is closed, and as long as it became. */
    synchronized void closeAtNext(int length) {
        roomAtNext = 0;
        next += length;
    }

    /**
     * Promises room to a block that gets its place later; multiplexed logs only.
     *
     * @param least as in {@link #openAtNext}
     * @param most as in {@link #openAtNext}
     * @param using as in {@link #openAtNext}
     * @return the room that it has, or 0 if there is none
     */
    synchronized int openAnywhere(int least, int most, int using) {
        long rest = rest();
        long promised = promised() - using;
        int largest = largest();
        int wide = Math.min(most, wholeSectors(table.containerSize()));
        boolean surely = keeps(promised + wide, Math.max(largest, wide), rest, surelyFree);
        int containers = surely ? surelyFree : free();
        for (int room = wide; room > 0; room = narrower(room, least)) {
            if (keeps(promised + room, Math.max(largest, room), rest, containers)) {
                openRooms.add(room);
                settle(using);
                return room;
            }
        }
        return 0;
    }

    private int wholeSectors(long bytes) {
        return (int) Math.min(Integer.MAX_VALUE - sectorSize, bytes) / sectorSize * sectorSize;
    }

    private int narrower(int room, int least) {
        return room == least ? 0 : Math.max(least, room / 4 / sectorSize * sectorSize);
    }

    /** Gives a closed block its place, for which room was promised. */
    synchronized long place(int length, int room) {
        openRooms.remove(room);
        if (rest() < length) {
            goToNextContainer();
        }
        long place = next;
        next += length;
        return place;
    }

    /** Takes a promise back: the block was closed empty. */
    synchronized void giveUp(int room) {
        openRooms.remove(room);
    }

    private void goToNextContainer() {
        surelyFree = Math.max(UNKNOWN, surelyFree - 1);
        long container = Place.container(next) + (inContainer() ? 1 : 0);
        if (table.find(container) == null) {
            table.assignNext(Place.container(state.tail(next))).orElseThrow();
            state.forgetBlocksBelow(Place.of(table.oldest(), 0));
        }
        next = Place.of(container, 0);
    }

    /** Returns the container that holds a place. */
    ContainerFile container(long place) {
        return table.find(Place.container(place));
    }

    /** Tells whether a block that needs some bytes could be opened if nothing were reserved. */
    synchronized boolean onlyReservationsPrevent(int least) {
        if (reserved + inTransit.sum() == 0) {
            return false;
        }
        return openRooms.size() == 0
                ? rest() >= least || free() > 0
                : keeps(openRooms.sum() + least, Math.max(openRooms.largest(), least), rest(), free());
    }

    /**
     * Under the lock: reserves, if everything promised can still be kept then.
     *
     * @param spared bytes of the promises that need not be kept any more
     */
    boolean tryReserve(long more, int largestOfMore, long spared) {
        boolean kept = more == 0
                || keeps(promised() - spared + more, Math.max(largest(), largestOfMore), rest(), free());
        if (kept) {
            reserved += more;
        }
        return kept;
    }

    /** Under the lock: releases what was reserved. */
    void release(long bytes) {
        reserved -= bytes;
    }

    /** Under the lock: a reserved record is on its way into a block. */
    void toTransit(int charge) {
        reserved -= charge;
        inTransit.add(charge);
    }

    /** Under the lock: it did not get there, and is reserved again. */
    void backFromTransit(int charge) {
        inTransit.remove(charge);
        reserved += charge;
    }

    /** A reserved record has its place in a block that was open before. */
    synchronized void arrived(int charge) {
        settle(charge);
    }

    private void settle(int charge) {
        if (charge > 0) {
            inTransit.remove(charge);
        }
    }

    /** Returns bytes that are reserved by all areas. */
    synchronized long reserved() {
        return reserved + inTransit.sum();
    }

    /** Returns bytes that are reserved by the areas of one stream. */
    synchronized long reserved(StreamWriter stream) {
        long sum = 0;
        for (AreaReservation reservation : reservations) {
            sum += reservation.stream() == stream ? reservation.information().bytes() : 0;
        }
        return sum;
    }

    /** Returns bytes that can still be appended or reserved. */
    synchronized long available() {
        return rest() + free() * table.containerSize() - promised();
    }

    @Override
    public synchronized void undisturbed(Action action) throws LogException {
        try {
            action.run();
        } finally {
            surelyFree = UNKNOWN;
        }
    }

    @Override
    public synchronized boolean maySpare(int containers) {
        return keeps(promised(), largest(), rest(), free() - containers);
    }

    /** Returns how many free containers there are. */
    synchronized int freeContainers() {
        return free();
    }

    /** The log ends earlier now. */
    synchronized void cutTo(long end) {
        next = end;
        surelyFree = UNKNOWN;
    }
}
