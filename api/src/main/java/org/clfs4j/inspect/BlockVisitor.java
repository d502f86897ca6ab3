package org.clfs4j.inspect;

import org.clfs4j.Damage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Is told the blocks of a log and the records in them, in order.
 *
 * @threading called by the thread that visits
 */
@ConsumerType
public interface BlockVisitor {

    /**
     * A block begins; its records follow.
     *
     * @param block its header and place
     */
    void block(BlockHeader block);

    /**
     * A record of the block that was told last.
     *
     * @param record its header
     */
    void record(RecordHeader record);

    /**
     * A stretch of the log that holds no intact block.
     *
     * @param damage where, and why
     */
    void damage(Damage damage);
}
