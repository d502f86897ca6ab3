package org.clfs4j;

/**
 * A property of a log.
 *
 * <p>Source: the member <i>Attributes</i> of <a
 * href="https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/ns-wdm-_cls_information">CLS_INFORMATION</a>.
 *
 * @threading immutable
 */
public enum LogAttribute {
    /** The log is open for reading only. */
    READONLY(0x001),

    /** The log keeps an archive tail: it is not ephemeral. */
    ARCHIVE(0x020),

    /** The log has one unnamed stream for ever. */
    DEDICATED(0x100);

    private final int code;

    LogAttribute(int code) {
        this.code = code;
    }

    /**
     * Returns the value that CLFS gives this attribute.
     *
     * @return one bit
     */
    public int code() {
        return code;
    }
}
