package org.clfs4j.error;

/**
 * What a log operation can end with: CLFS's catalogue, each status with its NT and its Win32 code.
 *
 * <p>Source: <code>ntstatus.h</code>, <code>winerror.h</code>.
 *
 * @threading immutable
 */
public enum LogStatus {
    /** A sector of a block is not a valid log sector. */
    SECTOR_INVALID(0xC01A0001, 6600, LogCategory.DAMAGED),

    /** A sector's signature does not fit its block: a torn write. */
    SECTOR_PARITY_INVALID(0xC01A0002, 6601, LogCategory.DAMAGED),

    /** A sector was moved by the medium. */
    SECTOR_REMAPPED(0xC01A0003, 6602, LogCategory.DAMAGED),

    /** The stored block is larger than the area's blocks, or part of it is missing. */
    BLOCK_INCOMPLETE(0xC01A0004, 6603, LogCategory.USAGE),

    /** The LSN lies outside the active region of the stream. */
    INVALID_RANGE(0xC01A0005, 6604, LogCategory.USAGE),

    /** The area has no read block left under its limit. */
    BLOCKS_EXHAUSTED(0xC01A0006, 6605, LogCategory.RESOURCES),

    /** The read context was closed. */
    READ_CONTEXT_INVALID(0xC01A0007, 6606, LogCategory.USAGE),

    /** The restart area is damaged. */
    RESTART_INVALID(0xC01A0008, 6607, LogCategory.DAMAGED),

    /** The block has a version that this implementation does not know. */
    BLOCK_VERSION(0xC01A0009, 6608, LogCategory.VERSION),

    /** The contents of a block are damaged. */
    BLOCK_INVALID(0xC01A000A, 6609, LogCategory.DAMAGED),

    /** The read mode does not fit. */
    READ_MODE_INVALID(0xC01A000B, 6610, LogCategory.USAGE),

    /** The stream has no restart area. */
    NO_RESTART(0x401A000C, 6611, LogCategory.USAGE),

    /** The log's metadata is damaged. */
    METADATA_CORRUPT(0xC01A000D, 6612, LogCategory.DAMAGED),

    /** The file is not a log's metadata. */
    METADATA_INVALID(0xC01A000E, 6613, LogCategory.DAMAGED),

    /** Parts of the log's metadata contradict each other. */
    METADATA_INCONSISTENT(0xC01A000F, 6614, LogCategory.DAMAGED),

    /** The reservation cannot be made or returned. */
    RESERVATION_INVALID(0xC01A0010, 6615, LogCategory.USAGE),

    /** The container or log cannot be deleted now. */
    CANT_DELETE(0xC01A0011, 6616, LogCategory.USAGE),

    /** The log cannot have more containers. */
    CONTAINER_LIMIT_EXCEEDED(0xC01A0012, 6617, LogCategory.USAGE),

    /** Reading went below the start of the log. */
    START_OF_LOG(0xC01A0013, 6618, LogCategory.USAGE),

    /** A policy of this type is installed already. */
    POLICY_ALREADY_INSTALLED(0xC01A0014, 6619, LogCategory.USAGE),

    /** No policy of this type is installed. */
    POLICY_NOT_INSTALLED(0xC01A0015, 6620, LogCategory.USAGE),

    /** The policies contradict each other. */
    POLICY_INVALID(0xC01A0016, 6621, LogCategory.USAGE),

    /** A policy forbids the action. */
    POLICY_CONFLICT(0xC01A0017, 6622, LogCategory.USAGE),

    /** The archive tail holds the space. */
    PINNED_ARCHIVE_TAIL(0xC01A0018, 6623, LogCategory.FULL),

    /** There is no record at the LSN. */
    RECORD_NONEXISTENT(0xC01A0019, 6624, LogCategory.USAGE),

    /** The number of reserved records is wrong. */
    RECORDS_RESERVED_INVALID(0xC01A001A, 6625, LogCategory.USAGE),

    /** The number of reserved bytes is wrong. */
    SPACE_RESERVED_INVALID(0xC01A001B, 6626, LogCategory.USAGE),

    /** The LSN is not acceptable as base or archive tail. */
    TAIL_INVALID(0xC01A001C, 6627, LogCategory.USAGE),

    /** The log has no room. */
    FULL(0xC01A001D, 6628, LogCategory.FULL),

    /** The action is not allowed on a multiplexed log. */
    MULTIPLEXED(0xC01A001E, 6630, LogCategory.USAGE),

    /** The action is not allowed on a dedicated log. */
    DEDICATED(0xC01A001F, 6631, LogCategory.USAGE),

    /** No archive session is open. */
    ARCHIVE_NOT_IN_PROGRESS(0xC01A0020, 6632, LogCategory.USAGE),

    /** An archive session is open. */
    ARCHIVE_IN_PROGRESS(0xC01A0021, 6633, LogCategory.USAGE),

