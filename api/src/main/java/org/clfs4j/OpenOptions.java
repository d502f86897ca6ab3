package org.clfs4j;

import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * How a log is opened.
 *
 * <p>Without access the open instance only answers questions about the log. Without share every further open of the log
 * fails until this one is closed; otherwise two openings are compatible if each one's access is among what the other
 * shares. Sharing is decided among the openings of one process; between processes, one may write and any may read.
 *
 * @threading immutable; every method that sets a value returns a new object
 * @param disposition what to do if the log exists, and if it does not
 * @param access what this opening will do; default read and write
 * @param share what other openings may do meanwhile; default everything
 * @param sectorSize bytes, a power of two from 512 to 65536, fixed for ever when the log is created; ignored when it
 *     exists; default 512
 * @param flushThreshold the number of bytes in the flush queue above which a flush starts in the background; default
 *     {@value #DEFAULT_FLUSH_THRESHOLD}
 * @param executor runs background flushes, checks of old blocks and completions; without one the log uses a daemon
 *     thread of its own while it has such work
 * @param checkOldBlocks whether opening also starts a check of the live blocks that recovery need not read; damage that it
 *     finds is told by {@link LogFile#damage()}; default true
 * @param archive whether a log that is created keeps an archive tail (<i>FILE_ATTRIBUTE_ARCHIVE</i>), so that no container is
 *     used again before that has passed it; ignored when the log exists; default false
 */
public record OpenOptions(
        Disposition disposition,
        Set<Access> access,
        Set<Access> share,
        int sectorSize,
        int flushThreshold,
        Optional<Executor> executor,
        boolean checkOldBlocks,
        boolean archive) {

    /** The smallest sector size, in bytes, and the default. */
    public static final int DEFAULT_SECTOR_SIZE = 512;

    /** The default flush threshold, in bytes. */
    public static final int DEFAULT_FLUSH_THRESHOLD = 1 << 20;

    /** Copies the sets. */
    public OpenOptions {
        Objects.requireNonNull(disposition, "disposition");
        access = Set.copyOf(access);
        share = Set.copyOf(share);
        Objects.requireNonNull(executor, "executor");
    }

    private static OpenOptions with(Disposition disposition) {
        return new OpenOptions(
                disposition,
                EnumSet.of(Access.READ, Access.WRITE),
                EnumSet.allOf(Access.class),
                DEFAULT_SECTOR_SIZE,
                DEFAULT_FLUSH_THRESHOLD,
                Optional.empty(),
                true,
                false);
    }

    /**
     * Starts from the options that create a new log.
     *
     * @return options with {@link Disposition#CREATE_NEW}
     */
    public static OpenOptions createNew() {
        return with(Disposition.CREATE_NEW);
    }

    /**
     * Starts from the options that open an existing log.
     *
     * @return options with {@link Disposition#OPEN_EXISTING}
     */
    public static OpenOptions openExisting() {
        return with(Disposition.OPEN_EXISTING);
    }

    /**
     * Starts from the options that open a log or create it.
     *
     * @return options with {@link Disposition#OPEN_ALWAYS}
     */
    public static OpenOptions openAlways() {
        return with(Disposition.OPEN_ALWAYS);
    }

    /**
     * Sets what this opening will do.
     *
     * @param access one or more values; {@link #withoutAccess()} for none
     * @return the changed options
     */
    public OpenOptions access(Access... access) {
        return new OpenOptions(
                disposition, Set.of(access), share, sectorSize, flushThreshold, executor, checkOldBlocks, archive);
    }

    /**
     * Asks questions only: neither reads nor writes.
     *
     * @return the changed options
     */
    public OpenOptions withoutAccess() {
        return access(new Access[0]);
    }

    /**
     * Lets no other opening exist meanwhile.
     *
     * @return the changed options
     */
    public OpenOptions exclusive() {
        return share(new Access[0]);
    }

    /**
     * Sets what other openings may do meanwhile.
     *
     * @param share one or more values; {@link #exclusive()} for none
     * @return the changed options
     */
    public OpenOptions share(Access... share) {
        return new OpenOptions(
                disposition, access, Set.of(share), sectorSize, flushThreshold, executor, checkOldBlocks, archive);
    }

    /**
     * Sets the sector size of a log that is created.
     *
     * @param sectorSize bytes, a power of two from 512 to 65536
     * @return the changed options
     */
    public OpenOptions sectorSize(int sectorSize) {
        return new OpenOptions(disposition, access, share, sectorSize, flushThreshold, executor, checkOldBlocks, archive);
    }

    /**
     * Sets the size of the flush queue above which a flush starts in the background.
     *
     * @param flushThreshold bytes, greater than 0
     * @return the changed options
     */
    public OpenOptions flushThreshold(int flushThreshold) {
        return new OpenOptions(disposition, access, share, sectorSize, flushThreshold, executor, checkOldBlocks, archive);
    }

    /**
     * Sets who runs background flushes, checks of old blocks and completions.
     *
     * @param executor the executor; it must outlive the log
     * @return the changed options
     */
    public OpenOptions executor(Executor executor) {
        return new OpenOptions(
                disposition, access, share, sectorSize, flushThreshold, Optional.of(executor), checkOldBlocks, archive);
    }

    /**
     * Sets whether old blocks are checked in the background after opening.
     *
     * @param checkOldBlocks true to check
     * @return the changed options
     */
    public OpenOptions checkOldBlocks(boolean checkOldBlocks) {
        return new OpenOptions(disposition, access, share, sectorSize, flushThreshold, executor, checkOldBlocks, archive);
    }

    /**
     * Sets whether a log that is created keeps an archive tail.
     *
     * @param archive true to keep one
     * @return the changed options
     */
    public OpenOptions archive(boolean archive) {
        return new OpenOptions(
                disposition, access, share, sectorSize, flushThreshold, executor, checkOldBlocks, archive);
    }

    /**
     * Sets what to do if the log or the stream exists, and if it does not.
     *
     * @param disposition what to do
     * @return the changed options
     */
    public OpenOptions disposition(Disposition disposition) {
        return new OpenOptions(
                disposition, access, share, sectorSize, flushThreshold, executor, checkOldBlocks, archive);
    }
}
