package org.clfs4j;

/**
 * What a container is used for now.
 *
 * <pre>
 *   add ──▶ INITIALIZING ──filled──▶ INACTIVE ◀─────────────────────────────────┐
 *                                     │    ▲                                    │
 *                  takes the next id  │    │ base has passed it,                │ archive tail
 *                                     ▼    │ archived                           │ has passed it
 *                                    ACTIVE ──base has passed it, unarchived──▶ PENDING_ARCHIVE
 *                                     │                                         │
 *                        remove, lazy │                                         │ remove, lazy
 *                                     ▼                                         ▼
 *                     ACTIVE_PENDING_DELETE ──base has passed it──▶ PENDING_ARCHIVE_AND_DELETE
 *                                     │         unarchived                      │
 *                                     └───────────▶ deleted ◀───────────────────┘
 *                              base has passed it,       archive tail has passed it
 *                              archived
 *
 *   INACTIVE ──remove──▶ deleted        ACTIVE, PENDING_ARCHIVE ──remove, forced──▶ refused, unchanged
 * </pre>
 *
 * <p>The state is not stored: it follows from the base, the archive tail and whether the container was removed. The
 * container that the next record goes into is active even if the log is empty.
 *
 * <p>Source: <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/ns-wdm-_cls_container_information">CLS_CONTAINER_INFORMATION</a>.
 *
 * @threading immutable
 */
public enum ContainerState {
    /** Being created and filled; not yet part of the log, and therefore never listed. */
    INITIALIZING(0x01),

    /** Holds nothing of the active region: free. */
    INACTIVE(0x02),

    /** Holds part of the active region. */
    ACTIVE(0x04),

    /** Was removed while it was active; its file is deleted when the active region has left it. */
    ACTIVE_PENDING_DELETE(0x08),

    /** Holds nothing of the active region, but records that are not archived. */
    PENDING_ARCHIVE(0x10),

    /** Was removed, and holds records that are not archived; its file is deleted when the archive tail has passed it. */
    PENDING_ARCHIVE_AND_DELETE(0x20);

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
