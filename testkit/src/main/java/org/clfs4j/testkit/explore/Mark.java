package org.clfs4j.testkit.explore;

/**
 * Something that an exploration should come past. An exploration that never does sees less than it seems to.
 *
 * @threading immutable
 */
public enum Mark {
    /** An opening created the log. */
    CREATED,
    /** Recovery found a log that was closed in order. */
    CLOSED,
    /** Recovery found that a log ends behind its last block. */
    END_OF_LOG,
    /** Recovery found a block that was not written whole. */
    TORN_TAIL,
    /** Recovery had something to note, such as a damaged metadata slot. */
    NOTE,
    /** The power failed while the log was being created. */
    CUT_CREATION,
    /** The power failed during recovery, or soon after it. */
    CUT_RECOVERY,
    /** A client died, and the machine went on. */
    PROCESS_DIED,
    /** A call failed because storage had, and the log was opened again. */
    STORAGE_FAILED,
    /** A call failed because storage had, and the client went on nevertheless. */
    WENT_ON,
    /** A stream was created. */
    STREAM_CREATED,
    /** A stream was deleted. */
    STREAM_DELETED,
    /** A stream was reset. */
    STREAM_RESET,
    /** The youngest records were taken out of a dedicated log. */
    TRUNCATED,
    /** A record was appended that had been reserved, when the log was full. */
    RESERVED_WHEN_FULL,
    /** What had been reserved when the power failed was reserved again. */
    RESERVED_AGAIN,
    /** A container was used for the second time. */
    CONTAINER_REUSED,
    /** Containers were added to a log that had records. */
    CONTAINER_ADDED,
    /** A container was removed at once. */
    CONTAINER_REMOVED,
    /** A container was removed that held records still needed, and is deleted later. */
    CONTAINER_MARKED,
    /** The log was full, and the client made room. */
    FULL,
    /** A restart area brought a new base. */
    RESTART_WITH_BASE,
    /** A claimed record was given up. */
    CLAIM_ABORTED,
    /** Somebody appended while a claim was open. */
    APPENDED_BEHIND_CLAIM,
    /** An appended or flushed stage completed normally. */
    STAGE_COMPLETED,
    /** A stage failed. */
    STAGE_FAILED,
    /** Somebody else read the log. */
    READ_BESIDE,
    /** Somebody else read on in the log, again and again. */
    FOLLOWED,
    /** Somebody else checked the log. */
    VALIDATED,
    /** A spoilt log was read, and said so. */
    DAMAGE_REPORTED,
    /** A spoilt log was read, and nothing was missing that anybody can know about. */
    DAMAGE_HARMLESS
}
