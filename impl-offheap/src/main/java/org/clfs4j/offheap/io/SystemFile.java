package org.clfs4j.offheap.io;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.clfs4j.core.io.StorageFile;

/**
 * One open regular file, through two descriptors.
 *
 * <p>Writes go around the system's cache where offset and length allow it; memory that is not aligned for that is copied first.
 * Reads and all other writes go through the cache, which the system keeps in step. What is to be durable at once is written so
 * that the call returns when it is, if there is nothing before it that still has to be forced.
 *
 * <p>Plain reads and writes are begun again when a signal interrupts them. A force is not, and neither is a durable write: the
 * system reports a failed one once, and the signal might have taken that report's place.
 *
 * @threading safe for concurrent use; an interrupt of the calling thread does not reach the system
 */
final class SystemFile implements StorageFile {

    private final Path path;
    private final String name;
    private final boolean writable;
    private final Descriptors descriptors;

    /** What direct writes are multiples of; 0 if there are none. */
    private volatile int directAlignment;

    /** Whether a write can be made durable by the call that does it. */
    private volatile boolean durableWrites;

    /** How many writes were done that a force has to make durable, and how many of them one has. */
    private final AtomicLong written = new AtomicLong();

    private final AtomicLong forced = new AtomicLong();

    /**
     * Wraps an open file.
     *
     * @param directAlignment what direct writes are multiples of; 0 if there are none
     * @param durableWrites whether the file system can be trusted with writes that are durable when the call returns
     */
    SystemFile(Path path, boolean writable, Descriptors descriptors, int directAlignment, boolean durableWrites) {
        this.path = path;
        this.name = path.getFileName().toString();
        this.writable = writable;
        this.descriptors = descriptors;
        this.directAlignment = directAlignment;
        this.durableWrites = durableWrites;
    }

    @Override
    public String name() {
        return name;
    }

    /** Returns its descriptors. */
    Descriptors descriptors() {
        return descriptors;
    }

    /** Returns what direct writes are multiples of; 0 if there are none. */
    int directAlignment() {
        return directAlignment;
    }

    /** Says what direct writes are multiples of, before the file is used. */
    void directAlignment(int alignment) {
        directAlignment = alignment;
    }

    /** Takes the room for a new file, if its file system can do that at once. */
    void reserve(long size) throws IOException {
        if (size == 0 || !SystemCalls.allocatesFiles()) {
            return;
        }
        CallFrame frame = CallFrame.take();
        try {
            descriptors.enter();
            try {
                long result;
                do {
                    result = SystemCalls.fallocate(frame, descriptors.cached(), size);
                } while (Errno.EINTR.is(result));
                if (result < 0 && !Errno.EOPNOTSUPP.is(result) && !Errno.ENOSYS.is(result)) {
                    throw SystemFailures.reserving(path, size, result);
                }
            } finally {
                descriptors.leave();
            }
        } finally {
            frame.giveBack();
        }
    }

    @Override
    public long size() throws IOException {
        CallFrame frame = CallFrame.take();
        try {
            descriptors.enter();
            try {
                long result = SystemCalls.size(frame, descriptors.cached());
                if (result < 0) {
                    throw new IOException("Cannot tell the size of " + path + ": " + Errno.describe(result));
                }
                return result;
            } finally {
                descriptors.leave();
            }
        } finally {
            frame.giveBack();
        }
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        CallFrame frame = CallFrame.take();
        try {
            descriptors.enter();
            try {
                return readAll(frame, target, position);
            } finally {
                descriptors.leave();
            }
        } finally {
            frame.giveBack();
        }
    }

    private int readAll(CallFrame frame, ByteBuffer target, long position) throws IOException {
        int start = target.position();
        while (target.hasRemaining()) {
            long result = readSome(frame, target, position + (target.position() - start));
            if (result == 0) {
                break;
            }
            if (result < 0 && !Errno.EINTR.is(result)) {
                throw SystemFailures.reading(path, target.limit() - start, position, result);
            }
        }
        return target.position() - start;
    }

    /** Reads once, and moves the target's position by what was read. */
    private long readSome(CallFrame frame, ByteBuffer target, long position) {
        if (target.isDirect()) {
            long result = SystemCalls.pread(frame, descriptors.cached(), MemorySegment.ofBuffer(target), position);
            if (result > 0) {
                target.position(target.position() + (int) result);
            }
            return result;
        }
        int length = Math.min(target.remaining(), CallFrame.BOUNCE);
        long result =
                SystemCalls.pread(frame, descriptors.cached(), frame.bounce().asSlice(0, length), position);
        if (result > 0) {
            target.put(frame.bounceBytes().limit((int) result));
        }
        return result;
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
        requireWritable();
        CallFrame frame = CallFrame.take();
        try {
            descriptors.enter();
            try {
                writeAll(frame, source, position);
            } finally {
                descriptors.leave();
            }
        } finally {
            frame.giveBack();
        }
    }

    private void requireWritable() throws AccessDeniedException {
        if (!writable) {
            throw new AccessDeniedException(path.toString(), null, "it was opened for reading only");
        }
    }

    private void writeAll(CallFrame frame, ByteBuffer source, long position) throws IOException {
        int start = source.position();
        try {
            while (source.hasRemaining()) {
                long at = position + (source.position() - start);
                boolean direct = goesDirect(at, source.remaining());
                long result = writeSome(frame, source, at, direct);
                if (result > 0) {
                    source.position(source.position() + (int) result);
                } else if (direct && Errno.EINVAL.is(result)) {
                    directAlignment = 0; // whatever the file system said of itself
                } else if (!Errno.EINTR.is(result)) {
                    throw SystemFailures.writing(path, source.limit() - start, position, result);
                }
            }
        } finally {
            written.incrementAndGet();
        }
    }

