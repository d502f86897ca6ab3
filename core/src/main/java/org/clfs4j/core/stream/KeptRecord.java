package org.clfs4j.core.stream;

import java.nio.ByteBuffer;

/**
 * A copy of the current record while another block is loaded into its memory, so that it can be put back if that fails.
 *
 * @threading not thread-safe
 */
final class KeptRecord {

    private byte[] bytes = new byte[0];
    private int from;
    private int length;
    private boolean kept;

    /** Keeps bytes of the memory, unless something is kept already. */
    void keep(ByteBuffer memory, int start, int end) {
        if (kept) {
            return;
        }
        from = start;
        length = end - start;
        if (bytes.length < length) {
            bytes = new byte[length];
        }
        memory.get(start, bytes, 0, length);
        kept = true;
    }

    /** Puts back what is kept. */
    void putBack(ByteBuffer memory) {
        memory.put(from, bytes, 0, length);
        kept = false;
    }

    /** Forgets what is kept. */
    void drop() {
        kept = false;
    }

    /** Tells whether something is kept. */
    boolean isKept() {
        return kept;
    }
}
