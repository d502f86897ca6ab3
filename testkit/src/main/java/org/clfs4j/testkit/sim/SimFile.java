package org.clfs4j.testkit.sim;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.util.Arrays;
import org.clfs4j.core.io.NoSpaceException;
import org.clfs4j.core.io.StorageFile;
import org.clfs4j.testkit.sim.SimCall.Kind;
import org.clfs4j.testkit.sim.SimOperation.FailedForce;
import org.clfs4j.testkit.sim.SimOperation.Force;
import org.clfs4j.testkit.sim.SimOperation.Write;

/**
 * An open file of simulated storage.
 *
 * @threading safe for concurrent use, guarded by its storage
 */
final class SimFile implements StorageFile {

    private static final int MISDIRECTION = 4096;

    private final SimStorage storage;
    private final SimInode file;
    private final String name;
    private final boolean writable;
    private boolean closed;

    SimFile(SimStorage storage, SimInode file, String name, boolean writable) {
        this.storage = storage;
        this.file = file;
        this.name = name;
        this.writable = writable;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long size() throws IOException {
        synchronized (storage) {
            checkOpen("its size is asked for");
            storage.call(Kind.READ, name, 0, 0);
            return file.size();
        }
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        synchronized (storage) {
            checkOpen("it is read");
            if (position < 0) {
                throw storage.violation(name + " is read at " + position);
            }
            storage.call(Kind.READ, name, position, target.remaining());
            return file.cached.read(target, position);
        }
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
        synchronized (storage) {
            checkOpen("it is written");
            if (!writable) {
                storage.violation(name + " was opened for reading only, and is written");
                throw new AccessDeniedException(name);
            }
            int length = source.remaining();
            if (position < 0 || position + length > file.size()) {
                throw storage.violation(length + " bytes are written at " + position + " of " + name + ", which has "
                        + file.size() + " bytes");
            }
            Fault fault = storage.call(Kind.WRITE, name, position, length);
            write(source, position, fault);
        }
    }

    private void write(ByteBuffer source, long position, Fault fault) throws IOException {
        byte[] bytes = new byte[source.remaining()];
        source.get(bytes);
        int part = Mix.below(bytes.length + 1, position, bytes.length);
        switch (fault) {
            case NONE -> apply(position, bytes, 0, bytes.length);
            case SHORT -> {
                apply(position, bytes, 0, part);
                apply(position, bytes, part, bytes.length);
            }
            case PARTIAL -> {
                apply(position, bytes, 0, part);
                throw SimStorage.failed("writing", name);
            }
            case NO_SPACE -> {
                apply(position, bytes, 0, part);
                throw new NoSpaceException("No space for " + bytes.length + " bytes of " + name, null);
            }
            case LOST -> {}
            case MISDIRECTED -> apply((position + MISDIRECTION) % (file.size() - bytes.length + 1), bytes, 0, bytes.length);
            default -> throw SimStorage.failed("writing", name);
        }
    }

    private void apply(long position, byte[] bytes, int from, int to) {
        if (to > from) {
            byte[] piece = from == 0 && to == bytes.length ? bytes : Arrays.copyOfRange(bytes, from, to);
            storage.apply(new Write(file.number, position + from, piece));
        }
    }

    @Override
    public void force() throws IOException {
        synchronized (storage) {
            checkOpen("it is forced");
            Fault fault = storage.call(Kind.FORCE, name, 0, 0);
            if (fault == Fault.NONE) {
                storage.apply(new Force(file.number));
            } else if (fault != Fault.LOST) {
                int number = storage.disk().operations();
                storage.apply(new FailedForce(file.number, fault == Fault.EVICTING_ERROR, number));
                throw SimStorage.failed("forcing", name);
            }
        }
    }

    @Override
    public void close() {
        synchronized (storage) {
            closed = true;
        }
    }

    private void checkOpen(String what) throws IOException {
        if (closed) {
            storage.violation(name + " was closed, and " + what);
            throw new ClosedChannelException();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
