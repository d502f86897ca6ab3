package org.clfs4j;

/**
 * Which record a read context goes to next.
 *
 * <p>Source: <a
 * href="https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/ne-wdm-_cls_context_mode">CLS_CONTEXT_MODE</a>.
 *
 * @threading immutable
 */
public enum ReadMode {
    /** The record that the current one's undo-next link names: what is to be undone next. */
    UNDO_NEXT(1),

    /** The record that the current one's previous link names: the one before it in the same chain. */
    PREVIOUS(2),

    /** The record that follows in the stream. */
    FORWARD(3);

    private final int code;

    ReadMode(int code) {
        this.code = code;
    }

    /**
     * Returns the value that CLFS gives this mode.
     *
     * @return the value
     */
    public int code() {
        return code;
    }
}
