package org.clfs4j.testkit;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.clfs4j.LogProvider;
import org.clfs4j.core.EngineLogProvider;
import org.clfs4j.core.Environment;
import org.clfs4j.core.io.LockedException;
import org.clfs4j.core.io.LogClock;
import org.clfs4j.core.io.LogRandom;
import org.clfs4j.core.io.NoSpaceException;
import org.clfs4j.core.io.Storage;
import org.clfs4j.core.io.StorageFile;

/** The plainest storage that forgets: a crash leaves what was forced and nothing else. */
final class MemoryStorage implements CrashableStorage {

    private static final Path DIRECTORY = Path.of("/memory");

    private static final class Content {
        private byte[] bytes;
        private byte[] forced = {};

        Content(int size) {
            bytes = new byte[size];
        }
    }

    private Map<String, Content> files = new HashMap<>();
    private Map<String, Content> forcedFiles = new HashMap<>();
    private final Set<String> locks = new HashSet<>();
    private Running running = new Running();
    private boolean failForces;
    private boolean failWrites;
    private boolean full;
    private int left = Integer.MAX_VALUE;

    @Override
    public synchronized LogProvider provider() {
        Running now = running;
        return new EngineLogProvider(
                "memory", 0, new Environment(path -> now, LogClock.SYSTEM, LogRandom.SYSTEM, () -> Runnable::run));
    }

    @Override
    public Path directory() {
        return DIRECTORY;
    }

    @Override
    public synchronized void crash() {
        files = new HashMap<>(forcedFiles);
        files.values().forEach(content -> content.bytes = content.forced.clone());
        locks.clear();
        running = new Running();
        left = Integer.MAX_VALUE;
        heal();
    }

    @Override
    public synchronized void failAfter(int operations) {
        left = operations;
    }

    @Override
    public synchronized void failForces() {
        failForces = true;
    }

    @Override
    public synchronized void failWrites() {
        failWrites = true;
    }

    @Override
    public synchronized void fillUp() {
        full = true;
    }

    @Override
    public synchronized void heal() {
        failForces = false;
        failWrites = false;
        full = false;
    }

    /** The storage between two crashes; everything that an earlier one handed out fails. */
    private final class Running implements Storage {

        private void change(String what) throws IOException {
            alive();
            if (left <= 0) {
                throw new IOException("the power is off: " + what);
            }
            left--;
        }

        private void alive() throws IOException {
            if (running != this || left <= 0) {
                throw new IOException("the power is off");
            }
        }

        @Override
        public String identity() {
            return "memory-" + System.identityHashCode(this);
        }

        @Override
        public boolean exists(String name) throws IOException {
            synchronized (MemoryStorage.this) {
                alive();
                return files.containsKey(name);
            }
        }

        @Override
        public Set<String> list() throws IOException {
            synchronized (MemoryStorage.this) {
                alive();
                return Set.copyOf(files.keySet());
            }
        }

        @Override
        public StorageFile create(String name, long size) throws IOException {
            synchronized (MemoryStorage.this) {
                change("create " + name);
                if (full) {
                    throw new NoSpaceException("no room for " + name, null);
                }
                if (files.containsKey(name)) {
                    throw new FileAlreadyExistsException(name);
                }
                files.put(name, new Content((int) size));
                return new File(this, name, files.get(name));
            }
        }

        @Override
        public StorageFile open(String name, boolean writable) throws IOException {
            synchronized (MemoryStorage.this) {
                alive();
                if (!files.containsKey(name)) {
                    throw new NoSuchFileException(name);
                }
                return new File(this, name, files.get(name));
            }
        }

        @Override
        public void delete(String name) throws IOException {
            synchronized (MemoryStorage.this) {
                change("delete " + name);
                if (files.remove(name) == null) {
                    throw new NoSuchFileException(name);
                }
            }
        }

        @Override
        public void forceDirectory() throws IOException {
            synchronized (MemoryStorage.this) {
                change("force the directory");
                if (failForces) {
                    throw new IOException("cannot force the directory");
                }
                forcedFiles = new HashMap<>(files);
            }
        }

        @Override
        public Closeable lock(String name) throws IOException {
            synchronized (MemoryStorage.this) {
                alive();
                if (!locks.add(name)) {
                    throw new LockedException("this process");
                }
                return () -> {
                    synchronized (MemoryStorage.this) {
                        if (running == this) {
                            locks.remove(name);
                        }
                    }
                };
            }
        }
    }

    private final class File implements StorageFile {
        private final Running since;
        private final String name;
        private final Content content;

        File(Running since, String name, Content content) {
            this.since = since;
            this.name = name;
            this.content = content;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public long size() throws IOException {
            synchronized (MemoryStorage.this) {
                since.alive();
                return content.bytes.length;
            }
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            synchronized (MemoryStorage.this) {
                since.alive();
                int length = (int) Math.max(0, Math.min(target.remaining(), content.bytes.length - position));
                target.put(content.bytes, (int) Math.min(position, content.bytes.length), length);
                return length;
            }
        }

        @Override
        public void write(ByteBuffer source, long position) throws IOException {
            synchronized (MemoryStorage.this) {
                since.change("write " + name);
                if (failWrites) {
                    throw new IOException("cannot write " + name);
                }
                source.get(content.bytes, (int) position, source.remaining());
            }
        }

        @Override
        public void force() throws IOException {
            synchronized (MemoryStorage.this) {
                since.change("force " + name);
                if (failForces) {
                    throw new IOException("cannot force " + name);
                }
                content.forced = content.bytes.clone();
            }
        }

        @Override
        public void close() {
            // Closing forgets nothing and forces nothing.
        }
    }
}
