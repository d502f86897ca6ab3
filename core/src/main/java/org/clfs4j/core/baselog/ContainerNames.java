package org.clfs4j.core.baselog;

import java.util.Locale;

/** Which names container files may have: one path segment, so that a log never reaches out of its directory. */
public final class ContainerNames {

    private static final int DIGITS = 20;

    private ContainerNames() {}

    /** Tells whether a name is one path segment of printable characters. */
    public static boolean isFileName(String name) {
        return NameBytes.fit(name)
                && !name.equals(".")
                && !name.equals("..")
                && name.chars().noneMatch(c -> c == '/' || c == '\\' || c < ' ' || c == 0x7F);
    }

    /** Returns the name that a log gives to one of its containers. */
    public static String generated(String logName, long number) {
        return String.format(Locale.ROOT, "%s%0" + DIGITS + "d", prefix(logName), number);
    }

    /** Tells whether a name is one that a log gives to its containers. */
    public static boolean isGenerated(String logName, String name) {
        String prefix = prefix(logName);
        return name.startsWith(prefix)
                && name.length() == prefix.length() + DIGITS
                && name.chars().skip(prefix.length()).allMatch(c -> c >= '0' && c <= '9');
    }

    private static String prefix(String logName) {
        return logName + "Container";
    }
}
