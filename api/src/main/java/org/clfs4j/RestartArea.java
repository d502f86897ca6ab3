package org.clfs4j;

import java.nio.ByteBuffer;

/**
 * A client's checkpoint, as read back.
 *
 * <p>CLFS returns one LSN, which is the record's own or that of the one before, depending on the interface; here both are told.
 *
 * @threading immutable, but for the position and limit of the buffer
 * @param lsn where it is
 * @param previous the restart area before it, or {@link Lsn#INVALID} if it was the first
 * @param payload a read-only copy of the client's bytes
 */
public record RestartArea(Lsn lsn, Lsn previous, ByteBuffer payload) {}
