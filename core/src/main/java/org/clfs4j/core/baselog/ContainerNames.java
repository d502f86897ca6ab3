package org.clfs4j.core.baselog;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Which names container files may have: one path segment, so that a log never reaches out of its directory. */
public final class ContainerNames {

    private static final int MAX_BYTES = 255;

    private ContainerNames() {}

    /** Tells whether a name is one path segment of printable characters. */
    public static boolean isFileName(String name) {
        return !name.isEmpty()
                && !name.equals(".")
                && !name.equals("..")
                && name.getBytes(UTF_8).length <= MAX_BYTES
                && name.chars().noneMatch(c -> c == '/' || c == '\\' || c < ' ' || c == 0x7F);
    }

    /** Returns the name that a log gives to one of its containers. */
    public static String generated(String logName, long number) {
        return String.format("%sContainer%020d", logName, number);
    }
}
