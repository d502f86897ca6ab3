package org.clfs4j.cli.console;

/** Numbers of things in a sentence. */
public final class Count {

    private Count() {}

    /**
     * Writes a number and a noun that fits it.
     *
     * @param number how many
     * @param noun one of them
     * @return such as {@code 1 record} or {@code 2 records}
     */
    public static String of(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
