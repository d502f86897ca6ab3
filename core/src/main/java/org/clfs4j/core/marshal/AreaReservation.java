package org.clfs4j.core.marshal;

import java.util.Arrays;
import org.clfs4j.ReservationInformation;
import org.clfs4j.core.format.BlockFormat;
import org.clfs4j.core.format.RecordFormat;
import org.clfs4j.core.format.Sectors;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogFullException;
import org.clfs4j.error.LogStatus;
import org.clfs4j.error.LogUsageException;

/**
 * The room that one marshalling area has reserved for records that it may have to append later.
 *
 * <p>A record is charged as if it were written in a block of its own, with all links: so it can be flushed alone. Records that were
 * reserved by their sizes are kept one by one; what was reserved as a total is one pool of so many records and bytes, and so is
 * everything from the moment when a part of it is freed as a total.
 *
 * @threading safe for concurrent use; guarded by the space's lock
 */
final class AreaReservation {

    private final LogSpace space;
    private final StreamWriter stream;
    private final int sectorSize;
    private final int largestCharge;
    private final Charges records = new Charges();
    private int pooledRecords;
    private long pooledBytes;
    private int largestPooled;
    private boolean closed;

    AreaReservation(LogSpace space, StreamWriter stream, int sectorSize, int largestCharge) {
        this.space = space;
        this.stream = stream;
        this.sectorSize = sectorSize;
        this.largestCharge = largestCharge;
    }

    StreamWriter stream() {
        return stream;
    }

    /** Returns what a record with a payload of some bytes is charged, at most. */
    static long charge(long payload, int sectorSize) {
        long record = RecordFormat.MAX_HEADER_LENGTH + payload + RecordFormat.ALIGNMENT - 1 & -RecordFormat.ALIGNMENT;
        return (BlockFormat.HEADER_LENGTH + record + sectorSize - 1) / sectorSize * sectorSize;
    }

    /** Under the space's lock: the greatest record that may still come out of this reservation, in bytes. */
    int largest() {
        return Math.max(records.largest(), pooledRecords > 0 ? largestPooled : 0);
    }

    ReservationInformation information() {
        synchronized (space) {
            return new ReservationInformation(count(), total());
        }
    }

    /**
     * Reserves or releases records by the sizes of their payloads, all or nothing.
     *
     * @param payloads bytes of each; a negative number releases the record whose size is nearest
     * @return bytes that are reserved more than before
     */
    long change(int[] payloads, String logName) throws LogException {
        synchronized (space) {
            long before = total();
            int[] released = begin(payloads, logName, false);
            if (released.length > 0) {
                end(released);
            }
            return total() - before;
        }
    }

    private long total() {
        return records.sum() + pooledBytes;
    }

    private int count() {
        return records.size() + pooledRecords;
    }

    /**
     * Reserves, and takes out what is to be released; {@link #end} or {@link #undo} must follow.
     *
     * @param keep whether what is to be released must be there still for {@link #undo}, although others may reserve meanwhile
     * @return the charges of what was taken out
     */
    int[] begin(int[] payloads, String logName, boolean keep) throws LogException {
        synchronized (space) {
            checkOpen();
            long more = 0;
            int largest = 0;
            int releases = 0;
            for (int payload : payloads) {
                requireReservable(payload);
                if (payload > 0) {
                    int charge = (int) charge(payload, sectorSize);
                    more += charge;
                    largest = Math.max(largest, charge);
                } else {
                    releases++;
                }
            }
            if (releases > count()) {
                throw new LogUsageException(
                        LogStatus.RECORDS_RESERVED_INVALID,
                        "Only " + count() + " records are reserved, " + releases + " were to be released");
            }
            int[] released = takeNearest(payloads, releases);
            long spared = keep ? 0 : Arrays.stream(released).asLongStream().sum();
            if (!space.tryReserve(more, largest, spared)) {
                bringBack(released);
                throw full(more, logName);
            }
            for (int payload : payloads) {
                if (payload > 0) {
                    records.add((int) charge(payload, sectorSize));
                }
            }
            return released;
        }
    }

    /** Takes the records that are nearest to the sizes of the negative ones out, on their way. */
    private int[] takeNearest(int[] payloads, int releases) {
        int[] taken = new int[releases];
        int at = 0;
        for (int payload : payloads) {
            if (payload < 0) {
                int nearest = takeNearest((int) charge(-payload, sectorSize));
                space.toTransit(nearest);
                taken[at++] = nearest;
            }
        }
        return taken;
    }

    private int takeNearest(int charge) {
        if (records.size() > 0) {
            int nearest = records.closest(charge);
            records.remove(nearest);
            return nearest;
        }
        long leaveForOthers = (long) (pooledRecords - 1) * sectorSize;
        int taken = (int) Math.min(largestPooled, Math.min(charge, pooledBytes - leaveForOthers));
        takeFromPool(taken);
        return taken;
    }

    /** What was taken out is released. */
    void end(int[] released) {
        synchronized (space) {
            for (int charge : released) {
                space.arrived(charge);
            }
        }
    }

    /** What was reserved is released, and what was taken out is reserved again. */
    void undo(int[] payloads, int[] released) {
        synchronized (space) {
            for (int payload : payloads) {
                if (payload > 0 && records.size() > 0) {
                    int charge = records.closest((int) charge(payload, sectorSize));
                    records.remove(charge);
                    space.release(charge);
                }
            }
            bringBack(released);
        }
    }

    private void bringBack(int[] released) {
        for (int charge : released) {
            bringBack(charge);
        }
    }

