package org.clfs4j.core.stream;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The open read contexts of one stream, which are told when records are taken out of it.
 *
 * <p>What a context has read ahead, and where it stands, is good for as long as blocks are only added behind it.
 *
 * @threading safe for concurrent use
 */
public final class ReadContexts {

    private final Set<ReadCursor> open = ConcurrentHashMap.newKeySet();

    /** Creates the contexts of a stream that has none. */
    public ReadContexts() {}

    void add(ReadCursor context) {
        open.add(context);
    }

    void remove(ReadCursor context) {
        open.remove(context);
    }

    /**
     * Tells that the stream ends earlier, before anything is appended there.
     *
     * @param from the LSN of the first record that is gone, or a bound behind the last one that is left
     * @param end the LSN behind the block that has become the last one
     */
    public void cut(long from, long end) {
        CutOff gone = new CutOff(from, end);
        for (ReadCursor context : open) {
            context.cut(gone);
        }
    }
}
