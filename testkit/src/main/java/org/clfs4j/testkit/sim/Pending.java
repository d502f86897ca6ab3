package org.clfs4j.testkit.sim;

import java.util.BitSet;
import java.util.Map;
import org.clfs4j.testkit.sim.PowerCut.Fate;
import org.clfs4j.testkit.sim.Unforced.Kind;

/** Something done to the disk that no force has settled. */
final class Pending {

    final Kind kind;

    /** The file; of a deleted name, the one that it named. */
    final SimInode file;

    final String name;
    final long position;
    final byte[] bytes;

    /** The number of the operation that did it. */
    final int operation;

    /** Whether a force of it failed, so that no later force settles it. */
    boolean doubtful;

    /** Sectors of a doubtful write that a later write, forced, has replaced for good. */
    private BitSet replaced;

    Pending(Kind kind, SimInode file, String name, long position, byte[] bytes, int operation) {
        this.kind = kind;
        this.file = file;
        this.name = name;
        this.position = position;
        this.bytes = bytes;
        this.operation = operation;
    }

    Unforced describe() {
        long length =
                switch (kind) {
                    case WRITE -> bytes.length;
                    case SIZE -> file.size();
                    case NAME, DELETION -> 0;
                };
        return new Unforced(kind, name, position, length, doubtful);
    }

    boolean concernsName() {
        return kind == Kind.NAME || kind == Kind.DELETION;
    }

    /** Gives or takes the name in a directory, which knows the file as it is given. */
    void renameIn(Map<String, SimInode> directory, SimInode known) {
        if (kind == Kind.NAME) {
            directory.put(name, known);
        } else {
            directory.remove(name);
        }
    }

    /** Writes what a power cut leaves; returns 0 if nothing survives, otherwise a number that tells what does. */
    long writeWhatSurvives(SparseBytes target, int number, PowerCut cut) {
        Unforced what = describe();
        Fate fate = cut.fate(number, what);
        if (fate == Fate.KEPT) {
            writeWholly(target);
            return -1;
        }
        long kept = 0;
        if (fate == Fate.TORN) {
            for (int sector = 0; sector < sectors(); sector++) {
                int surviving = cut.survivingBytes(number, what, sector);
                writeSector(target, sector, surviving);
                kept = surviving == 0 ? kept : Mix.of(kept ^ surviving, sector);
            }
        }
        return kept;
    }

    /** Returns the size that a power cut leaves of a new file. */
    long survivingSize(int number, PowerCut cut) {
        Unforced what = describe();
        Fate fate = cut.fate(number, what);
        if (fate != Fate.TORN) {
            return fate == Fate.KEPT ? what.length() : 0;
        }
        long size = 0;
        while (size < what.length()
                && cut.survivingBytes(number, what, (int) (size / PowerCut.SECTOR)) == PowerCut.SECTOR) {
            size += PowerCut.SECTOR;
        }
        return Math.min(size, what.length());
    }

    /** Returns how many sectors of the file the write touches. */
    private int sectors() {
        return bytes.length == 0 ? 0 : (int) (lastSector() - firstSector()) + 1;
    }

    private long firstSector() {
        return position / PowerCut.SECTOR;
    }

    private long lastSector() {
        return (position + bytes.length - 1) / PowerCut.SECTOR;
    }

    /** A later write to the same file is durable now: what it covers of this one cannot come back. */
    void replacedBy(Pending later) {
        for (int sector = 0; sector < sectors(); sector++) {
            long at = Math.max(position, (firstSector() + sector) * PowerCut.SECTOR);
            long end = Math.min(position + bytes.length, (firstSector() + sector + 1) * PowerCut.SECTOR);
            if (later.position <= at && end <= later.position + later.bytes.length) {
                if (replaced == null) {
                    replaced = new BitSet();
                }
                replaced.set(sector);
            }
        }
    }

    /** Puts the write into a file's bytes, but for what a later one has replaced. */
    void writeWholly(SparseBytes target) {
        if (replaced == null) {
            target.write(bytes, 0, bytes.length, position);
            return;
        }
        for (int sector = 0; sector < sectors(); sector++) {
            writeSector(target, sector, PowerCut.SECTOR);
        }
    }

    /** Puts the first bytes of one sector of the write into a file's bytes. */
    private void writeSector(SparseBytes target, int sector, int surviving) {
        if (surviving == 0 || replaced != null && replaced.get(sector)) {
            return;
        }
        long at = Math.max(position, (firstSector() + sector) * PowerCut.SECTOR);
        long end = Math.min(position + bytes.length, (firstSector() + sector + 1) * PowerCut.SECTOR);
        int length = (int) Math.min(end - at, surviving);
        target.write(bytes, (int) (at - position), length, at);
    }
}
