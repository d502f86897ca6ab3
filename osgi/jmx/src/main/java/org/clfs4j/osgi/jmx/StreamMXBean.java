package org.clfs4j.osgi.jmx;

import javax.management.MXBean;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a stream tells of itself.
 *
 * <p>LSNs are text as {@code Lsn} writes it, and {@code null} where there is none. Each attribute is of the moment in which it is
 * asked for; an attribute of a stream that was closed meanwhile is refused with an {@link IllegalStateException}.
 *
 * @threading safe for concurrent use
 */
@MXBean
@ProviderType
@Meaning("A stream of a log of clfs4j")
public interface StreamMXBean {

    /**
     * Returns the attribute {@code Log}.
     *
     * @return the name of the log
     */
    @Meaning("The name of the log")
    String getLog();

    /**
     * Returns the attribute {@code Name}.
     *
     * @return the stream's name; empty in a dedicated log
     */
    @Meaning("The stream's name; empty in a dedicated log")
    String getName();

    /**
     * Returns the attribute {@code Id}.
     *
     * @return the stream's number, unique in the log for ever
     */
    @Meaning("The stream's number, unique in the log for ever")
    int getId();

    /**
     * Returns the attribute {@code BaseLsn}.
     *
     * @return the oldest record that is still needed
     */
    @Meaning("The oldest record that is still needed")
    String getBaseLsn();

    /**
     * Returns the attribute {@code NextLsn}.
     *
     * @return where the active region ends
     */
    @Meaning("Where the active region ends")
    String getNextLsn();

    /**
     * Returns the attribute {@code FlushedUpTo}.
     *
     * @return the LSN below which every record is durable
     */
    @Meaning("The LSN below which every record is durable")
    String getFlushedUpTo();

    /**
     * Returns the attribute {@code LastRecordLsn}.
     *
     * @return the youngest record; none if there is none, or if it was not looked at since the log was opened
     */
    @Meaning("The youngest record; none if there is none, or if it was not looked at since the log was opened")
    String getLastRecordLsn();

    /**
     * Returns the attribute {@code RestartLsn}.
     *
     * @return the newest restart area; none if there is none
     */
    @Meaning("The newest restart area; none if there is none")
    String getRestartLsn();

    /**
     * Returns the attribute {@code ReservedBytes}.
     *
     * @return what the stream's areas have reserved (bytes)
     */
    @Meaning("What the stream's areas have reserved")
    @Units("bytes")
    long getReservedBytes();

    /**
     * Returns the attribute {@code Resets}.
     *
     * @return how many times the stream was reset
     */
    @Meaning("How many times the stream was reset")
    @Units("resets")
    int getResets();
}
