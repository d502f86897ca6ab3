package org.clfs4j.offheap.io;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The system calls, through the C library.
 *
 * <p>Each returns what the call returned, or the negative error number. A call blocks its thread, and a virtual thread's carrier
 * too; an interrupt does not reach it.
 *
 * @threading safe for concurrent use, with a frame each
 */
@SuppressWarnings("restricted") // looked up only where native access is enabled: SystemStorage
final class SystemCalls {

    /** Where a call leaves its error number. */
    static final StructLayout STATE = Linker.Option.captureStateLayout();

    static final int O_RDONLY = 0;
    static final int O_RDWR = 2;
    static final int O_CREAT = 0x40;
    static final int O_EXCL = 0x80;
    static final int O_NONBLOCK = 0x800;
    static final int O_CLOEXEC = 0x80000;

    /** These differ from processor to processor. */
    static final int O_DIRECT;

    static final int O_DIRECTORY;
    static final int O_NOFOLLOW;

    /** A file without a name in a directory. */
    static final int O_TMPFILE;

    static {
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        O_DIRECTORY = arm ? 0x4000 : 0x10000;
        O_NOFOLLOW = arm ? 0x8000 : 0x20000;
        O_DIRECT = arm ? 0x10000 : 0x4000;
        O_TMPFILE = 0x400000 | O_DIRECTORY;
    }

    static final int AT_FDCWD = -100;
    static final int AT_SYMLINK_NOFOLLOW = 0x100;
    static final int AT_EMPTY_PATH = 0x1000;

    /** The write is durable when the call returns. */
    static final int RWF_DSYNC = 0x2;

    private static final int SEEK_END = 2;

    private static final VarHandle ERRNO = STATE.varHandle(PathElement.groupElement("errno"));

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final ValueLayout POINTER = ValueLayout.ADDRESS;

    private static final MethodHandle OPEN =
            required("open", FunctionDescriptor.of(INT, POINTER, INT, INT), Linker.Option.firstVariadicArg(2));
    private static final MethodHandle CLOSE = required("close", FunctionDescriptor.of(INT, INT));
    private static final MethodHandle STATX =
            required("statx", FunctionDescriptor.of(INT, INT, POINTER, INT, INT, POINTER));
    private static final MethodHandle LSEEK = required("lseek", FunctionDescriptor.of(LONG, INT, LONG, INT));
    private static final MethodHandle FSYNC = required("fsync", FunctionDescriptor.of(INT, INT));
    private static final MethodHandle FALLOCATE =
            optional("fallocate", FunctionDescriptor.of(INT, INT, INT, LONG, LONG)).orElse(null);

    private static final MethodHandle PWRITE = required("pwrite", FunctionDescriptor.of(LONG, INT, POINTER, LONG, LONG));

    /*
     * What reads and durable appends call is not final, on purpose. A constant handle is compiled into its callers, and where they
     * are large the compiler keeps an object that the JDK makes for each call: 40 bytes. One that is not constant is compiled by
     * itself, without that object, for some nanoseconds more; but then a segment that is made for the call is an object, so that
     * these take the frame's list of pieces, and plain writes, whose callers are small, have a constant one.
     */

    private static MethodHandle preadv = required("preadv", FunctionDescriptor.of(LONG, INT, POINTER, INT, LONG));
    private static MethodHandle fdatasync = required("fdatasync", FunctionDescriptor.of(INT, INT));
    private static MethodHandle pwritev2 = optional(
                    "pwritev2", FunctionDescriptor.of(LONG, INT, POINTER, INT, LONG, INT))
            .orElse(null);

    private SystemCalls() {}

    private static MethodHandle required(String name, FunctionDescriptor type, Linker.Option... more) {
        return optional(name, type, more)
                .orElseThrow(() -> new UnsatisfiedLinkError("the C library has no function " + name));
    }

