package org.clfs4j.testkit.sim;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.clfs4j.core.io.FileFacts;
import org.clfs4j.core.io.LockedException;
import org.clfs4j.core.io.NoSpaceException;
import org.clfs4j.core.io.Storage;
import org.clfs4j.core.io.StorageFile;
import org.clfs4j.testkit.sim.SimCall.Kind;
import org.clfs4j.testkit.sim.SimOperation.Create;
import org.clfs4j.testkit.sim.SimOperation.Delete;
import org.clfs4j.testkit.sim.SimOperation.FailedForceDirectory;
import org.clfs4j.testkit.sim.SimOperation.ForceDirectory;

/**
 * Storage over a simulated disk, from the start of a process to its end.
 *
 * <p>Strict: use of a closed file, a write outside of a file or to one opened for reading only is refused and kept in
 * {@link #violations()}, since an engine may take the refusal for a failure of the disk.
 *
 * <p>Every change of the disk is an operation in its {@linkplain SimDisk#journal() journal}. Faults are injected by a
 * {@link FaultPlan}. When a process dies but the machine goes on, the next process mounts the same disk again.
 *
 * @threading safe for concurrent use
 */
public final class SimStorage implements Storage {

    private static final AtomicLong MOUNTS = new AtomicLong();

    private final String identity = "/sim/" + MOUNTS.incrementAndGet();
    private final SimDisk disk;
    private final List<String> violations = new ArrayList<>();
    private final Set<String> locks = new HashSet<>();
    private FaultPlan faults = FaultPlan.NONE;
    private long capacity = Long.MAX_VALUE;
    private int changes;
    private int readings;
    private int changesUntilPowerCut = Integer.MAX_VALUE;
    private boolean powerOff;

    /**
     * Mounts a disk. Each mount has an identity and locks of its own, as if it were in a process of its own.
     *
     * @param disk the disk, which from now on is changed through this storage only
     */
    public SimStorage(SimDisk disk) {
        this.disk = disk;
    }

    /**
     * Sets what goes wrong from now on.
     *
     * @param plan the plan
     */
    public synchronized void faults(FaultPlan plan) {
        faults = plan;
    }

    /**
     * Sets how many bytes all files together can have; what exists stays.
     *
     * @param bytes the capacity
     */
    public synchronized void capacity(long bytes) {
        capacity = bytes;
    }

    /** Cuts the power: every call fails from now on. */
    public synchronized void cutPower() {
        powerOff = true;
    }

    /**
     * Cuts the power at a later changing call, which is not done any more.
     *
     * @param calls how many changing calls are done before, counted from the mounting on
     */
    public synchronized void cutPowerAfter(int calls) {
        changesUntilPowerCut = calls;
    }

    /**
     * Returns how many changing calls there were since the mounting.
     *
     * @return the number of the next one
     */
    public synchronized int changes() {
        return changes;
    }

    /**
     * Returns the disk, to be looked at.
     *
     * @return the disk
     */
    public SimDisk disk() {
        return disk;
    }

    /**
     * Returns what was called that must not be called.
     *
     * @return one sentence each
     */
    public synchronized List<String> violations() {
        return List.copyOf(violations);
    }

    @Override
    public String identity() {
        return identity;
    }

    @Override
    public synchronized boolean exists(String name) throws IOException {
        call(Kind.LIST, name, 0, 0);
        return disk.named(name) != null;
    }

    @Override
    public synchronized Set<String> list() throws IOException {
        call(Kind.LIST, "", 0, 0);
        return disk.names();
    }

    /** A simulated disk keeps no times. */
    @Override
    public synchronized FileFacts facts(String name) throws IOException {
        call(Kind.LIST, name, 0, 0);
        if (disk.named(name) == null) {
            throw new NoSuchFileException(name);
        }
        return FileFacts.UNKNOWN;
    }

    @Override
    public synchronized StorageFile create(String name, long size) throws IOException {
        Fault fault = call(Kind.CREATE, name, 0, size);
        if (disk.named(name) != null) {
            throw new FileAlreadyExistsException(name);
        }
        if (fault == Fault.NO_SPACE || size > capacity - disk.usedBytes()) {
            apply(new Create(name, size / 2)); // it was being filled, and may be there again after a power cut
            apply(new Delete(name));
            throw new NoSpaceException("No space for " + size + " bytes of " + name, null);
        }
        if (fault != Fault.NONE) {
            throw failed("creating", name);
        }
        apply(new Create(name, size));
        return new SimFile(this, disk.named(name), name, true);
    }

    @Override
    public synchronized StorageFile open(String name, boolean writable) throws IOException {
        call(Kind.OPEN, name, 0, 0);
        SimInode file = disk.named(name);
        if (file == null) {
            throw new NoSuchFileException(name);
        }
        return new SimFile(this, file, name, writable);
    }

    @Override
    public synchronized void delete(String name) throws IOException {
        Fault fault = call(Kind.DELETE, name, 0, 0);
        if (disk.named(name) == null) {
            throw new NoSuchFileException(name);
        }
        if (fault != Fault.NONE) {
            throw failed("deleting", name);
        }
        apply(new Delete(name));
    }

    @Override
    public synchronized void forceDirectory() throws IOException {
        Fault fault = call(Kind.FORCE_DIRECTORY, "", 0, 0);
        if (fault == Fault.LOST) {
            return;
        }
        if (fault != Fault.NONE) {
            apply(new FailedForceDirectory());
            throw failed("forcing", "the directory");
        }
        apply(new ForceDirectory());
    }

    @Override
    public synchronized Closeable lock(String name) throws IOException {
        call(Kind.OPEN, name, 0, 0);
        if (!locks.add(name)) {
            throw new LockedException("this simulated process");
        }
        if (disk.named(name) == null) {
            apply(new Create(name, 0));
        }
        return () -> unlock(name);
    }

    private synchronized void unlock(String name) {
        locks.remove(name);
    }

    /** Announces a call; returns what is to go wrong with it. */
    Fault call(Kind kind, String file, long position, long length) throws IOException {
        if (kind.changes() && changes >= changesUntilPowerCut) {
            powerOff = true;
        }
        if (powerOff) {
            throw new IOException("The power is off: " + kind + " " + file);
        }
        int number = kind.changes() ? changes++ : readings++;
        Fault fault = faults == FaultPlan.NONE
                ? Fault.NONE
                : faults.fault(new SimCall(kind, number, file, position, length));
        if (fault != Fault.NONE && !kind.changes()) {
            throw failed(kind.toString(), file);
        }
        return fault;
    }

    static IOException failed(String doing, String file) {
        return new IOException("Input/output error: " + doing + " " + file);
    }

    void apply(SimOperation operation) {
        disk.apply(operation);
    }

    IllegalStateException violation(String sentence) {
        violations.add(sentence);
        return new IllegalStateException(sentence);
    }
}
