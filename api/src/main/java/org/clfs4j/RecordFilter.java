package org.clfs4j;

/**
 * Which records a read context shows; it passes over the others.
 *
 * <p>Source: <a
 * href="https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-clfsreadnextlogrecord">ClfsReadNextLogRecord</a>.
 *
 * @threading immutable
 */
public enum RecordFilter {
    /** Ordinary records only. */
    DATA(1),

    /** Restart areas only. */
    RESTART(2),

    /** Whatever clients have written: ordinary records and restart areas. */
    CLIENT(3);

    private final int code;

    RecordFilter(int code) {
        this.code = code;
    }

    /**
     * Returns the value that CLFS gives this filter: the values of the types that it shows, taken together.
     *
     * @return the value
     */
    public int code() {
        return code;
    }

    /**
     * Tells whether records of a type are shown.
     *
     * @param type the type
     * @return whether they are
     */
    public boolean shows(RecordType type) {
        return (code & type.code()) != 0;
    }
}