    private void requireReservable(int payload) throws LogUsageException {
        if (payload == 0 || payload == Integer.MIN_VALUE || charge(Math.abs(payload), sectorSize) > largestCharge) {
            throw new LogUsageException(
                    LogStatus.INVALID_PARAMETER,
                    "A reserved record has from 1 to " + largestPayload() + " bytes in this marshalling area, got "
                            + payload);
        }
    }

    private int largestPayload() {
        return largestCharge - BlockFormat.HEADER_LENGTH - RecordFormat.MAX_HEADER_LENGTH;
    }

    private static LogException full(long bytes, String logName) {
        return new LogFullException(
                LogStatus.FULL,
                "Log " + logName + " has no room to reserve " + bytes
                        + " bytes; advance the base, add containers, or free other reservations");
    }

    /** Takes one record out of the pool; what is left without a record is released. */
    private void takeFromPool(long bytes) {
        pooledRecords--;
        pooledBytes -= bytes;
        if (pooledRecords == 0) {
            space.release(pooledBytes);
            pooledBytes = 0;
        }
    }

    /** Returns what records with payloads of some sizes are charged together. */
    long sizeOf(int[] payloads) throws LogException {
        long sum = 0;
        for (int payload : payloads) {
            if (payload < 0) {
                throw new LogUsageException(
                        LogStatus.INVALID_PARAMETER, "A record's size cannot be negative, got " + payload);
            }
            requireReservable(payload);
            sum += charge(payload, sectorSize);
        }
        return sum;
    }

    /** Reserves a number of records as a total. */
    void allocate(int count, long bytes, String logName) throws LogException {
        synchronized (space) {
            checkOpen();
            if (count <= 0 || bytes < (long) count * sectorSize || bytes > (long) count * largestCharge) {
                throw new LogUsageException(
                        LogStatus.RESERVATION_INVALID,
                        "A reservation is of at least 1 record, and of " + sectorSize + " to " + largestCharge
                                + " bytes for each; got " + count + " records and " + bytes + " bytes");
            }
            int largest = (int) Math.min(largestCharge, bytes - (long) (count - 1) * sectorSize);
            if (!space.tryReserve(bytes, largest, 0)) {
                throw full(bytes, logName);
            }
            largestPooled = pooledRecords == 0 ? largest : Math.max(largestPooled, largest);
            pooledRecords += count;
            pooledBytes += bytes;
        }
    }

    /**
     * Frees a part.
     *
     * @param count with positive bytes the number of records that remain, otherwise of those that go
     * @param bytes bytes that remain, or the negative of those that go
     */
    void free(int count, long bytes) throws LogException {
        synchronized (space) {
            checkOpen();
            int reserved = count();
            long total = total();
            int goingRecords = bytes > 0 ? reserved - count : count;
            long going = bytes > 0 ? total - bytes : -bytes;
            if (count < 0 || count > reserved) {
                throw new LogUsageException(
                        LogStatus.RECORDS_RESERVED_INVALID,
                        "Only " + reserved + " records are reserved, got a number of " + count);
            }
            if (going < 0 || going > total) {
                throw new LogUsageException(
                        LogStatus.SPACE_RESERVED_INVALID,
                        "Only " + total + " bytes are reserved, got " + bytes);
            }
            int left = reserved - goingRecords;
            long leftBytes = total - going;
            if (leftBytes < (long) left * sectorSize || left == 0 && leftBytes > 0) {
                throw new LogUsageException(
                        LogStatus.RESERVATION_INVALID,
                        leftBytes + " bytes cannot remain for " + left + " records of at least " + sectorSize
                                + " bytes");
            }
            remove(goingRecords, going);
            space.release(going);
        }
    }

    private void remove(int count, long bytes) {
        if (count == 1 && bytes <= Integer.MAX_VALUE && records.contains((int) bytes)) {
            records.remove((int) bytes);
            return;
        }
        largestPooled = largest();
        pooledRecords += records.size();
        pooledBytes += records.sum();
        records.clear();
        pooledRecords -= count;
        pooledBytes -= bytes;
    }

    /**
     * Takes a reserved record out for an append, which either arrives or brings it back.
     *
     * @param needed bytes that the record is charged
     * @return bytes of the reserved record
     */
    int use(int needed) throws LogException {
        synchronized (space) {
            checkOpen();
            if (count() == 0) {
                throw new LogUsageException(LogStatus.RECORDS_RESERVED_INVALID, "No record is reserved");
            }
            int charge = records.atLeast(needed);
            if (charge > 0) {
                records.remove(charge);
            } else {
                charge = fromPool(needed);
            }
            space.toTransit(charge);
            return charge;
        }
    }

    private int fromPool(int needed) throws LogUsageException {
        long leaveForOthers = (long) (pooledRecords - 1) * sectorSize;
        if (pooledRecords == 0 || needed > largestPooled || needed > pooledBytes - leaveForOthers) {
            throw new LogUsageException(
                    LogStatus.SPACE_RESERVED_INVALID,
                    "No record of " + needed + " bytes is reserved; the largest has " + largest() + " bytes");
        }
        takeFromPool(needed);
        return needed;
    }

    /** A record that was taken out was not appended. */
    void bringBack(int charge) {
        synchronized (space) {
            space.backFromTransit(charge);
            if (closed) {
                space.release(charge);
            } else {
                records.add(charge);
            }
        }
    }

    private void checkOpen() throws LogUsageException {
        if (closed) {
            throw new LogUsageException(LogStatus.INVALID_HANDLE, "The marshalling area was closed");
        }
    }

    /** Returns everything to the log; the area is closed. */
    void close() {
        synchronized (space) {
            closed = true;
            space.release(total());
            records.clear();
            pooledRecords = 0;
            pooledBytes = 0;
            space.forget(this);
        }
    }
}
