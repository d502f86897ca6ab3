package org.clfs4j.core.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.DosFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import org.clfs4j.FileAttribute;

/**
 * The files of one directory of the machine's file system, through {@code java.nio} channels.
 *
 * <p>Works on every platform of the JDK. The calling thread does the I/O itself, for a hand-over to another thread costs
 * more than a small write; how an interrupt is kept from closing anything is told in {@link FileStorageFile}.
 *
 * <p>Limits. Where the platform has no POSIX permissions, new files get the access rights that their directory hands
 * down. Where a directory cannot be forced (Windows), {@link #forceDirectory()} does nothing: there the file system
 * itself keeps its directories safe. A file system that allocates anew at every overwrite (copy on write, compression)
 * can run out of space in a file that was filled before.
 *
 * @threading safe for concurrent use; an interrupt of the calling thread neither fails nor shortens any call, and is kept
 */
public final class FileStorage implements Storage {

    private final Path directory;
    private final OwnFiles files;
    private final FileOpener opener;
    private final Volume volume;

    FileStorage(Path directory, Volume volume) {
        this.directory = directory;
        this.files = new OwnFiles(directory, new FileFailures(volume));
        this.opener = files;
        this.volume = volume;
    }

    private FileStorage(Path directory, Volume volume, FileOpener opener) {
        this.directory = directory;
        this.files = new OwnFiles(directory, new FileFailures(volume));
        this.opener = opener;
        this.volume = volume;
    }

    /**
     * Gives access to a directory.
     *
     * @param directory the directory, absolute or relative; a symbolic link here is followed once and for all
     * @return its storage
     * @throws NoSuchFileException if it does not exist
     * @throws NotDirectoryException if it is no directory
     * @throws IOException if it cannot be reached
     */
    public static Storage directory(Path directory) throws IOException {
        Path real = canonical(directory);
        return new FileStorage(real, Volume.of(real));
    }

    /**
     * Gives access to a directory whose files are opened in another way. Its lock is the same, so that the two ways exclude each
     * other.
     *
     * @param directory the directory, absolute or relative; a symbolic link here is followed once and for all
     * @param opener opens its files
     * @return its storage
     * @throws NoSuchFileException if it does not exist
     * @throws NotDirectoryException if it is no directory
     * @throws IOException if it cannot be reached
     */
    public static Storage directory(Path directory, FileOpener opener) throws IOException {
        Path real = canonical(directory);
        return new FileStorage(real, Volume.of(real), opener);
    }

    private static Path canonical(Path directory) throws IOException {
        Path real = directory.toRealPath();
        if (!Files.isDirectory(real, LinkOption.NOFOLLOW_LINKS)) {
            throw new NotDirectoryException(directory.toString());
        }
        return real;
    }

    @Override
    public String identity() {
        return directory.toString();
    }

    @Override
    public boolean exists(String name) throws IOException {
        try {
            attributes(files.path(name));
            return true;
        } catch (NoSuchFileException missing) {
            attributes(directory); // throws if it is the directory that is missing
            return false;
        }
    }

    @Override
    public Set<String> list() throws IOException {
        Set<String> names = new TreeSet<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                names.add(entry.getFileName().toString());
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return names;
    }

    @Override
    public FileFacts facts(String name) throws IOException {
        Path path = files.path(name);
        BasicFileAttributes basic = attributes(path);
        Set<FileAttribute> more = OwnFiles.POSIX ? posixAttributes(path) : dosAttributes(path);
        return new FileFacts(
                basic.creationTime().toInstant(),
                basic.lastAccessTime().toInstant(),
                basic.lastModifiedTime().toInstant(),
                more.isEmpty() ? Set.of(FileAttribute.NORMAL) : more);
    }

    private static Set<FileAttribute> posixAttributes(Path path) throws IOException {
        Set<FileAttribute> found = EnumSet.noneOf(FileAttribute.class);
        Set<PosixFilePermission> allowed = Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
        if (!allowed.contains(PosixFilePermission.OWNER_WRITE)) {
            found.add(FileAttribute.READONLY);
        }
        if (Files.isHidden(path)) {
            found.add(FileAttribute.HIDDEN);
        }
        return found;
    }

    private static Set<FileAttribute> dosAttributes(Path path) throws IOException {
        Set<FileAttribute> found = EnumSet.noneOf(FileAttribute.class);
        DosFileAttributes dos = Files.readAttributes(path, DosFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (dos.isReadOnly()) {
            found.add(FileAttribute.READONLY);
        }
        if (dos.isHidden()) {
            found.add(FileAttribute.HIDDEN);
        }
        if (dos.isSystem()) {
            found.add(FileAttribute.SYSTEM);
        }
        if (dos.isArchive()) {
            found.add(FileAttribute.ARCHIVE);
        }
        return found;
    }

    @Override
    public StorageFile create(String name, long size) throws IOException {
        if (size < 0) {
            throw new IllegalArgumentException("size " + size + " is negative");
        }
        Path path = files.path(name);
        if (exists(name)) {
            throw new FileAlreadyExistsException(path.toString());
        }
        return filled(path, size);
    }

    @Override
    public StorageFile open(String name, boolean writable) throws IOException {
        return opener.open(files.path(name), writable);
    }

    @Override
    public void delete(String name) throws IOException {
        Path path = files.path(name);
        if (attributes(path).isDirectory()) {
            throw new FileSystemException(path.toString(), null, "is a directory, not a file");
        }
        Files.delete(path); // removes a symbolic link, not what it points to
    }

    @Override
    public void forceDirectory() throws IOException {
        opener.forceDirectory(directory);
    }

    @Override
    public Closeable lock(String name) throws IOException {
        return FileStorageLock.take(files.path(name), files);
    }

    /** Creates a file and fills it; if that fails, the file goes again, for it is ours and nobody knows of it. */
    private StorageFile filled(Path path, long size) throws IOException {
        ByteBuffer zeros = Zeros.newView();
        StorageFile file = opener.create(path);
        boolean done = false;
        try {
            requireSpace(path, size);
            opener.reserve(file, size);
            for (long at = 0; at < size; at += zeros.limit()) {
                zeros.position(0).limit((int) Math.min(zeros.capacity(), size - at));
                file.write(zeros, at);
            }
            done = true;
            return file;
        } finally {
            if (!done) {
                discard(file, path);
            }
        }
    }

    /** Asks when the file is there, since a file system in which none can be created has no space to speak of. */
    private void requireSpace(Path path, long size) throws IOException {
        long usable = volume.usableSpace();
        if (usable < size) {
            throw new NoSpaceException(
                    "Cannot create " + path + ": it needs " + size + " bytes, and " + usable + " are usable", null);
        }
    }

    /** Closes and deletes without hiding why. */
    private static void discard(StorageFile file, Path path) {
        try (file) {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            System.getLogger(FileStorage.class.getPackageName())
                    .log(System.Logger.Level.WARNING, "A file that could not be filled is left behind: " + path, e);
        }
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }
}
