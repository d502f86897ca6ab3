package org.clfs4j.testkit.model;

import org.clfs4j.Lsn;
import org.clfs4j.RecordType;

/**
 * A record as it was appended.
 *
 * @threading immutable
 * @param lsn the LSN that the provider gave it
 * @param text its payload
 * @param area the number of the area that appended it, or {@link #NO_AREA} if that does not matter
 */
record ModelRecord(Lsn lsn, RecordType type, String text, Lsn previous, Lsn undoNext, int area) {

    static final int NO_AREA = -1;
}
