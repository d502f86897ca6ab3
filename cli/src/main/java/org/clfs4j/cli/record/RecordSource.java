package org.clfs4j.cli.record;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * An input cut into records; put together again they are the input, byte for byte.
 *
 * @threading not thread-safe
 */
public interface RecordSource {

    /**
     * Returns the next record.
     *
     * @return its bytes, at least one, valid until the next call; {@code null} at the end of the input
     * @throws IOException if the input could not be read
     */
    ByteBuffer next() throws IOException;
}
