package org.clfs4j;

/**
 * How many streams a physical log has; decided for ever by the form of the name that the log is created under.
 *
 * <p>Source: <a href="https://learn.microsoft.com/windows-hardware/drivers/kernel/dedicated-clfs-logs">Dedicated CLFS
 * logs</a>.
 *
 * @threading immutable
 */
public enum LogKind {
    /** Exactly one, unnamed stream; its name has no {@code ::}. */
    DEDICATED,

    /** Any number of named streams; its name has a {@code ::}. */
    MULTIPLEXED
}
