package org.clfs4j.offheap.io;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
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
                int direct = openDirect(opening, traits);
                int alignment = direct == Descriptors.NONE ? 0 : Math.max(0, traits.directAlignment());
                done = true;
                return new SystemFile(path, true, new Descriptors(cached, direct), alignment, durableWrites);
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
        if (opened.directAlignment() == 0) {
            opened.directAlignment(DirectTrial.byWriting(opened, size));
        }
    }

    @Override
    public StorageFile open(Path path, boolean writable) throws IOException {
        try (Opening opening = Opening.of(path)) {
            requireRegular(path, opening.traits()); // before opening, which a device might notice
            int mode = writable ? SystemCalls.O_RDWR : SystemCalls.O_RDONLY;
            int cached = opening.openOrFail(ALWAYS | SystemCalls.O_NONBLOCK | mode);
            boolean done = false;
            try {
                FileTraits traits = opening.traits(cached);
                requireRegular(path, traits);
                int direct = writable ? openDirect(opening, traits) : Descriptors.NONE;
                done = true;
                return opened(path, writable, new Descriptors(cached, direct), traits);
            } finally {
                if (!done) {
                    Descriptors.close(cached);
                }
            }
        }
    }

    private SystemFile opened(Path path, boolean writable, Descriptors descriptors, FileTraits traits)
            throws IOException {
        boolean direct = descriptors.direct() != Descriptors.NONE;
        int alignment = direct ? Math.max(0, traits.directAlignment()) : 0;
        SystemFile file = new SystemFile(path, writable, descriptors, alignment, durableWrites);
        if (direct && traits.directNotSaid()) {
            file.directAlignment(DirectTrial.byReading(file));
        }
        return file;
    }

    private static void requireRegular(Path path, FileTraits traits) throws IOException {
        if (traits.type() != FileTraits.REGULAR) {
            throw new NotRegularFileException(path.toString(), traits.typeText());
        }
    }

    /** Opens a file once more to go around the system's cache; {@link Descriptors#NONE} if its file system cannot. */
    private static int openDirect(Opening opening, FileTraits traits) throws IOException {
        if (traits.directAlignment() == 0) {
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
