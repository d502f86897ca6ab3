package org.clfs4j.core.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The exclusive right to write, held by a lock of the operating system.
 *
 * <p>The trap: a POSIX lock belongs to the process, and it is gone as soon as the process closes <em>any</em> descriptor
 * of the file. So a second attempt in this JVM must not even open the file. What is held is therefore noted in the system
 * properties, the only table that all class loaders of a JVM share. Where that cannot help, because the file has a second
 * path (hard link, bind mount), the JDK notices the overlap, and the descriptor that must not be closed is parked.
 *
 * <p>The channel is an asynchronous one, because an interrupt cannot close it.
 *
 * @threading safe for concurrent use
 */
final class FileStorageLock implements Closeable {

    /** The locked byte lies behind the text, which others can then read also where locks are mandatory. */
    private static final long LOCKED_BYTE = 4096;

    private static final int MAX_TEXT = 64;

    private static final Pattern SIGNATURE = Pattern.compile("process [0-9]+\n");

    private static final String PROPERTY_PREFIX = "org.clfs4j.lock.";

    /** By file key: channels whose closing would take somebody's lock away. */
    private static final Map<Object, AsynchronousFileChannel> PARKED = new HashMap<>();

    private final String property;
    private final String self;
    private final AsynchronousFileChannel channel;
    private final FileLock lock;
    private boolean closed;

    private FileStorageLock(String property, String self, AsynchronousFileChannel channel, FileLock lock) {
        this.property = property;
        this.self = self;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Takes the lock or says who has it.
     *
     * @param path the lock file, its directory's path being canonical
     * @param files opens it
     * @return the lock
     * @throws LockedException if somebody has it
     * @throws IOException if the file cannot be used
     */
    static Closeable take(Path path, OwnFiles files) throws IOException {
        String property = PROPERTY_PREFIX + path;
        String self = "process " + ProcessHandle.current().pid();
        Object holder = System.getProperties().putIfAbsent(property, self);
        if (holder != null) {
            throw new LockedException(holder.toString());
        }
        boolean taken = false;
        try {
            Closeable lock = takeFromProcesses(path, files, property, self);
            taken = true;
            return lock;
        } finally {
            if (!taken) {
                System.getProperties().remove(property, self);
            }
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (channel) {
            lock.release();
        } finally { // last, for closing the channel would take a lock away that a successor got before
            System.getProperties().remove(property, self);
        }
    }

    /** One attempt at a time, so that for each file there is never more than one parked channel. */
    private static Closeable takeFromProcesses(Path path, OwnFiles files, String property, String self)
            throws IOException {
        synchronized (PARKED) {
            Object before = Files.exists(path, LinkOption.NOFOLLOW_LINKS) ? OwnFiles.key(path) : null;
            AsynchronousFileChannel parked = before == null ? null : PARKED.remove(before);
            AsynchronousFileChannel channel = parked == null ? files.openOrCreate(path) : parked;
            boolean keepOpen = false;
            try {
                FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
                if (lock == null) {
                    throw new LockedException(signature(channel));
                }
                if (before != null && !before.equals(OwnFiles.key(path))) {
                    throw new IOException("The lock file " + path + " was replaced while it was locked");
                }
                sign(channel, self);
                keepOpen = true;
                return new FileStorageLock(property, self, channel, lock);
            } catch (OverlappingFileLockException e) {
                keepOpen = OwnFiles.POSIX;
                if (keepOpen) {
                    PARKED.put(OwnFiles.key(path), channel);
                }
                throw new LockedException(self);
            } finally {
                if (!keepOpen) {
                    channel.close();
                }
            }
        }
    }

    /** Says in the file who has the lock; that it cannot be said, as on a full disk, takes nothing from the lock. */
    private static void sign(AsynchronousFileChannel channel, String self) {
        byte[] text = (self + "\n").getBytes(StandardCharsets.US_ASCII);
        try {
            Uninterruptibly.get(channel.write(ByteBuffer.allocateDirect(text.length).put(text).flip(), 0));
            channel.truncate(text.length);
        } catch (IOException e) {
            System.getLogger(FileStorageLock.class.getPackageName())
                    .log(System.Logger.Level.DEBUG, "A lock file could not be signed", e);
        }
    }

    /** Reads who has the lock, in the words of the other process. */
    private static String signature(AsynchronousFileChannel channel) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(MAX_TEXT);
        try {
            Uninterruptibly.get(channel.read(buffer, 0));
        } catch (IOException e) {
            buffer.clear();
        }
        String text = StandardCharsets.US_ASCII.decode(buffer.flip()).toString();
        return SIGNATURE.matcher(text).matches() ? text.strip() : "another process";
    }
}
