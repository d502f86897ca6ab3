package org.clfs4j;

/**
 * How a {@link ContainerScan} goes on.
 *
 * <p>Source: <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-clfscreatescancontext">ClfsCreateScanContext</a>,
 * <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-clfsscanlogcontainers">ClfsScanLogContainers</a>.
 *
 * @threading immutable
 */
public enum ScanMode {
    /** Start anew; together with a direction. */
    INIT(1),

    /** From smaller to larger physical ids. */
    FORWARD(2),

    /** From larger to smaller physical ids. */
    BACKWARD(4),

    /** End the scan; alone. */
    CLOSE(8);

    private final int code;

    ScanMode(int code) {
        this.code = code;
    }

    /**
     * Returns the value that CLFS gives this mode.
     *
     * @return the value, one bit
     */
    public int code() {
        return code;
    }
}
