package org.clfs4j.core.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.clfs4j.core.io.LogMemory;

/**
 * Makes unreadable what was left over in the rest of a container that no block goes into any more.
 *
 * <p>Behind an earlier end of a log whole blocks may lie that are not the log's: a crash or a truncation has cut them off. Most are
 * overwritten. Those in an unused rest are not, and who asked for one of them by its LSN would read it. So they are overwritten with
 * zeros before the log goes on in the next container.
 *
 * @threading not thread-safe
 */
public final class RestErasure {

    private static final int STEP = 64 << 10;

    private final LogMemory memory;

    /**
     * Creates an erasure.
     *
     * @param memory where bytes are looked at
     */
    public RestErasure(LogMemory memory) {
        this.memory = memory;
    }

    /**
     * Erases what is in a container from an offset on, if there is anything; not forced.
     *
     * @param containerSize bytes of the container
     */
    public void run(ContainerFile container, long from, long containerSize) throws IOException {
        ByteBuffer step = memory.io(STEP);
        ByteBuffer zeros = memory.io(STEP);
        try {
            for (long offset = from; offset < containerSize; offset += STEP) {
                int length = (int) Math.min(STEP, containerSize - offset);
                step.clear().limit(length);
                container.read(step, offset);
                if (step.flip().mismatch(zeros.clear().limit(length)) >= 0) {
                    container.write(zeros.clear().limit(length), offset);
                }
            }
        } finally {
            memory.free(zeros);
            memory.free(step);
        }
    }
}