    private long writeSome(CallFrame frame, ByteBuffer source, long position, boolean direct) {
        int descriptor = direct ? descriptors.direct() : descriptors.cached();
        if (source.isDirect()) {
            MemorySegment memory = MemorySegment.ofBuffer(source);
            if (!direct || goesDirect(memory.address(), 0)) {
                return SystemCalls.pwrite(frame, descriptor, memory, position);
            }
        }
        int copied = Math.min(source.remaining(), CallFrame.BOUNCE);
        frame.bounceBytes().put(0, source, source.position(), copied);
        return SystemCalls.pwrite(frame, descriptor, frame.bounce().asSlice(0, copied), position);
    }

    /** Tells whether an offset or an address, and a length, are such that a write can go around the cache. */
    private boolean goesDirect(long start, long length) {
        int alignment = directAlignment;
        return alignment != 0 && ((start | length) & alignment - 1) == 0;
    }

    @Override
    public void writeDurably(ByteBuffer source, long position) throws IOException {
        requireWritable();
        CallFrame frame = CallFrame.take();
        try {
            descriptors.enter();
            try {
                if (!atOnce() || !writtenAtOnce(frame, source, position)) {
                    writeAll(frame, source, position);
                    force(frame);
                }
            } finally {
                descriptors.leave();
            }
        } finally {
            frame.giveBack();
        }
    }

    @Override
    public void writeDurably(ByteBuffer[] sources, int count, long position) throws IOException {
        requireWritable();
        CallFrame frame = CallFrame.take();
        try {
            descriptors.enter();
            try {
                if (!atOnce() || !writtenAtOnce(frame, sources, count, position)) {
                    long at = position;
                    for (int i = 0; i < count; i++) {
                        int length = sources[i].remaining();
                        writeAll(frame, sources[i], at);
                        at += length;
                    }
                    force(frame);
                }
            } finally {
                descriptors.leave();
            }
        } finally {
            Reference.reachabilityFence(sources);
            frame.giveBack();
        }
    }

    /** Tells whether a durable write makes everything durable: nothing else is waiting for a force. */
    private boolean atOnce() {
        return durableWrites && forced.get() == written.get();
    }

    /** Writes durably with one call; false if that cannot be, and all is to be written and then forced. */
    private boolean writtenAtOnce(CallFrame frame, ByteBuffer source, long position) throws IOException {
        int length = source.remaining();
        boolean direct = goesDirect(position, length);
        long address = source.isDirect() ? Addresses.of(source) : -1;
        if (address == -1 || direct && !goesDirect(address, 0)) {
            if (length > CallFrame.BOUNCE) {
                return false;
            }
            frame.bounceBytes().put(0, source, source.position(), length);
            address = frame.bounce().address();
        }
        frame.piece(0, address, length);
        boolean done = writtenAtOnce(frame, 1, position, length, direct);
        Reference.reachabilityFence(source);
        if (done) {
            source.position(source.limit());
        }
        return done;
    }

    private boolean writtenAtOnce(CallFrame frame, ByteBuffer[] sources, int count, long position)
            throws IOException {
        if (count > CallFrame.MAX_PIECES) {
            return false;
        }
        long bytes = 0;
        boolean direct = directAlignment != 0;
        for (int i = 0; i < count; i++) {
            if (!sources[i].isDirect()) {
                return false;
            }
            int length = sources[i].remaining();
            long address = Addresses.of(sources[i]);
            direct = direct && goesDirect(position + bytes | address, length);
            frame.piece(i, address, length);
            bytes += length;
        }
        if (!direct && goesDirect(position, bytes)) {
            return false; // it can go around the cache, but for what has to be copied
        }
        if (!writtenAtOnce(frame, count, position, bytes, direct)) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            sources[i].position(sources[i].limit());
        }
        return true;
    }

    private boolean writtenAtOnce(CallFrame frame, int count, long position, long bytes, boolean direct)
            throws IOException {
        int descriptor = direct ? descriptors.direct() : descriptors.cached();
        long result = SystemCalls.pwritev2(frame, descriptor, count, position, SystemCalls.RWF_DSYNC);
        if (result == bytes) {
            return true;
        }
        if (direct && Errno.EINVAL.is(result)) {
            directAlignment = 0; // whatever the file system said of itself
            return false;
        }
        if (Errno.EOPNOTSUPP.is(result) || Errno.ENOSYS.is(result)) {
            durableWrites = false;
            return false;
        }
        if (result < 0) {
            throw SystemFailures.writing(path, bytes, position, result);
        }
        return false; // cut short: all of it once more, which does no harm
    }

    @Override
    public void force() throws IOException {
        CallFrame frame = CallFrame.take();
        try {
            descriptors.enter();
            try {
                force(frame);
            } finally {
                descriptors.leave();
            }
        } finally {
            frame.giveBack();
        }
    }

    private void force(CallFrame frame) throws IOException {
        long before = written.get();
        long result = SystemCalls.fdatasync(frame, descriptors.cached());
        if (result < 0) {
            throw SystemFailures.forcing(path, result);
        }
        forced.accumulateAndGet(before, Math::max);
    }

    @Override
    public void close() {
        descriptors.close();
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
