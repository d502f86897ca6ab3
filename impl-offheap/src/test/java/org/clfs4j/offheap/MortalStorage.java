package org.clfs4j.offheap;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.clfs4j.core.io.FileFacts;
import org.clfs4j.core.io.Storage;
import org.clfs4j.core.io.StorageFile;

/**
 * Real storage of a process that can die: its files and its lock are gone then, what it wrote stays, and whatever it still does fails.
 * For the engine each such process is another one, as if it had a JVM of its own.
 */
final class MortalStorage implements Storage {

    private final Storage real;
    private final String identity;
    private final List<Closeable> held = new ArrayList<>();
    private boolean dead;

    MortalStorage(Storage real, int process) {
        this.real = real;
        this.identity = real.identity() + " of process " + process;
    }

    /** Dies as a process does that gets SIGKILL. */
    void die() throws IOException {
        dead = true;
        for (Closeable each : held) {
            each.close();
        }
    }

    private void requireAlive() throws IOException {
        if (dead) {
            throw new IOException("the process is dead");
        }
    }

    private <T extends Closeable> T held(T resource) {
        held.add(resource);
        return resource;
    }

    @Override
    public String identity() {
        return identity;
    }

    @Override
    public boolean exists(String name) throws IOException {
        requireAlive();
        return real.exists(name);
    }

    @Override
    public Set<String> list() throws IOException {
        requireAlive();
        return real.list();
    }

    @Override
    public FileFacts facts(String name) throws IOException {
        requireAlive();
        return real.facts(name);
    }

    @Override
    public StorageFile create(String name, long size) throws IOException {
        requireAlive();
        return new MortalFile(held(real.create(name, size)));
    }

    @Override
    public StorageFile open(String name, boolean writable) throws IOException {
        requireAlive();
        return new MortalFile(held(real.open(name, writable)));
    }

    @Override
    public void delete(String name) throws IOException {
        requireAlive();
        real.delete(name);
    }

    @Override
    public void forceDirectory() throws IOException {
        requireAlive();
        real.forceDirectory();
    }

    @Override
    public Closeable lock(String name) throws IOException {
        requireAlive();
        return held(real.lock(name));
    }

    /** A file that is closed by the death of its process; the real one refuses everything then. */
    private record MortalFile(StorageFile real) implements StorageFile {

        @Override
        public String name() {
            return real.name();
        }

        @Override
        public long size() throws IOException {
            return real.size();
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return real.read(target, position);
        }

        @Override
        public void write(ByteBuffer source, long position) throws IOException {
            real.write(source, position);
        }

        @Override
        public void writeDurably(ByteBuffer source, long position) throws IOException {
            real.writeDurably(source, position);
        }

        @Override
        public void writeDurably(ByteBuffer[] sources, int count, long position) throws IOException {
            real.writeDurably(sources, count, position);
        }

        @Override
        public void force() throws IOException {
            real.force();
        }

        @Override
        public void close() throws IOException {
            real.close();
        }
    }
}
