package org.clfs4j.itests.conformance;

import java.util.Comparator;

/**
 * One thing that a provider does wrong.
 *
 * @param method the method of the API that is answered wrongly
 * @param place where the lie is
 * @param index of arguments, which one; otherwise 0
 * @param variant which of several lies that are possible there
 */
record Lie(String method, Place place, int index, int variant) implements Comparable<Lie> {

    /** Where a call can be spoilt. */
    enum Place {
        /** What it returns is something else. */
        RESULT,
        /** What it refuses is refused for another reason, or allowed. */
        FAILURE,
        /** It does nothing. */
        OMISSION,
        /** What it gets is something else. */
        ARGUMENT,
        /** It does more than it should. */
        EXCESS
    }

    private static final Comparator<Lie> ORDER = Comparator.comparing(Lie::place)
            .thenComparing(Lie::method)
            .thenComparing(Lie::index)
            .thenComparing(Lie::variant);

    /** Reads what {@link #line()} wrote. */
    static Lie parse(String line) {
        String[] fields = line.split("\t", -1);
        return new Lie(fields[0], Place.valueOf(fields[1]), Integer.parseInt(fields[2]), Integer.parseInt(fields[3]));
    }

    /** Returns the lie as fields of a table. */
    String line() {
        return String.join("\t", method, place.name(), String.valueOf(index), String.valueOf(variant));
    }

    @Override
    public int compareTo(Lie other) {
        return ORDER.compare(this, other);
    }
}
