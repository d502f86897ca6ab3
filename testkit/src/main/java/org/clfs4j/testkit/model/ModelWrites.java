package org.clfs4j.testkit.model;

import static org.clfs4j.testkit.model.Difference.require;
import static org.clfs4j.testkit.model.Difference.requireEqual;
import static org.clfs4j.testkit.model.ModelledLog.bytes;

import java.util.List;
import org.clfs4j.Append;
import org.clfs4j.Claim;
import org.clfs4j.Lsn;
import org.clfs4j.RecordType;
import org.clfs4j.RestartOptions;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogFullException;
import org.clfs4j.testkit.model.ModelledLog.OpenArea;

/**
 * Operations that append, reserve, flush and move markers.
 *
 * @threading not thread-safe
 */
final class ModelWrites {

    private static final Append LINKED = Append.NONE.previous(Lsn.NULL).undoNext(Lsn.NULL);
    private static final int LONGEST_RESERVED = 900;

    private final ModelledLog at;

    ModelWrites(ModelledLog at) {
        this.at = at;
    }

    void append() throws LogException {
        OpenArea area = at.anyArea();
        ModelStream stream = at.modelOf(area);
        Append options = at.anyAppend(stream);
        boolean reserved = !area.reserved().isEmpty() && at.random.nextInt(3) == 0;
        String text = at.anyText(area, options);
        if (reserved) {
            int length = at.any(area.reserved());
            text = text.length() > length ? text.substring(0, length) : text;
            options = options.useReservation();
        }
        at.tell("append %d bytes through area %d, %s", text.length(), area.number(), options);
        Lsn lsn;
        try {
            lsn = at.random.nextBoolean()
                    ? area.area().append(bytes(text), options)
                    : area.area()
                            .append(
                                    List.of(
                                            bytes(text.substring(0, text.length() / 2)),
                                            bytes(text.substring(text.length() / 2))),
                                    options);
        } catch (LogFullException e) {
            require(!reserved, "an append that uses a reservation", "room", e);
            throw e;
        }
        if (reserved) {
            usedReservation(area, text.length());
        }
        appended(area, stream, text, options, lsn);
    }

    /** One of the reserved records is gone, the one whose charge is gone. */
    private static void usedReservation(OpenArea area, int length) throws LogException {
        long used = reservedBytes(area) - area.area().reservation().bytes();
        for (int i = 0; i < area.reserved().size(); i++) {
            if (area.area().reservationSize(area.reserved().get(i)) == used) {
                area.reserved().remove(i);
                return;
            }
        }
        throw new Difference("A record of " + length + " bytes used " + used + " reserved bytes, which no record has");
    }

    /** Returns what the records that an area has reserved are charged. */
    static long reservedBytes(OpenArea area) throws LogException {
        return area.reserved().isEmpty()
                ? 0
                : area.area()
                        .reservationSize(area.reserved().stream()
                                .mapToInt(Integer::intValue)
                                .toArray());
    }

    private static void appended(OpenArea area, ModelStream stream, String text, Append options, Lsn lsn) {
        stream.append(new ModelRecord(
                lsn, RecordType.DATA, text, options.previous(), options.undoNext(), area.number()));
        stream.reached(lsn, options.visibility());
    }

    void claim() throws LogException {
        OpenArea area = at.anyArea();
        ModelStream stream = at.modelOf(area);
        Append options = at.anyAppend(stream);
        String text = at.anyText(area, options);
        boolean commit = at.random.nextInt(3) > 0;
        at.tell(
                "claim %d bytes through area %d, %s, %s",
                text.length(), area.number(), options, commit ? "commit" : "abort");
        Claim claim = area.area().claim(text.length(), options);
        if (commit) {
            claim.buffer().put(bytes(text));
            requireEqual("LSN of a committed claim", claim.lsn(), claim.commit());
            appended(area, stream, text, options, claim.lsn());
        } else {
            claim.abort();
            stream.burn(claim.lsn());
        }
    }

