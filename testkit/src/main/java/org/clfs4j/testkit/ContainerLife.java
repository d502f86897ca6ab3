package org.clfs4j.testkit;

import java.nio.ByteBuffer;
import java.util.Locale;
import org.clfs4j.Access;
import org.clfs4j.Append;
import org.clfs4j.ContainerInformation;
import org.clfs4j.ContainerState;
import org.clfs4j.LogFile;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;

/** The life of one container of a log of four. */
final class ContainerLife extends LifeCycleSubject {

    private static final int RECORD = 60_000;

    private LogFile log;
    private LogStream stream;
    private MarshallingArea area;
    private String path;

    ContainerLife(CrashableStorage storage) {
        super(storage);
        state("inactive", () -> {
            open(OpenOptions.createNew());
            path = log.containers().list().get(1).path();
            area.append(bytes("record"), Append.FORCE_FLUSH);
        });
        state("active", () -> {
            open(OpenOptions.createNew());
            path = log.containers().list().get(0).path();
            fillUpTo(1);
        });
        state("active pending delete", () -> {
            bring("active");
            remove(false);
        });
        state("pending archive", () -> {
            bring("active");
            passUnarchived();
        });
        state("pending archive and delete", () -> {
            bring("pending archive");
            remove(false);
        });
        state("deleted", () -> {
            bring("inactive");
            remove(true);
        });
        String[] listed = {
            "inactive", "active", "active pending delete", "pending archive", "pending archive and delete"
        };
        event("remove", () -> remove(false));
        event("remove, forced", () -> remove(true));
        event("the log is filled up to it", () -> fillUpTo(1), "inactive");
        event(
                "the log is filled",
                () -> fillUpTo(4),
                "active",
                "active pending delete",
                "pending archive",
                "pending archive and delete");
        event("the base passes it", this::pass, "active", "active pending delete");
        event("the base passes it, but it is not archived", this::passUnarchived, "active", "active pending delete");
        event("the archive tail passes it", this::passWithTail, "pending archive", "pending archive and delete");
        event("the log is opened again", this::reopen, listed);
    }

    private void open(OpenOptions options) throws Exception {
        log = track(provider().open(name(), options.access(Access.values())));
        if (log.containers().list().isEmpty()) {
            log.containers().add(4, CONTAINER);
        }
        stream = track(log.stream());
        area = track(stream.createMarshallingArea(MarshallingAreaOptions.defaults()));
    }

    private void reopen() throws Exception {
        closeAll();
        open(OpenOptions.openExisting());
    }

    /** Appends until a record lies in a container. */
    private void fillUpTo(long logicalId) throws Exception {
        Lsn lsn;
        do {
            lsn = area.append(ByteBuffer.allocate(RECORD), Append.FORCE_FLUSH);
        } while (lsn.containerId() < logicalId);
    }

    private void remove(boolean force) throws Exception {
        log.containers().remove(path, force);
    }

    private void pass() throws Exception {
        stream.advanceBase(stream.nextLsn());
    }

    private void passUnarchived() throws Exception {
        log.setArchiveMode(true);
        pass();
    }

    private void passWithTail() throws Exception {
        log.setArchiveTail(log.physicalInformation().nextLsn());
    }

    @Override
    String state() throws Exception {
        return log.containers().list().stream()
                .filter(container -> container.path().equals(path))
                .map(ContainerInformation::state)
                .map(ContainerLife::word)
                .findFirst()
                .orElse("deleted");
    }

    private static String word(ContainerState state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
