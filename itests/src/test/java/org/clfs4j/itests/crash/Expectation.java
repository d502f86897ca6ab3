package org.clfs4j.itests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.clfs4j.Lsn;
import org.clfs4j.RecordType;

/**
 * What a log that was killed must hold and what it may hold, by what the killed process had told.
 *
 * <p>A record must be there, at its LSN, if it was acknowledged in this round or found after an earlier one, unless the base
 * has passed it. A record may be there if its producer was working on its transaction. Nothing else may be there.
 */
final class Expectation {

    private final TreeMap<Lsn, RecordId> required = new TreeMap<>();
    private final Map<Integer, RecordId> acknowledged = new HashMap<>();
    private final Map<Integer, Lsn> acknowledgedAt = new HashMap<>();
    private final Set<Lsn> bases = new HashSet<>();
    private Lsn oldestBase = Lsn.NULL;
    private int round;
    private int containersAtLeast;
    private int containersAtMost;
    private long records;

    Expectation(int containers) {
        containersAtLeast = containers;
        containersAtMost = containers;
        bases.add(Lsn.NULL);
    }

    /** The process of another round begins. */
    void begin(int number) {
        round = number;
        acknowledged.clear();
        acknowledgedAt.clear();
    }

    /** The process has told something. */
    void told(Frame frame) {
        long value = frame.values()[0];
        switch (frame.kind()) {
            case DURABLE -> acknowledge(frame);
            case BASE_WANTED -> bases.add(Lsn.of(value));
            case BASE_DURABLE -> oldestBase = Lsn.of(value);
            case CONTAINERS_WANTED -> containersAtMost = (int) value;
            case CONTAINERS_ADDED -> containersAtLeast = (int) value;
            case OPENING, OPENED -> {}
        }
    }

    private void acknowledge(Frame frame) {
        RecordId id = null;
        for (int i = 0; i < frame.values().length; i++) {
            id = new RecordId(round, frame.producer(), frame.transaction(), frame.index() + i);
            required.put(Lsn.of(frame.values()[i]), id);
            records++;
        }
        acknowledged.put(frame.producer(), id);
        acknowledgedAt.put(frame.producer(), Lsn.of(frame.values()[frame.values().length - 1]));
    }

    /** Returns how many records were acknowledged in all rounds. */
    long records() {
        return records;
    }

    /** Holds a log against all that; what it holds now must be there from now on. */
    void check(Contents log) {
        Lsn base = log.base();
        assertThat(bases).as("bases that were asked for").contains(base);
        assertThat(base).as("base").isGreaterThanOrEqualTo(oldestBase);
        assertThat(log.containers()).as("containers").isBetween(containersAtLeast, containersAtMost);
        TreeMap<Lsn, RecordId> found = identified(log);
        assertThat(lost(found, base)).as("lost").isEmpty();
        assertThat(invented(found, base)).as("invented").isEmpty();
        assertThat(misplaced(found)).as("misplaced").isEmpty();
        assertThat(log.restart().orElse(null)).as("newest restart area").isEqualTo(log.lastRestartArea().orElse(null));

        required.clear();
        required.putAll(found);
        bases.clear();
        bases.add(base);
        oldestBase = base;
        containersAtLeast = log.containers();
        containersAtMost = log.containers();
    }

    private static TreeMap<Lsn, RecordId> identified(Contents log) {
        TreeMap<Lsn, RecordId> found = new TreeMap<>();
        Lsn last = Lsn.INVALID;
        for (Contents.Found record : log.records()) {
            assertThat(last.isInvalid() || last.isLess(record.lsn()))
                    .as("%s behind %s", record.lsn(), last)
                    .isTrue();
            last = record.lsn();
            RecordId id = RecordId.of(record.payload()).orElseThrow(() -> new AssertionError("invented at " + record.lsn()));
            assertThat(id.holds(record.payload())).as("contents of %s", id).isTrue();
            assertThat(record.type())
                    .isEqualTo(id.producer() == KillWriter.PRODUCERS ? RecordType.RESTART : RecordType.DATA);
            found.put(last, id);
        }
        return found;
    }

    private Map<Lsn, RecordId> lost(TreeMap<Lsn, RecordId> found, Lsn base) {
        Map<Lsn, RecordId> lost = new TreeMap<>(required.tailMap(base));
        found.forEach(lost::remove);
        return lost;
    }

    /** Nothing new but what comes right behind the last acknowledged record of its producer, within one transaction. */
    private Map<Lsn, RecordId> invented(TreeMap<Lsn, RecordId> found, Lsn base) {
        Map<Lsn, RecordId> invented = new TreeMap<>();
        Map<Integer, RecordId> last = new HashMap<>(acknowledged);
        found.forEach((lsn, id) -> {
            if (!id.equals(required.get(lsn))) {
                RecordId before = last.put(id.producer(), id);
                boolean next = follows(id, before) || before == acknowledged.get(id.producer()) && hidden(id, base);
                if (id.round() != round || !next || !inFlight(id)) {
                    invented.put(lsn, id);
                }
            }
        });
        return invented;
    }

    /** The base, which is another producer's record, may have passed the first records of a transaction in flight. */
    private boolean hidden(RecordId id, Lsn base) {
        return acknowledgedAt.getOrDefault(id.producer(), Lsn.NULL).isLess(base);
    }

    private static boolean follows(RecordId id, RecordId before) {
        if (before == null) {
            return id.transaction() == 0 && id.index() == 0;
        }
        return id.transaction() == before.transaction()
                ? id.index() == before.index() + 1
                : id.transaction() == before.transaction() + 1 && id.index() == 0;
    }

    private boolean inFlight(RecordId id) {
        RecordId last = acknowledged.get(id.producer());
        long transaction = last == null ? 0 : last.transaction();
        boolean more = last != null && last.index() + 1 < Transaction.of(round, id.producer(), transaction).size();
        return id.transaction() == (last == null || more ? transaction : transaction + 1)
                && id.index() < Transaction.of(round, id.producer(), id.transaction()).size();
    }

    /** The records of each producer must come in the order in which it appended them. */
    private static List<RecordId> misplaced(TreeMap<Lsn, RecordId> found) {
        List<RecordId> misplaced = new ArrayList<>();
        Map<Integer, RecordId> last = new HashMap<>();
        for (RecordId id : found.values()) {
            RecordId before = last.put(id.producer(), id);
            if (before != null && before.compareTo(id) >= 0) {
                misplaced.add(id);
            }
        }
        return misplaced;
    }
}