    private static Optional<MethodHandle> optional(String name, FunctionDescriptor type, Linker.Option... more) {
        Linker linker = Linker.nativeLinker();
        Linker.Option[] options = new Linker.Option[more.length + 1];
        System.arraycopy(more, 0, options, 1, more.length);
        options[0] = Linker.Option.captureCallState("errno");
        return linker.defaultLookup().find(name).map(address -> linker.downcallHandle(address, type, options));
    }

    /** Returns the bytes by which the system knows a path, whatever the locale. */
    static MemorySegment path(Path path, Arena arena) {
        URI uri = path.toUri(); // escapes exactly those bytes
        String raw = uri.getRawPath();
        if (raw.length() > 1 && raw.endsWith("/")) {
            raw = raw.substring(0, raw.length() - 1); // it is a directory
        }
        byte[] escaped = raw.getBytes(StandardCharsets.US_ASCII);
        MemorySegment bytes = arena.allocate(escaped.length + 1L);
        int length = 0;
        for (int i = 0; i < escaped.length; i++) {
            byte value = escaped[i];
            if (value == '%') {
                value = (byte) Integer.parseInt(raw, i + 1, i + 3, 16);
                i += 2;
            }
            bytes.set(ValueLayout.JAVA_BYTE, length, value);
            length++;
        }
        return bytes;
    }

    private static long result(CallFrame frame, long returned) {
        return returned < 0 ? -(int) ERRNO.get(frame.state(), 0L) : returned;
    }

    static int open(CallFrame frame, MemorySegment path, int flags, int mode) {
        try {
            return (int) result(frame, (int) OPEN.invokeExact(frame.state(), path, flags, mode));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static int close(CallFrame frame, int descriptor) {
        try {
            return (int) result(frame, (int) CLOSE.invokeExact(frame.state(), descriptor));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static int statx(CallFrame frame, int directory, MemorySegment path, int flags, int mask, MemorySegment facts) {
        try {
            return (int) result(
                    frame, (int) STATX.invokeExact(frame.state(), directory, path, flags, mask, facts));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static long size(CallFrame frame, int descriptor) {
        try {
            return result(frame, (long) LSEEK.invokeExact(frame.state(), descriptor, 0L, SEEK_END));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Reads into the first pieces of the frame's list. */
    static long preadv(CallFrame frame, int descriptor, int count, long position) {
        try {
            return result(
                    frame,
                    (long) preadv.invokeExact(frame.state(), descriptor, frame.pieces(), count, position));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static long pwrite(CallFrame frame, int descriptor, MemorySegment source, long position) {
        try {
            return result(
                    frame,
                    (long) PWRITE.invokeExact(frame.state(), descriptor, source, source.byteSize(), position));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Tells whether {@link #pwritev2} is there. */
    static boolean writesPieces() {
        return pwritev2 != null;
    }

    /** Writes the first pieces of the frame's list. */
    static long pwritev2(CallFrame frame, int descriptor, int count, long position, int flags) {
        try {
            return result(
                    frame,
                    (long) pwritev2.invokeExact(frame.state(), descriptor, frame.pieces(), count, position, flags));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static int fdatasync(CallFrame frame, int descriptor) {
        try {
            return (int) result(frame, (int) fdatasync.invokeExact(frame.state(), descriptor));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static int fsync(CallFrame frame, int descriptor) {
        try {
            return (int) result(frame, (int) FSYNC.invokeExact(frame.state(), descriptor));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Tells whether {@link #fallocate} is there. */
    static boolean allocatesFiles() {
        return FALLOCATE != null;
    }

    static int fallocate(CallFrame frame, int descriptor, long size) {
        try {
            return (int) result(frame, (int) FALLOCATE.invokeExact(frame.state(), descriptor, 0, 0L, size));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** A call that was linked throws nothing but what is wrong with its memory. */
    private static RuntimeException unexpected(Throwable e) {
        if (e instanceof RuntimeException runtime) {
            return runtime;
        }
        if (e instanceof Error error) {
            throw error;
        }
        return new IllegalStateException(e);
    }
}