    /** The log has no archive tail. */
    EPHEMERAL(0xC01A0022, 6634, LogCategory.USAGE),

    /** The log has fewer than two containers. */
    NOT_ENOUGH_CONTAINERS(0xC01A0023, 6635, LogCategory.USAGE),

    /** The managed client is registered already. */
    CLIENT_ALREADY_REGISTERED(0xC01A0024, 6636, LogCategory.USAGE),

    /** The managed client is not registered. */
    CLIENT_NOT_REGISTERED(0xC01A0025, 6637, LogCategory.USAGE),

    /** An earlier log-full request is still being handled. */
    FULL_HANDLER_IN_PROGRESS(0xC01A0026, 6638, LogCategory.USAGE),

    /** A container could not be read. */
    CONTAINER_READ_FAILED(0xC01A0027, 6639, LogCategory.STORAGE),

    /** A container could not be written or forced. */
    CONTAINER_WRITE_FAILED(0xC01A0028, 6640, LogCategory.STORAGE),

    /** A container is missing, foreign or cannot be opened. */
    CONTAINER_OPEN_FAILED(0xC01A0029, 6641, LogCategory.DAMAGED),

    /** The container's state does not allow the action. */
    CONTAINER_STATE_INVALID(0xC01A002A, 6642, LogCategory.USAGE),

    /** The log failed earlier and must be reopened. */
    STATE_INVALID(0xC01A002B, 6643, LogCategory.STORAGE),

    /** No space can be freed. */
    PINNED(0xC01A002C, 6644, LogCategory.FULL),

    /** The log's metadata could not be made durable. */
    METADATA_FLUSH_FAILED(0xC01A002D, 6645, LogCategory.STORAGE),

    /** Base log file and containers differ in security. */
    INCONSISTENT_SECURITY(0xC01A002E, 6646, LogCategory.USAGE),

    /** The record was appended, but making it durable failed; do not append it again. */
    APPENDED_FLUSH_FAILED(0xC01A002F, 6647, LogCategory.STORAGE),

    /** Reservations hold the space. */
    PINNED_RESERVATION(0xC01A0030, 6648, LogCategory.FULL),

    /** An argument is not acceptable. */
    INVALID_PARAMETER(0xC000000D, 87, LogCategory.USAGE),

    /** The object was closed. */
    INVALID_HANDLE(0xC0000008, 6, LogCategory.USAGE),

    /** The access was not asked for at open, or the file system refuses it. */
    ACCESS_DENIED(0xC0000022, 5, LogCategory.USAGE),

    /** The log is open in a way that excludes this open. */
    SHARING_VIOLATION(0xC0000043, 32, LogCategory.IN_USE),

    /** There is no log of this name. */
    OBJECT_NAME_NOT_FOUND(0xC0000034, 2, LogCategory.USAGE),

    /** The directory does not exist. */
    OBJECT_PATH_NOT_FOUND(0xC000003A, 3, LogCategory.USAGE),

    /** The name is taken. */
    OBJECT_NAME_COLLISION(0xC0000035, 183, LogCategory.USAGE),

    /** The log or stream is to be deleted. */
    DELETE_PENDING(0xC0000056, 303, LogCategory.IN_USE),

    /** The answer was cut off, because it is longer than the caller allowed. */
    BUFFER_OVERFLOW(0x80000005, 234, LogCategory.USAGE),

    /** There is nothing more to list. */
    NO_MORE_ENTRIES(0x8000001A, 259, LogCategory.USAGE),

    /** The allocator gave no usable block. */
    INSUFFICIENT_RESOURCES(0xC000009A, 1450, LogCategory.RESOURCES),

    /** The file system has no room. */
    DISK_FULL(0xC000007F, 112, LogCategory.RESOURCES),

    /** The request is not supported. */
    NOT_SUPPORTED(0xC00000BB, 50, LogCategory.USAGE),

    /** There is no further record, or none yet. */
    END_OF_FILE(0xC0000011, 38, LogCategory.USAGE),

    /** Another thread is using the object. */
    BUSY(0x80000011, 170, LogCategory.USAGE);

    private final int ntStatus;
    private final int win32Error;
    private final LogCategory category;

    LogStatus(int ntStatus, int win32Error, LogCategory category) {
        this.ntStatus = ntStatus;
        this.win32Error = win32Error;
        this.category = category;
    }

    /**
     * Returns the code that the kernel interface uses.
     *
     * @return the NTSTATUS value
     */
    public int ntStatus() {
        return ntStatus;
    }

    /**
     * Returns the code that the Win32 interface uses.
     *
     * @return the Win32 error value
     */
    public int win32Error() {
        return win32Error;
    }

    /**
     * Returns what a caller can do about it.
     *
     * @return the category
     */
    public LogCategory category() {
        return category;
    }
}
