package org.clfs4j.cli;

import java.util.Locale;
import org.clfs4j.RecordFilter;

/** Which records are wanted, by their type. */
enum TypeChoice {
    /** Ordinary records only. */
    DATA(RecordFilter.DATA),

    /** Restart areas only. */
    RESTART(RecordFilter.RESTART),

    /** Both. */
    ALL(RecordFilter.CLIENT);

    private final RecordFilter filter;

    TypeChoice(RecordFilter filter) {
        this.filter = filter;
    }

    RecordFilter filter() {
        return filter;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
