package org.clfs4j.core.io;

import java.io.IOException;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Opens the files of one directory so that nothing foreign is ever opened in their place.
 *
 * <p>Names stay within the directory; what is opened is a regular file and no symbolic link, pipe, directory or device;
 * what is created belongs to its owner alone from the first moment.
 *
 * @threading safe for concurrent use
 */
final class OwnFiles implements FileOpener {

    /** Whether the platform has POSIX permissions, and thus file keys and directories that can be forced. */
    static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private static final FileAttribute<?>[] OWNER_ONLY = POSIX
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
            : new FileAttribute<?>[0];

    private static final List<OpenOption> READ = List.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    private static final List<OpenOption> WRITE =
            List.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

    private final Path directory;
    private final FileFailures failures;

    OwnFiles(Path directory, FileFailures failures) {
        this.directory = directory;
        this.failures = failures;
    }

    /** Returns the path of a name that is one segment. */
    Path path(String name) throws IOException {
        boolean oneSegment = !name.isEmpty()
                && !name.equals(".")
                && !name.equals("..")
                && name.indexOf('/') < 0
                && name.indexOf('\\') < 0
                && name.indexOf('\0') < 0;
        if (!oneSegment) {
            throw new FileSystemException(name, null, "is not the name of a file in a directory");
        }
        try {
            return directory.resolve(name);
        } catch (InvalidPathException e) {
            throw new FileSystemException(name, null, "is not a file name on this platform: " + e.getReason());
        }
    }

    @Override
    public FileStorageFile create(Path path) throws IOException {
        AsynchronousFileChannel steady = openSteady(path, with(WRITE, StandardOpenOption.CREATE_NEW));
        boolean done = false;
        try {
            FileStorageFile file = file(path, key(path), true, steady);
            done = true;
            return file;
        } finally {
            if (!done) {
                try (steady) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }

    @Override
    public FileStorageFile open(Path path, boolean writable) throws IOException {
        Object key = key(path); // before opening, which would wait for ever for the other end of a pipe
        AsynchronousFileChannel steady = openSteady(path, Set.copyOf(writable ? WRITE : READ));
        boolean done = false;
        try {
            FileStorageFile file = file(path, key, writable, steady);
            done = true;
            return file;
        } finally {
            if (!done) {
                steady.close();
            }
        }
    }

    @Override
    public void forceDirectory(Path canonical) throws IOException {
        if (!POSIX) {
            return; // Windows opens no directory
        }
        // An asynchronous channel, because its force cannot be interrupted: see FileStorageFile.force().
        try (AsynchronousFileChannel channel = AsynchronousFileChannel.open(canonical, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) {
            throw new IOException("Cannot force directory " + canonical + ": " + e.getMessage(), e);
        }
    }

    /** Opens a lock file for reading and writing, and creates it if it is missing. */
    AsynchronousFileChannel openOrCreate(Path path) throws IOException {
        return openSteady(path, with(WRITE, StandardOpenOption.CREATE));
    }

    /**
     * Returns what tells this regular file from any other, also from a later one of the same name.
     *
     * @return the key, or {@code null} where the platform has none
     * @throws IOException if it does not exist or is no regular file
     */
    static Object key(Path path) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile()) {
            String type = attributes.isSymbolicLink()
                    ? "a symbolic link"
                    : attributes.isDirectory() ? "a directory" : "a pipe, socket or device";
            throw new NotRegularFileException(path.toString(), type);
        }
        return attributes.fileKey();
    }

    private FileStorageFile file(Path path, Object key, boolean writable, AsynchronousFileChannel steady)
            throws IOException {
        return new FileStorageFile(path, writable, quick(path, key, writable), steady, failures);
    }

    /** Opens the channel that may be closed by an interrupt; it is never opened again on another file. */
    ReopeningChannel quick(Path path, Object key, boolean writable) throws IOException {
        Set<OpenOption> options = Set.copyOf(writable ? WRITE : READ);
        return new ReopeningChannel(() -> openQuick(path, key, options), key != null);
    }

    private FileChannel openQuick(Path path, Object key, Set<OpenOption> options) throws IOException {
        requireSame(path, key);
        FileChannel channel;
        try {
            channel = FileChannel.open(path, options);
        } catch (FileSystemException e) {
            throw failures.opening(path, e);
        }
        boolean same = false;
        try {
            requireSame(path, key);
            same = true;
            return channel;
        } finally {
            if (!same) {
                channel.close();
            }
        }
    }

    private AsynchronousFileChannel openSteady(Path path, Set<OpenOption> options) throws IOException {
        try {
            return AsynchronousFileChannel.open(path, options, null, OWNER_ONLY);
        } catch (FileSystemException e) {
            throw failures.opening(path, e);
        }
    }

    private static void requireSame(Path path, Object key) throws IOException {
        if (!Objects.equals(key(path), key)) {
            throw new FileSystemException(path.toString(), null, "was replaced by another file while it was opened");
        }
    }

    private static Set<OpenOption> with(List<OpenOption> options, OpenOption more) {
        Set<OpenOption> all = new HashSet<>(options);
        all.add(more);
        return all;
    }
}
