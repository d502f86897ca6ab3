package org.clfs4j.core;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.clfs4j.core.io.FileFacts;
import org.clfs4j.core.io.LockedException;
import org.clfs4j.core.io.Storage;
import org.clfs4j.core.io.StorageFile;

/** A directory in memory: strict, without faults, and a list of what was done to it. */
public final class HeapStorage implements Storage {

    private final String identity = "heap:" + UUID.randomUUID();
    private final Map<String, byte[]> files;
    private final Set<String> locks = new HashSet<>();
    private final List<Operation> operations = new ArrayList<>();
    private int openFiles;
    private volatile Runnable onForceDirectory = () -> {};
    private volatile boolean refuseDeletions;
    private volatile Writing onWrite = file -> {};

    /** What happens before a file is written, outside all locks of this storage; may fail instead. */
    @FunctionalInterface
    public interface Writing {
        void to(String file) throws IOException;
    }

    public HeapStorage() {
        this(new HashMap<>());
    }

    private HeapStorage(Map<String, byte[]> files) {
        this.files = files;
    }

    /** Returns the same directory as another process has it, which knows nothing of locks that are held here; for one thread. */
    public HeapStorage inAnotherProcess() {
        return new HeapStorage(files);
    }

    /** A write, or a force if the length is negative. */
    public record Operation(String file, long position, int length) {
        public boolean isForce() {
            return length < 0;
        }
    }

    /** Returns a directory with the same bytes, as another process would find them now. */
    public synchronized HeapStorage copy() {
        HeapStorage copy = new HeapStorage();
        files.forEach((name, bytes) -> copy.files.put(name, bytes.clone()));
        return copy;
    }

    /** Returns a file's own bytes, to look at or to damage. */
    public synchronized byte[] bytes(String name) {
        return files.get(name);
    }

    public synchronized void put(String name, byte[] bytes) {
        files.put(name, bytes);
    }

    public synchronized int openFiles() {
        return openFiles;
    }

    /** Returns what was done since the last call. */
    public synchronized List<Operation> takeOperations() {
        List<Operation> taken = List.copyOf(operations);
        operations.clear();
        return taken;
    }

    @Override
    public String identity() {
        return identity;
    }

    @Override
    public synchronized boolean exists(String name) {
        return files.containsKey(name);
    }

    @Override
    public synchronized Set<String> list() {
        return Set.copyOf(files.keySet());
    }

    @Override
    public synchronized FileFacts facts(String name) throws IOException {
        if (!files.containsKey(name)) {
            throw new NoSuchFileException(name);
        }
        return FileFacts.UNKNOWN;
    }

    @Override
    public synchronized StorageFile create(String name, long size) throws IOException {
        if (files.putIfAbsent(name, new byte[Math.toIntExact(size)]) != null) {
            throw new FileAlreadyExistsException(name);
        }
        return open(name, true);
    }

    @Override
    public synchronized StorageFile open(String name, boolean writable) throws IOException {
        byte[] bytes = files.get(name);
        if (bytes == null) {
            throw new NoSuchFileException(name);
        }
        openFiles++;
        return new HeapFile(name, bytes, writable);
    }

    /** Makes deleting files fail until it is told otherwise. */
    public void refuseDeletions(boolean refuse) {
        refuseDeletions = refuse;
    }

    @Override
    public synchronized void delete(String name) throws IOException {
        if (refuseDeletions) {
            throw new IOException("in use by somebody else: " + name);
        }
        if (files.remove(name) == null) {
            throw new NoSuchFileException(name);
        }
    }

    /** Sets what happens whenever the directory is forced, outside all locks of this storage. */
    public void onForceDirectory(Runnable action) {
        onForceDirectory = action;
    }

    /** Sets what happens before a file is written. */
    public void onWrite(Writing action) {
        onWrite = action;
    }

    @Override
    public void forceDirectory() {
        onForceDirectory.run();
    }

    @Override
    public synchronized Closeable lock(String name) throws IOException {
        if (!locks.add(name)) {
            throw new LockedException(name);
        }
        files.putIfAbsent(name, new byte[0]);
        return () -> {
            synchronized (this) {
                locks.remove(name);
            }
        };
    }

    private final class HeapFile implements StorageFile {
        private final String name;
        private final byte[] bytes;
        private final boolean writable;
        private boolean closed;

        HeapFile(String name, byte[] bytes, boolean writable) {
            this.name = name;
            this.bytes = bytes;
            this.writable = writable;
        }

        private void check() throws IOException {
            if (closed) {
                throw new ClosedChannelException();
            }
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public long size() throws IOException {
            synchronized (HeapStorage.this) {
                check();
                return bytes.length;
            }
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            synchronized (HeapStorage.this) {
                check();
                int count = (int) Math.max(0, Math.min(target.remaining(), bytes.length - position));
                target.put(bytes, (int) Math.min(position, bytes.length), count);
                return count;
            }
        }

        @Override
        public void write(ByteBuffer source, long position) throws IOException {
            onWrite.to(name);
            synchronized (HeapStorage.this) {
                check();
                if (!writable || position < 0 || position + source.remaining() > bytes.length) {
                    throw new IllegalStateException("write of " + source.remaining() + " bytes at " + position + " of "
                            + bytes.length + ", writable " + writable);
                }
                operations.add(new Operation(name, position, source.remaining()));
                source.get(bytes, (int) position, source.remaining());
            }
        }

        @Override
        public void force() throws IOException {
            synchronized (HeapStorage.this) {
                check();
                operations.add(new Operation(name, 0, -1));
            }
        }

        @Override
        public void close() {
            synchronized (HeapStorage.this) {
                if (!closed) {
                    closed = true;
                    openFiles--;
                }
            }
        }
    }

    /** Returns a copy of bytes with one bit flipped. */
    public static byte[] flipped(byte[] bytes, int bit) {
        byte[] copy = Arrays.copyOf(bytes, bytes.length);
        copy[bit / 8] ^= (byte) (1 << bit % 8);
        return copy;
    }
}
