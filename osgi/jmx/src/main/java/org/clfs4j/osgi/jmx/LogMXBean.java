package org.clfs4j.osgi.jmx;

import javax.management.MXBean;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a log tells of itself: sizes and markers of the physical log, whatever it was opened as.
 *
 * <p>LSNs and places are text as {@code Lsn} writes it, and {@code null} where there is none. Each attribute is of the moment in
 * which it is asked for; an attribute of a log that was closed meanwhile is refused with an {@link IllegalStateException}.
 *
 * @threading safe for concurrent use
 */
@MXBean
@ProviderType
@Meaning("A log of clfs4j")
public interface LogMXBean {

    /**
     * Returns the attribute {@code Name}.
     *
     * @return the name that the log was opened under
     */
    @Meaning("The name that the log was opened under")
    String getName();

    /**
     * Returns the attribute {@code Kind}.
     *
     * @return dedicated or multiplexed
     */
    @Meaning("dedicated or multiplexed")
    String getKind();

    /**
     * Returns the attribute {@code Identity}.
     *
     * @return the log's own UUID
     */
    @Meaning("The log's own UUID")
    String getIdentity();

    /**
     * Returns the attribute {@code Provider}.
     *
     * @return the log provider that opened it; none if the service does not say
     */
    @Meaning("The log provider that opened it; none if the service does not say")
    String getProvider();

    /**
     * Returns the attribute {@code SectorSize}.
     *
     * @return size of a sector (bytes)
     */
    @Meaning("Size of a sector")
    @Units("bytes")
    int getSectorSize();

    /**
     * Returns the attribute {@code TotalAvailable}.
     *
     * @return size of all containers (bytes)
     */
    @Meaning("Size of all containers")
    @Units("bytes")
    long getTotalAvailable();

    /**
     * Returns the attribute {@code CurrentAvailable}.
     *
     * @return what can be appended before the log is full, block headers and padding included (bytes)
     */
    @Meaning("What can be appended before the log is full, block headers and padding included")
    @Units("bytes")
    long getCurrentAvailable();

    /**
     * Returns the attribute {@code TotalReservation}.
     *
     * @return what the areas of all streams have reserved (bytes)
     */
    @Meaning("What the areas of all streams have reserved")
    @Units("bytes")
    long getTotalReservation();

    /**
     * Returns the attribute {@code BaseFileSize}.
     *
     * @return size of the base log file (bytes)
     */
    @Meaning("Size of the base log file")
    @Units("bytes")
    long getBaseFileSize();

    /**
     * Returns the attribute {@code ContainerSize}.
     *
     * @return size of one container; 0 if there is none (bytes)
     */
    @Meaning("Size of one container; 0 if there is none")
    @Units("bytes")
    long getContainerSize();

    /**
     * Returns the attribute {@code TotalContainers}.
     *
     * @return how many containers there are
     */
    @Meaning("How many containers there are")
    @Units("containers")
    int getTotalContainers();

    /**
     * Returns the attribute {@code FreeContainers}.
     *
     * @return how many containers hold nothing of the active region
     */
    @Meaning("How many containers hold nothing of the active region")
    @Units("containers")
    int getFreeContainers();

    /**
     * Returns the attribute {@code TotalStreams}.
     *
     * @return how many streams there are
     */
    @Meaning("How many streams there are")
    @Units("streams")
    int getTotalStreams();

    /**
     * Returns the attribute {@code Attributes}.
     *
     * @return the log's properties
     */
    @Meaning("The log's properties")
    String[] getAttributes();

    /**
     * Returns the attribute {@code FlushThreshold}.
     *
     * @return what may wait to be flushed before a flush starts in the background (bytes)
     */
    @Meaning("What may wait to be flushed before a flush starts in the background")
    @Units("bytes")
    int getFlushThreshold();

    /**
     * Returns the attribute {@code ArchiveTail}.
     *
     * @return the place of the oldest record that is not archived; none if the log is ephemeral
     */
    @Meaning("The place of the oldest record that is not archived; none if the log is ephemeral")
    String getArchiveTail();

    /**
     * Returns the attribute {@code BaseLsn}.
     *
     * @return the place of the oldest block that some stream needs
     */
    @Meaning("The place of the oldest block that some stream needs")
    String getBaseLsn();

    /**
     * Returns the attribute {@code NextLsn}.
     *
     * @return the place where the active region ends
     */
    @Meaning("The place where the active region ends")
    String getNextLsn();

    /**
     * Returns the attribute {@code FlushedUpTo}.
     *
     * @return the place below which everything is durable
     */
    @Meaning("The place below which everything is durable")
    String getFlushedUpTo();

    /**
     * Returns the attribute {@code Epoch}.
     *
     * @return how many times the log was opened for writing
     */
    @Meaning("How many times the log was opened for writing")
    @Units("openings")
    long getEpoch();

    /**
     * Returns the attribute {@code Flushes}.
     *
     * @return how many times data was forced since the log was opened
     */
    @Meaning("How many times data was forced since the log was opened")
    @Units("flushes")
    long getFlushes();

    /**
     * Returns the attribute {@code FlushedBytes}.
     *
     * @return how much data was forced since the log was opened (bytes)
     */
    @Meaning("How much data was forced since the log was opened")
    @Units("bytes")
    long getFlushedBytes();

    /**
     * Returns the attribute {@code MetadataFlushes}.
     *
     * @return how many times metadata was forced since the log was opened
     */
    @Meaning("How many times metadata was forced since the log was opened")
    @Units("flushes")
    long getMetadataFlushes();

    /**
     * Returns the attribute {@code MetadataFlushedBytes}.
     *
     * @return how much metadata was forced since the log was opened (bytes)
     */
    @Meaning("How much metadata was forced since the log was opened")
    @Units("bytes")
    long getMetadataFlushedBytes();

    /**
     * Returns the attribute {@code TailHolder}.
     *
     * @return what keeps the oldest container from being used again; none if nothing does
     */
    @Meaning("What keeps the oldest container from being used again; none if nothing does")
    String getTailHolder();

    /**
     * Returns the attribute {@code Recovery}.
     *
     * @return how the log ended when it was opened: created, closed, end-of-log, torn-tail or data-loss
     */
    @Meaning("How the log ended when it was opened: created, closed, end-of-log, torn-tail or data-loss")
    String getRecovery();

    /**
     * Returns the attribute {@code Damage}.
     *
     * @return the places where live records are damaged, one sentence each; empty if none is known
     */
    @Meaning("The places where live records are damaged, one sentence each; empty if none is known")
    String[] getDamage();
}
