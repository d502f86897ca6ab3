package org.clfs4j.offheap.io;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Optional;
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

    /** Bytes. */
    private static final int SMALL_PIECE = 4096;

    private final Path path;
    private final String name;
    private final boolean writable;
    private final Descriptors descriptors;

    /** What direct writes have to be aligned to; empty as long as nobody has said it, before the file is used. */
    private volatile Optional<DirectAlignment> direct;

    /** Whether a write can be made durable by the call that does it. */
    private volatile boolean durableWrites;

    /** How many writes were done that a force has to make durable, and how many of them one has. */
    private final AtomicLong written = new AtomicLong();

    private final AtomicLong forced = new AtomicLong();

    /**
     * Wraps an open file.
     *
     * @param direct what direct writes have to be aligned to; empty if that has to be found out
     * @param durableWrites whether the file system can be trusted with writes that are durable when the call returns
     */
    SystemFile(
            Path path,
            boolean writable,
            Descriptors descriptors,
            Optional<DirectAlignment> direct,
            boolean durableWrites) {
        this.path = path;
        this.name = path.getFileName().toString();
        this.writable = writable;
        this.descriptors = descriptors;
        this.direct = direct;
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

    /** Returns what direct writes have to be aligned to; empty if nobody has said it. */
    Optional<DirectAlignment> direct() {
        return direct;
    }

    /** Says what direct writes have to be aligned to, before the file is used. */
    void direct(DirectAlignment alignment) {
        direct = Optional.of(alignment);
    }

    private DirectAlignment alignment() {
        return direct.orElse(DirectAlignment.NONE);
    }

    /** Takes the room for a new file, if its file system can do that at once. */
    void reserve(long size) throws IOException {
        if (size == 0 || !SystemCalls.allocatesFiles()) {
            return;
        }
        CallFrame frame = descriptors.enter();
        try {
            long result;
            do {
                result = SystemCalls.fallocate(frame, descriptors.cached(), size);
            } while (Errno.EINTR.is(result));
            if (result < 0 && !Errno.EOPNOTSUPP.is(result) && !Errno.ENOSYS.is(result)) {
                throw SystemFailures.reserving(path, size, result);
            }
        } finally {
            descriptors.leave(frame);
        }
    }

    @Override
    public long size() throws IOException {
        CallFrame frame = descriptors.enter();
        try {
            long result = SystemCalls.size(frame, descriptors.cached());
            if (result < 0) {
                throw new IOException("Cannot tell the size of " + path + ": " + Errno.describe(result));
            }
            return result;
        } finally {
            descriptors.leave(frame);
        }
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        CallFrame frame = descriptors.enter();
        try {
            return readAll(frame, target, position);
        } finally {
            descriptors.leave(frame);
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
        boolean direct = target.isDirect();
        int length = direct ? target.remaining() : Math.min(target.remaining(), CallFrame.BOUNCE);
        frame.piece(0, direct ? Addresses.of(target) : frame.bounce().address(), length);
        long result = SystemCalls.preadv(frame, descriptors.cached(), 1, position);
        Reference.reachabilityFence(target);
        if (result > 0 && direct) {
            target.position(target.position() + (int) result);
        } else if (result > 0) {
            target.put(frame.bounceBytes().limit((int) result));
        }
        return result;
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
        requireWritable();
        CallFrame frame = descriptors.enter();
        try {
            writeAll(frame, source, position);
        } finally {
            descriptors.leave(frame);
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
                boolean around = alignment().takes(at, source.remaining());
                long result = writeSome(frame, source, at, around);
                if (result > 0) {
                    source.position(source.position() + (int) result);
                } else if (around && Errno.EINVAL.is(result)) {
                    direct(DirectAlignment.NONE); // whatever the file system said of itself
                } else if (!Errno.EINTR.is(result)) {
                    throw SystemFailures.writing(path, source.limit() - start, position, result);
                }
            }
        } finally {
            written.incrementAndGet();
        }
    }

    private long writeSome(CallFrame frame, ByteBuffer source, long position, boolean around) {
        int descriptor = around ? descriptors.direct() : descriptors.cached();
        if (source.isDirect()) {
            MemorySegment memory = MemorySegment.ofBuffer(source);
            if (!around || alignment().takesFrom(memory.address())) {
                return SystemCalls.pwrite(frame, descriptor, memory, position);
            }
        }
        int copied = Math.min(source.remaining(), CallFrame.BOUNCE);
        frame.bounceBytes().put(0, source, source.position(), copied);
        return SystemCalls.pwrite(frame, descriptor, frame.bounce().asSlice(0, copied), position);
    }

    @Override
    public void writeDurably(ByteBuffer source, long position) throws IOException {
        requireWritable();
        CallFrame frame = descriptors.enter();
        try {
            if (!atOnce() || !writtenAtOnce(frame, source, position)) {
                writeAll(frame, source, position);
                force(frame);
            }
        } finally {
            descriptors.leave(frame);
        }
    }

    @Override
    public void writeDurably(ByteBuffer[] sources, int count, long position) throws IOException {
        requireWritable();
        CallFrame frame = descriptors.enter();
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
            Reference.reachabilityFence(sources);
            descriptors.leave(frame);
        }
    }

    /** Tells whether a durable write makes everything durable: nothing else is waiting for a force. */
    private boolean atOnce() {
        return durableWrites && forced.get() == written.get();
    }

    /** Writes durably with one call; false if that cannot be, and all is to be written and then forced. */
    private boolean writtenAtOnce(CallFrame frame, ByteBuffer source, long position) throws IOException {
        int length = source.remaining();
        boolean around = alignment().takes(position, length);
        long address = source.isDirect() ? Addresses.of(source) : -1;
        if (address == -1 || around && !alignment().takesFrom(address)) {
            if (length > CallFrame.BOUNCE) {
                return false;
            }
            frame.bounceBytes().put(0, source, source.position(), length);
            address = frame.bounce().address();
        }
        frame.piece(0, address, length);
        boolean done = writtenAtOnce(frame, 1, position, length, around);
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
        if (copiesCheaply(sources, count)) {
            return copiedAtOnce(frame, sources, count, position);
        }
        long bytes = 0;
        boolean around = alignment().works();
        for (int i = 0; i < count; i++) {
            if (!sources[i].isDirect()) {
                return false;
            }
            int length = sources[i].remaining();
            long address = Addresses.of(sources[i]);
            around = around && alignment().takes(position + bytes, length) && alignment().takesFrom(address);
            frame.piece(i, address, length);
            bytes += length;
        }
        if (!around && alignment().takes(position, bytes)) {
            return false; // it can go around the cache, but for what has to be copied
        }
        if (!writtenAtOnce(frame, count, position, bytes, around)) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            sources[i].position(sources[i].limit());
        }
        return true;
    }

    /** Small pieces cost the system more, one by one, than it costs to put them together. */
    private static boolean copiesCheaply(ByteBuffer[] sources, int count) {
        long bytes = 0;
        for (int i = 0; i < count; i++) {
            bytes += sources[i].remaining();
        }
        return count > 1 && bytes <= CallFrame.BOUNCE && bytes <= (long) count * SMALL_PIECE;
    }

    private boolean copiedAtOnce(CallFrame frame, ByteBuffer[] sources, int count, long position) throws IOException {
        ByteBuffer together = frame.bounceBytes();
        for (int i = 0; i < count; i++) {
            together.put(together.position(), sources[i], sources[i].position(), sources[i].remaining());
            together.position(together.position() + sources[i].remaining());
        }
        int bytes = together.position();
        frame.piece(0, frame.bounce().address(), bytes);
        if (!writtenAtOnce(frame, 1, position, bytes, alignment().takes(position, bytes))) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            sources[i].position(sources[i].limit());
        }
        return true;
    }

    private boolean writtenAtOnce(CallFrame frame, int count, long position, long bytes, boolean around)
            throws IOException {
        int descriptor = around ? descriptors.direct() : descriptors.cached();
        long result = SystemCalls.pwritev2(frame, descriptor, count, position, SystemCalls.RWF_DSYNC);
        if (result == bytes) {
            return true;
        }
        if (around && Errno.EINVAL.is(result)) {
            direct(DirectAlignment.NONE); // whatever the file system said of itself
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
        CallFrame frame = descriptors.enter();
        try {
            force(frame);
        } finally {
            descriptors.leave(frame);
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
