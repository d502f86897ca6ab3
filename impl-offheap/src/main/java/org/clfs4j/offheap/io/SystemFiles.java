package org.clfs4j.offheap.io;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.clfs4j.core.io.FileOpener;
import org.clfs4j.core.io.NotRegularFileException;
import org.clfs4j.core.io.StorageFile;

/**
 * Opens files by system calls, so that nothing foreign is ever opened in their place.
 *
 * @threading safe for concurrent use
 */
final class SystemFiles implements FileOpener {

    private static final int OWNER_ONLY = 0600;
    private static final int ALWAYS = SystemCalls.O_CLOEXEC | SystemCalls.O_NOFOLLOW;

    private final boolean durableWrites;

    /**
     * Opens files of one file system.
     *
     * @param durableWrites whether it can be trusted with writes that are durable when the call returns
     */
    SystemFiles(boolean durableWrites) {
        this.durableWrites = durableWrites;
    }

    /** What belongs to one opening. */
    private record Opening(CallFrame frame, Arena arena, Path path, MemorySegment bytes) implements AutoCloseable {

        static Opening of(Path path) {
            Arena arena = Arena.ofConfined();
            return new Opening(CallFrame.take(), arena, path, SystemCalls.path(path, arena));
        }

        int open(int flags) {
            int result;
            do {
                result = SystemCalls.open(frame, bytes, flags, OWNER_ONLY);
            } while (Errno.EINTR.is(result));
            return result;
        }

        int openOrFail(int flags) throws IOException {
            int result = open(flags);
            if (result < 0) {
                throw SystemFailures.opening(path, result);
            }
            return result;
        }

        FileTraits traits() throws IOException {
            return answered(FileTraits.of(frame, bytes, arena));
        }

        FileTraits traits(int descriptor) throws IOException {
            return answered(FileTraits.of(frame, descriptor, arena));
        }

        private FileTraits answered(FileTraits.Answer answer) throws IOException {
            if (answer.result() < 0) {
                throw SystemFailures.opening(path, answer.result());
            }
            return answer.traits();
        }

        @Override
        public void close() {
            frame.giveBack();
            arena.close();
        }
    }

    @Override
    public StorageFile create(Path path) throws IOException {
        try (Opening opening = Opening.of(path)) {
            int cached = opening.openOrFail(ALWAYS | SystemCalls.O_RDWR | SystemCalls.O_CREAT | SystemCalls.O_EXCL);
            boolean done = false;
            try {
                FileTraits traits = opening.traits(cached);
                Descriptors descriptors = new Descriptors(cached, openDirect(opening, traits));
                done = true;
                return file(path, true, descriptors, traits);
            } finally {
                if (!done) {
                    Descriptors.close(cached);
                    Files.deleteIfExists(path);
                }
            }
        }
    }

    @Override
    public void reserve(StorageFile file, long size) throws IOException {
        SystemFile opened = (SystemFile) file;
        opened.reserve(size);
        if (opened.direct().isEmpty()) {
            opened.direct(DirectTrial.byWriting(opened, size));
        }
    }

    @Override
    public StorageFile open(Path path, boolean writable) throws IOException {
        try (Opening opening = Opening.of(path)) {
            requireRegular(path, opening.traits()); // before opening, which a device might notice
            int mode = writable ? SystemCalls.O_RDWR : SystemCalls.O_RDONLY;
            int cached = opening.openOrFail(ALWAYS | SystemCalls.O_NONBLOCK | mode);
            SystemFile file;
            boolean done = false;
            try {
                FileTraits traits = opening.traits(cached);
                requireRegular(path, traits);
                int direct = writable ? openDirect(opening, traits) : Descriptors.NONE;
                file = file(path, writable, new Descriptors(cached, direct), traits);
                done = true;
            } finally {
                if (!done) {
                    Descriptors.close(cached);
                }
            }
            return tried(file);
        }
    }

    /** Finds out what direct writes have to be aligned to, if the system has not said it. */
    private static SystemFile tried(SystemFile file) throws IOException {
        boolean done = file.direct().isPresent();
        try {
            if (!done) {
                file.direct(DirectTrial.byReading(file));
                done = true;
            }
            return file;
        } finally {
            if (!done) {
                file.close();
            }
        }
    }

    /** A file of which nobody has said what direct writes have to be aligned to yet, if the system does not. */
    private SystemFile file(Path path, boolean writable, Descriptors descriptors, FileTraits traits) {
        Optional<DirectAlignment> direct =
                descriptors.direct() == Descriptors.NONE ? Optional.of(DirectAlignment.NONE) : traits.direct();
        return new SystemFile(path, writable, descriptors, direct, durableWrites);
    }

    private static void requireRegular(Path path, FileTraits traits) throws IOException {
        if (traits.type() != FileTraits.REGULAR) {
            throw new NotRegularFileException(path.toString(), traits.typeText());
        }
    }

    /**
     * Opens a file without a name to go around the system's cache, and closes it, which leaves nothing behind.
     *
     * @return 0, or the negative error number that says why that cannot be
     */
    static long tryDirect(Path directory) throws IOException {
        try (Opening opening = Opening.of(directory)) {
            int descriptor = opening.open(
                    SystemCalls.O_CLOEXEC | SystemCalls.O_RDWR | SystemCalls.O_TMPFILE | SystemCalls.O_DIRECT);
            if (descriptor < 0) {
                return descriptor;
            }
            try {
                boolean works = opening.traits(descriptor).direct().map(DirectAlignment::works).orElse(true);
                return works ? 0 : Errno.EINVAL.result();
            } finally {
                Descriptors.close(descriptor);
            }
        }
    }

    /** Opens a file once more to go around the system's cache; {@link Descriptors#NONE} if its file system cannot. */
    private static int openDirect(Opening opening, FileTraits traits) throws IOException {
        if (traits.direct().isPresent() && !traits.direct().get().works()) {
            return Descriptors.NONE;
        }
        int direct = opening.open(ALWAYS | SystemCalls.O_NONBLOCK | SystemCalls.O_RDWR | SystemCalls.O_DIRECT);
        if (Errno.EINVAL.is(direct)) {
            return Descriptors.NONE;
        }
        if (direct < 0) {
            throw SystemFailures.opening(opening.path(), direct);
        }
        boolean same = false;
        try {
            same = opening.traits(direct).same(traits);
            if (!same) {
                throw new FileSystemException(
                        opening.path().toString(), null, "was replaced by another file while it was opened");
            }
            return direct;
        } finally {
            if (!same) {
                Descriptors.close(direct);
            }
        }
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        try (Opening opening = Opening.of(directory)) {
            int descriptor = opening.openOrFail(ALWAYS | SystemCalls.O_RDONLY | SystemCalls.O_DIRECTORY);
            try {
                int result = SystemCalls.fsync(opening.frame(), descriptor);
                if (result < 0) {
                    throw new IOException("Cannot force directory " + directory + ": " + Errno.describe(result));
                }
            } finally {
                Descriptors.close(descriptor);
            }
        }
    }
}
