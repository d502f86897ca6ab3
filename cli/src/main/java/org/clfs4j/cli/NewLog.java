package org.clfs4j.cli;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.clfs4j.ContainerInformation;
import org.clfs4j.ContainerSet;
import org.clfs4j.Disposition;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.cli.console.Progress;
import org.clfs4j.error.LogException;

/**
 * A log that is being created with its containers, and its stream if its name has one: whole, or not there at all.
 *
 * @threading one thread creates and closes; any may give up
 */
final class NewLog implements Closeable {

    /** As much as is added in one step, so that the bar moves and yet small containers are not forced one by one. */
    private static final long STEP_BYTES = 64L << 20;

    private final LogName name;
    private LogFile log;
    private List<ContainerInformation> containers = List.of();

    /** Set outside the monitor, for the adding thread would come back into it before one that waits. */
    private volatile boolean givenUp;

    NewLog(LogName name) {
        this.name = name;
    }

    /** How a log without containers is created. */
    interface Creation {
        LogFile create() throws LogException;
    }

    /**
     * Creates the log, adds the stream and the containers; if that fails, removes the log.
     *
     * @param creation creates the log
     * @param count how many containers
     * @param size bytes of each, rounded up
     * @param progress is told the bytes done
     * @return the log, which closes with this; empty if another thread gave up meanwhile
     * @throws LogException if the log, its stream or a container could not be created; nothing of the log is left
     */
    Optional<LogFile> create(Creation creation, int count, long size, Progress progress) throws LogException {
        if (!begin(creation)) {
            return Optional.empty();
        }
        try {
            addStream();
            int step = (int) Math.max(1, STEP_BYTES / size);
            for (int added = 0; added < count; added += step) {
                progress.to(added * size, count * size);
                if (!add(Math.min(step, count - added), size)) {
                    return Optional.empty();
                }
            }
            return Optional.of(log);
        } catch (LogException e) {
            try {
                remove();
            } catch (IOException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
    }

    private synchronized boolean begin(Creation creation) throws LogException {
        if (givenUp) {
            return false;
        }
        log = creation.create();
        return true;
    }

    private synchronized void addStream() throws LogException {
        if (!givenUp && name.streamName().isPresent()) {
            log.stream(name.streamName().get(), Disposition.CREATE_NEW).close();
        }
    }

    private synchronized boolean add(int count, long size) throws LogException {
        if (givenUp) {
            return false;
        }
        log.containers().add(count, size);
        containers = log.containers().list();
        return true;
    }

    /**
     * Removes the log as soon as the containers that are being added now are there; also if it was closed.
     *
     * @throws IOException if a file could not be removed
     */
    void giveUp() throws IOException {
        givenUp = true;
        remove();
    }

    private synchronized void remove() throws IOException {
        if (log == null) {
            return; // a log of this name may be somebody else's
        }
        Path directory = name.path().toAbsolutePath().getParent();
        List<Path> files = new ArrayList<>(List.of(name.baseLogFile(), lockFile()));
        for (ContainerInformation container : containers) {
            files.add(directory.resolve(container.path().substring(ContainerSet.BLF_DIRECTORY.length())));
        }
        log.close();
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }

    @Override
    public synchronized void close() throws LogException {
        if (log != null) {
            log.close();
        }
    }

    private Path lockFile() {
        return name.path().resolveSibling(name.path().getFileName() + ".lock");
    }
}
