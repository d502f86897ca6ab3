package org.clfs4j.offheap.io;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/**
 * Finds out what direct I/O on a file has to be a multiple of, where the system does not say it: by trying.
 *
 * @threading the file is not used by anybody else meanwhile
 */
final class DirectTrial {

    private static final int[] CANDIDATES = {512, 4096, 65536};

    private DirectTrial() {}

    /**
     * Tries with zeros on a new file, all of which is about to be filled.
     *
     * @param size bytes that the file is going to have
     * @return the alignment, or that direct I/O does not work
     */
    static DirectAlignment byWriting(SystemFile file, long size) throws IOException {
        return find(file, size, (frame, descriptor, memory, position) -> {
            memory.fill((byte) 0);
            return SystemCalls.pwrite(frame, descriptor, memory, position);
        });
    }

    /**
     * Tries by reading a file that there is.
     *
     * @return the alignment, or that direct I/O does not work
     */
    static DirectAlignment byReading(SystemFile file) throws IOException {
        return find(file, file.size(), (frame, descriptor, memory, position) -> {
            frame.piece(0, memory.address(), memory.byteSize());
            return SystemCalls.preadv(frame, descriptor, 1, position);
        });
    }

    /** A call that is tried. */
    @FunctionalInterface
    private interface Trial {
        long run(CallFrame frame, int descriptor, MemorySegment memory, long position);
    }

    private static DirectAlignment find(SystemFile file, long size, Trial trial) throws IOException {
        Descriptors descriptors = file.descriptors();
        CallFrame frame = descriptors.enter();
        try {
            for (int candidate : CANDIDATES) {
                if (2L * candidate > size) {
                    break;
                }
                // At exactly this alignment, both in memory and in the file.
                MemorySegment memory = frame.bounce().asSlice(candidate, candidate);
                long result = trial.run(frame, descriptors.direct(), memory, candidate);
                if (result == candidate) {
                    return new DirectAlignment(candidate, candidate);
                }
                if (!Errno.EINVAL.is(result)) {
                    break; // whatever it is, the next write or read meets it again
                }
            }
            return DirectAlignment.NONE;
        } finally {
            descriptors.leave(frame);
        }
    }
}