    void flush() throws LogException {
        OpenArea area = at.anyArea();
        ModelStream stream = at.modelOf(area);
        if (at.random.nextBoolean() || stream.live() == 0) {
            at.tell("flush area %d", area.number());
            Lsn bound = area.area().flush();
            for (ModelRecord record : stream.records()) {
                require(
                        record.area() != area.number() || record.lsn().isLess(bound),
                        "bound of a flush",
                        "greater than " + record.lsn(),
                        bound);
            }
            stream.durableBelow(bound);
        } else {
            Lsn target = at.any(stream.records()).lsn();
            at.tell("flush area %d to %s", area.number(), target);
            Lsn bound = area.area().flushTo(target);
            require(bound.isGreater(target), "bound of a flush to " + target, "greater", bound);
            stream.durableBelow(bound);
            stream.remember(bound);
        }
    }

    void flushMetadata() throws LogException {
        ModelStream stream = at.anyStream();
        at.tell("flush metadata of %s", stream.name());
        at.real(stream).flushMetadata();
        stream.baseDurable();
    }

    void advanceBase() throws LogException {
        ModelStream stream = at.anyStream();
        Lsn next = at.real(stream).nextLsn();
        stream.remember(next);
        if (stream.live() == 0) {
            return;
        }
        boolean toTheEnd = at.random.nextInt(10) == 0;
        Lsn target = toTheEnd ? next : anyBase(stream);
        at.tell("advance base of %s to %s", stream.name(), target);
        at.real(stream).advanceBase(target);
        stream.advanceBase(target);
        if (toTheEnd) {
            stream.advanceBase(at.real(stream).baseLsn());
        }
    }

    /** A record, or a bound that once was the end. */
    private Lsn anyBase(ModelStream stream) {
        List<Lsn> bounds = stream.bounds();
        return bounds.isEmpty() || at.random.nextInt(3) > 0
                ? stream.records()
                        .get(stream.firstLive() + at.random.nextInt(stream.live()))
                        .lsn()
                : at.any(bounds);
    }

    void restart() throws LogException {
        OpenArea area = at.anyArea();
        ModelStream stream = at.modelOf(area);
        Lsn base = stream.live() == 0 || at.random.nextBoolean()
                ? Lsn.INVALID
                : anyBase(stream);
        String text = at.anyText(area, LINKED);
        at.tell("restart area of %d bytes through area %d, base %s", text.length(), area.number(), base);
        Lsn previous = stream.lastRestart();
        Lsn lsn = area.area().writeRestartArea(bytes(text), RestartOptions.NONE.newBase(base));
        stream.append(new ModelRecord(lsn, RecordType.RESTART, text, previous, Lsn.INVALID, area.number()));
        stream.durableBelow(lsn.increment());
        if (base.isValid()) {
            stream.advanceBase(base);
            stream.baseDurable();
        }
    }

    void reserve() throws LogException {
        OpenArea area = at.anyArea();
        if (!area.reserved().isEmpty() && at.random.nextInt(3) == 0) {
            int index = at.random.nextInt(area.reserved().size());
            at.tell("release %d bytes of area %d", area.reserved().get(index), area.number());
            area.area().reserve(-area.reserved().get(index));
            area.reserved().remove(index);
            return;
        }
        int most = area.area().maxRecordSize(LINKED);
        int length = 1 + at.random.nextInt(Math.min(most, LONGEST_RESERVED));
        at.tell("reserve %d bytes in area %d", length, area.number());
        area.area().reserve(length);
        area.reserved().add(length);
    }

    void truncate() throws LogException {
        ModelStream stream = at.anyStream();
        if (!at.dedicated || stream.live() == 0) {
            return;
        }
        int index = stream.firstLive() + at.random.nextInt(stream.live());
        Lsn last = stream.records().get(index).lsn();
        at.tell("truncate to %s", last);
        at.real(stream).truncate(last);
        stream.truncate(index);
    }
}
