package org.clfs4j.testkit.sim;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.clfs4j.testkit.sim.SimOperation.Create;
import org.clfs4j.testkit.sim.SimOperation.Delete;
import org.clfs4j.testkit.sim.SimOperation.FailedForce;
import org.clfs4j.testkit.sim.SimOperation.FailedForceDirectory;
import org.clfs4j.testkit.sim.SimOperation.Force;
import org.clfs4j.testkit.sim.SimOperation.ForceDirectory;
import org.clfs4j.testkit.sim.SimOperation.Write;
import org.clfs4j.testkit.sim.Unforced.Kind;

/**
 * One directory of a disk with a volatile cache: what is durable, what the cache shows, and the difference.
 *
 * <p>A power cut may keep or lose each write of each file, each new size, each creation and each deletion on its own, in
 * any order, and tear writes at sectors. A failed force settles nothing and makes a later one settle nothing either: the
 * cache counts the bytes as clean and goes on showing them, unless it evicts them.
 *
 * @threading not thread-safe; {@link SimStorage} guards it
 */
public final class SimDisk {

    private final List<SimInode> files = new ArrayList<>();
    private final Map<String, SimInode> names = new TreeMap<>();
    private final Map<String, SimInode> durableNames = new TreeMap<>();
    private final PendingChanges pending = new PendingChanges();
    private final List<SimOperation> journal = new ArrayList<>();
    private final long signature;

    /** Creates an empty disk. */
    public SimDisk() {
        this(List.of(), Map.of(), 0);
    }

    /** Creates a disk that has these files, all durable, the n-th with number n. */
    SimDisk(List<SimInode> files, Map<String, SimInode> names, long signature) {
        this.files.addAll(files);
        this.durableNames.putAll(names);
        this.names.putAll(names);
        this.signature = signature;
    }

    /**
     * Returns how many operations were applied.
     *
     * @return the number of the next operation
     */
    public int operations() {
        return journal.size();
    }

    /**
     * Returns what was applied so far, so that it can be replayed on a disk like this one was at first.
     *
     * @return the operations in order
     */
    public List<SimOperation> journal() {
        return List.copyOf(journal);
    }

    /**
     * Tells what a power cut could take away now.
     *
     * @return the things, in the order in which they were done
     */
    public List<Unforced> unforced() {
        return pending.list().stream().map(Pending::describe).toList();
    }

    /**
     * Returns how many things a power cut could take away now.
     *
     * @return the number of {@link #unforced()} things
     */
    public int unforcedCount() {
        return pending.list().size();
    }

    /**
     * Applies one operation, which must be possible.
     *
     * @param operation the operation
     */
    public void apply(SimOperation operation) {
        if (operation instanceof Write write) {
            write(file(write.file()), write.position(), write.bytes());
        } else if (operation instanceof Force force) {
            pending.force(file(force.file()), operations());
        } else if (operation instanceof Create create) {
            create(create.name(), create.size());
        } else if (operation instanceof Delete delete) {
            pending.add(new Pending(Kind.DELETION, names.remove(delete.name()), delete.name(), 0, null, operations()));
        } else if (operation instanceof ForceDirectory) {
            pending.forceDirectory(durableNames, operations());
        } else if (operation instanceof FailedForce failed) {
            pending.failForce(file(failed.file()), failed, operations());
        } else if (operation instanceof FailedForceDirectory) {
            pending.failForceDirectory();
        }
        journal.add(operation);
    }

    private void write(SimInode file, long position, byte[] bytes) {
        file.cached.write(bytes, 0, bytes.length, position);
        pending.add(new Pending(Kind.WRITE, file, nameOf(file), position, bytes, operations()));
    }

    private void create(String name, long size) {
        SimInode file = new SimInode(files.size(), new SparseBytes(size));
        files.add(file);
        names.put(name, file);
        pending.add(new Pending(Kind.NAME, file, name, 0, null, operations()));
        if (size > 0) {
            pending.add(new Pending(Kind.SIZE, file, name, 0, null, operations()));
        }
    }

    /**
     * Returns the disk as it is after the power failed and came back. This one stays as it is.
     *
     * @param cut decides what survives
     * @return a disk on which everything is durable
     */
    public SimDisk afterPowerCut(PowerCut cut) {
        return new Survivors(files, durableNames, pending.list(), cut).disk(Mix.of(signature, pending.settled()));
    }

    /**
     * Returns a number that is most likely different for disks that are different, among those that power cuts make of
     * one history of operations.
     *
     * @return the signature
     */
    public long signature() {
        return signature;
    }

    /**
     * Returns an equal disk, to be changed independently of this one.
     *
     * @return the copy
     * @throws IllegalStateException if something is not forced
     */
    public SimDisk fork() {
        if (unforcedCount() != 0) {
            throw new IllegalStateException("Not forced: " + unforced());
        }
        return afterPowerCut(PowerCut.LOSE_ALL);
    }

    /**
     * Flips bits of one byte behind the back of whoever wrote it: it has rotted.
     *
     * @param name the file's name
     * @param position the offset in the file
     * @param bits the bits to flip
     */
    public void rot(String name, long position, int bits) {
        byte[] one = bytes(name, position, 1);
        one[0] ^= (byte) bits;
        replace(name, position, one);
    }

    /**
     * Puts other bytes into a file behind the back of whoever wrote it, where they are durable: those of a misdirected
     * write, or those from before a write that was reported as done and never was.
     *
     * @param name the file's name
     * @param position the offset in the file
     * @param bytes what is there from now on
     */
    public void replace(String name, long position, byte[] bytes) {
        SimInode file = existing(name);
        file.durable.write(bytes, 0, bytes.length, position);
        file.cached.write(bytes, 0, bytes.length, position);
    }

    /**
     * Returns bytes of a file, as readers see them.
     *
     * @param name the file's name
     * @param position the offset in the file
     * @param length how many; there must be so many
     * @return the bytes
     */
    public byte[] bytes(String name, long position, int length) {
        ByteBuffer target = ByteBuffer.allocate(length);
        if (existing(name).cached.read(target, position) != length) {
            throw new IllegalArgumentException(name + " ends before " + (position + length));
        }
        return target.array();
    }

    private SimInode existing(String name) {
        SimInode file = names.get(name);
        if (file == null) {
            throw new NoSuchElementException(name);
        }
        return file;
    }

    private SimInode file(int number) {
        return files.get(number);
    }

    /** Returns the file of a name as the cache shows it, or {@code null}. */
    SimInode named(String name) {
        return names.get(name);
    }

    /**
     * Returns the names of all files, as readers see them.
     *
     * @return the names in order
     */
    public Set<String> names() {
        return new TreeSet<>(names.keySet());
    }

    /**
     * Returns a file's size, as readers see it.
     *
     * @param name the file's name
     * @return bytes
     * @throws NoSuchElementException if there is no such file
     */
    public long size(String name) {
        return existing(name).size();
    }

    /** Returns how many bytes all files have together. */
    long usedBytes() {
        return names.values().stream().mapToLong(SimInode::size).sum();
    }

    private String nameOf(SimInode file) {
        for (Map.Entry<String, SimInode> entry : names.entrySet()) {
            if (entry.getValue() == file) {
                return entry.getKey();
            }
        }
        return "(deleted)";
    }
}
