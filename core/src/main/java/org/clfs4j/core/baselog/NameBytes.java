package org.clfs4j.core.baselog;

import static java.nio.charset.StandardCharsets.UTF_8;

/** How the metadata keeps names: in UTF-8, with a length that has a limit. */
public final class NameBytes {

    /** The greatest length of a name in bytes. */
    public static final int MAX_LENGTH = 255;

    private NameBytes() {}

    /** Tells whether a name is not empty, not too long, and comes back as it was: half of a surrogate pair would not. */
    public static boolean fit(String name) {
        return !name.isEmpty() && UTF_8.newEncoder().canEncode(name) && name.getBytes(UTF_8).length <= MAX_LENGTH;
    }
}
