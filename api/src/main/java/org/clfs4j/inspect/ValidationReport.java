package org.clfs4j.inspect;

import java.util.List;
import org.clfs4j.Damage;
import org.clfs4j.Lsn;

/**
 * What a check of a whole log found.
 *
 * @threading immutable
 * @param baseLsn the log's base
 * @param endLsn the exclusive end of the log
 * @param blocks how many intact blocks there are from base to end
 * @param records how many records they hold
 * @param bytes how many bytes were checked
 * @param damage what is damaged; empty if the log is intact
 * @param notes what is worth knowing but harmed nothing, such as a torn last block
 */
public record ValidationReport(
        Lsn baseLsn, Lsn endLsn, long blocks, long records, long bytes, List<Damage> damage, List<String> notes) {

    /** Copies the lists. */
    public ValidationReport {
        damage = List.copyOf(damage);
        notes = List.copyOf(notes);
    }

    /**
     * Tells whether nothing is damaged.
     *
     * @return true if the log is intact
     */
    public boolean intact() {
        return damage.isEmpty();
    }
}
