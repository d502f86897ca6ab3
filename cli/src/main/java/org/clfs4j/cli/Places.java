package org.clfs4j.cli;

import org.clfs4j.Damage;

/** Damaged places as people read them. */
final class Places {

    private Places() {}

    /** Says where a block is that was not written whole, and why it is taken for that. */
    static String torn(Damage torn) {
        return torn.file() + " at offset " + torn.offset() + ", LSN " + torn.from() + ": " + torn.reason();
    }

    /** Says where the damage is, which records it may have taken, and why. Damaged metadata has no records. */
    static String damaged(Damage damage) {
        String records = damage.from().isInvalid() ? "" : ", LSN " + damage.from() + " up to " + damage.upTo();
        return "damage in " + damage.file() + " at offset " + damage.offset() + records + ": " + damage.reason();
    }
}
