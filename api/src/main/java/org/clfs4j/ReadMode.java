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
    /** The record that follows in the stream. */
    FORWARD
}
