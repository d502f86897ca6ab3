package org.clfs4j.testkit.model;

import static org.clfs4j.testkit.model.Difference.require;
import static org.clfs4j.testkit.model.Difference.requireEqual;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.clfs4j.Append;
import org.clfs4j.Lsn;
import org.clfs4j.RecordType;

/**
 * One stream, as the contract has it: a list of records of which a first part is durable and a first part given up.
 *
 * <p>How far a record has got is known as a lower bound only, since a provider may queue and flush more than it is asked to.
 *
 * @threading not thread-safe
 */
final class ModelStream {

    private final String name;
    private final List<ModelRecord> records = new ArrayList<>();

    /** Every base since the last one that is known to be durable, that one first. */
    private final List<Lsn> bases = new ArrayList<>(List.of(Lsn.NULL));

    /** What the next LSN and the durable bound have been since the last crash. */
    private final List<Lsn> bounds = new ArrayList<>();

    private int durable;
    private int queued;
    private Lsn greatest = Lsn.INVALID;
    private int resets;

    ModelStream(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    List<ModelRecord> records() {
        return records;
    }

    Lsn base() {
        return bases.get(bases.size() - 1);
    }

    /** Returns the index of the first record that is not below the base. */
    int firstLive() {
        return indexFrom(base());
    }

    /** Returns how many records are not below the base. */
    int live() {
        return records.size() - firstLive();
    }

    /** Returns how many records, from the first one on, are known to be durable. */
    int durableRecords() {
        return durable;
    }

    /** Returns how many times the stream was reset. */
    int resets() {
        return resets;
    }

    private int indexFrom(Lsn lsn) {
        int index = 0;
        while (index < records.size() && records.get(index).lsn().isLess(lsn)) {
            index++;
        }
        return index;
    }

    /** Returns the record at an LSN of the active region. */
    Optional<ModelRecord> live(Lsn lsn) {
        int index = indexFrom(lsn);
        boolean there = index < records.size() && records.get(index).lsn().equals(lsn) && !lsn.isLess(base());
        return there ? Optional.of(records.get(index)) : Optional.empty();
    }

    /** Returns the newest restart area of the active region. */
    Optional<ModelRecord> restart() {
        for (int i = records.size() - 1; i >= firstLive(); i--) {
            if (records.get(i).type() == RecordType.RESTART) {
                return Optional.of(records.get(i));
            }
        }
        return Optional.empty();
    }

    /** Returns the LSN of the newest restart area, also if the base has passed it. */
    Lsn lastRestart() {
        for (int i = records.size() - 1; i >= 0; i--) {
            if (records.get(i).type() == RecordType.RESTART) {
                return records.get(i).lsn();
            }
        }
        return Lsn.INVALID;
    }

    void append(ModelRecord record) {
        require(
                greatest.isInvalid() || greatest.isLess(record.lsn()),
                "LSN of an append to " + name,
                "greater than " + greatest,
                record.lsn());
        records.add(record);
        greatest = record.lsn();
    }

    /** An LSN was given to a claim that was given up. */
    void burn(Lsn lsn) {
        require(greatest.isInvalid() || greatest.isLess(lsn), "LSN of a claim", "greater than " + greatest, lsn);
        greatest = lsn;
    }

    /** An append has got a record so far, and all before it. */
    void reached(Lsn lsn, Append.Visibility visibility) {
        switch (visibility) {
            case APPENDED -> {}
            case QUEUED -> queued = Math.max(queued, indexFrom(lsn.increment()));
            case FLUSHED -> durableBelow(lsn.increment());
        }
    }

    /** Everything below a bound is durable, and can be read by every area. */
    void durableBelow(Lsn bound) {
        durable = Math.max(durable, indexFrom(bound));
        queued = Math.max(queued, durable);
    }

    /** What an area appended is durable, and what was appended before. */
    void areaClosed(int area) {
        for (int i = records.size() - 1; i >= durable; i--) {
            if (records.get(i).area() == area) {
                durableBelow(records.get(i).lsn().increment());
                return;
            }
        }
    }

    void allDurable() {
        durable = records.size();
        queued = durable;
    }

    void advanceBase(Lsn newBase) {
        if (base().isLess(newBase)) {
            bases.add(newBase);
        }
    }

    void remember(Lsn bound) {
        bounds.add(bound);
    }

    /** Returns bounds of earlier that the base has not passed: each stands for the record behind it. */
    List<Lsn> bounds() {
        bounds.removeIf(bound -> bound.isLess(base()));
        return bounds;
    }

    /** The base is durable. */
    void baseDurable() {
        bases.subList(0, bases.size() - 1).clear();
    }

    /** Takes the records behind one out. */
    void truncate(int last) {
        records.subList(last + 1, records.size()).clear();
        greatest = records.get(last).lsn();
        bounds.clear();
        allDurable();
        baseDurable();
    }

    /** All records are given up for good. */
    void reset(Lsn newBase) {
        records.clear();
        bounds.clear();
        bases.clear();
        bases.add(newBase);
        durable = 0;
        queued = 0;
        greatest = Lsn.INVALID;
        resets++;
    }

    /**
     * Returns how many records an area must be able to read: those that were queued, and all up to the last one that it appended
     * itself.
     */
    int visibleAtLeast(int area) {
        for (int i = records.size() - 1; i >= queued; i--) {
            if (records.get(i).area() == area) {
                return i + 1;
            }
        }
        return queued;
    }

    /**
     * Holds what was found after a crash against what must and what may be there, and goes on with it.
     *
     * @param foundBase the base
     * @param found every record from there on
     * @param tried what may have been appended or not, with an LSN that is not known
     */
    void recover(Lsn foundBase, List<ModelRecord> found, List<ModelRecord> tried) {
        found.forEach(record -> learn(record, tried));
        require(
                !foundBase.isLess(bases.get(0)) && (found.isEmpty() || indexFrom(foundBase) <= indexFrom(base())),
                "base of " + name + " after a crash",
                "one from " + bases.get(0) + " to " + base(),
                foundBase);
        int first = found.isEmpty() ? Math.min(indexFrom(base()), records.size()) : indexFrom(foundBase);
        int end = Math.min(first + found.size(), found.isEmpty() ? durable : Integer.MAX_VALUE);
        require(
                first + found.size() >= durable,
                "records of " + name + " after a crash, from index " + first,
                "at least " + (durable - first),
                found.size());
        require(
                end <= records.size(),
                "records of " + name + " after a crash, from index " + first,
                "at most " + (records.size() - first),
                found.size() + " from " + foundBase);
        for (int i = 0; i < found.size(); i++) {
            requireSame(records.get(first + i), found.get(i));
        }
        records.subList(end, records.size()).clear();
        bounds.clear();
        greatest = records.isEmpty() ? Lsn.INVALID : records.get(records.size() - 1).lsn();
        bases.clear();
        bases.add(foundBase);
        allDurable();
    }

    /** Something that was tried and is found has happened. */
    private void learn(ModelRecord found, List<ModelRecord> tried) {
        int index = indexFrom(found.lsn());
        boolean known = index < records.size() && records.get(index).lsn().equals(found.lsn());
        for (ModelRecord attempt : tried) {
            if (!known && attempt.text().equals(found.text())) {
                records.add(
                        index,
                        new ModelRecord(
                                found.lsn(),
                                attempt.type(),
                                attempt.text(),
                                attempt.previous(),
                                attempt.undoNext(),
                                attempt.area()));
                durable += index < durable ? 1 : 0;
                return;
            }
        }
    }

    static void requireSame(ModelRecord expected, ModelRecord found) {
        requireEqual("LSN of \"" + brief(expected.text()) + "\"", expected.lsn(), found.lsn());
        requireEqual("type of the record at " + expected.lsn(), expected.type(), found.type());
        requireEqual("previous link of the record at " + expected.lsn(), expected.previous(), found.previous());
        requireEqual("undo-next link of the record at " + expected.lsn(), expected.undoNext(), found.undoNext());
        requireEqual("bytes of the record at " + expected.lsn(), brief(expected.text()), brief(found.text()));
        requireEqual("length of the record at " + expected.lsn(), expected.text().length(), found.text().length());
    }

    private static String brief(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "… " + text.hashCode() : text;
    }
}
