package org.clfs4j.allocator;

import java.util.Objects;

/**
 * A four-character label that says on whose behalf a block is allocated.
 *
 * <p>The label travels with every allocation so that an allocator can account for memory by owner. It has exactly four
 * characters from space to tilde (0x20 to 0x7E), as Windows pool tags have.
 *
 * <p>Source: <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exallocatepoolwithtag">pool
 * tags</a>.
 *
 * @threading immutable
 * @param label the four characters
 */
public record PoolTag(String label) {

    /** The label of marshalling areas that were not given one of their own. */
    public static final PoolTag DEFAULT = new PoolTag("Clfs");

    private static final int LENGTH = 4;

    /**
     * Checks the label.
     *
     * @throws IllegalArgumentException if the label is not four characters from space to tilde
     */
    public PoolTag {
        Objects.requireNonNull(label, "label");
        if (label.length() != LENGTH || label.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw new IllegalArgumentException(
                    "A pool tag has four characters from space to tilde; got \"" + label + "\"");
        }
    }

    /**
     * Returns the tag as the 32-bit number that Windows uses, first character in the lowest byte.
     *
     * @return the number
     */
    public int code() {
        return label.charAt(0) | label.charAt(1) << 8 | label.charAt(2) << 16 | label.charAt(3) << 24;
    }

    @Override
    public String toString() {
        return label;
    }
}
