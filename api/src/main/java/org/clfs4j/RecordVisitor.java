package org.clfs4j;

import org.clfs4j.error.LogException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Is told the records of a stream, in order.
 *
 * @threading called by the thread that visits
 */
@FunctionalInterface
@ConsumerType
public interface RecordVisitor {

    /**
     * The next record.
     *
     * @param record the record as the current one of a context, which must be neither moved nor closed
     * @throws LogException ends the visit
     */
    void record(ReadContext record) throws LogException;
}
