package org.clfs4j;

/**
 * Who a record is for.
 *
 * @threading immutable
 */
public enum RecordType {
    /** An ordinary record of a client. */
    DATA(1),

    /** A client's restart area. */
    RESTART(2);

    private final int code;

    RecordType(int code) {
        this.code = code;
    }

    /**
     * Returns the value that CLFS gives this type.
     *
     * @return the value
     */
    public int code() {
        return code;
    }
}
