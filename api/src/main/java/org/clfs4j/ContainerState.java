package org.clfs4j;

/**
 * What a container is used for now.
 *
 * <p>Source: <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/ns-wdm-_cls_container_information">CLS_CONTAINER_INFORMATION</a>.
 *
 * @threading immutable
 */
public enum ContainerState {
    /** Holds nothing of the active region: free. */
    INACTIVE(0x02),

    /** Holds part of the active region. */
    ACTIVE(0x04);

    private final int code;

    ContainerState(int code) {
        this.code = code;
    }

    /**
     * Returns the value that CLFS gives this state.
     *
     * @return the value
     */
    public int code() {
        return code;
    }
}
