package org.clfs4j.testkit;

import java.util.Optional;
import org.clfs4j.Append;
import org.clfs4j.Disposition;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.LogStream;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.clfs4j.StreamInformation;
import org.clfs4j.error.LogStatus;

/** The life of one stream of a multiplexed log that somebody has open. */
final class StreamLife extends LifeCycleSubject {

    private final LogName stream = LogName.of("log:" + storage.directory().resolve("log") + "::s");

    /** An opening of the stream. */
    private LogFile handle;

    StreamLife(CrashableStorage storage) {
        super(storage);
        state("absent", this::createLog);
        state("empty", () -> {
            createLog();
            open(Disposition.CREATE_NEW);
            closeAll();
        });
        state("closed", () -> {
            createLog();
            open(Disposition.CREATE_NEW);
            append();
            closeAll();
        });
        state("open", () -> {
            bring("closed");
            open(Disposition.OPEN_EXISTING);
            open(Disposition.OPEN_EXISTING);
        });
        state("reset pending", () -> {
            bring("open");
            handle.stream().closeAndReset();
        });
        state("deletion pending", () -> {
            bring("open");
            handle.delete();
        });
        String[] withUsers = {"open", "reset pending", "deletion pending"};
        event("create", () -> open(Disposition.CREATE_NEW));
        event("open", () -> open(Disposition.OPEN_EXISTING));
        event("open or create", () -> open(Disposition.OPEN_ALWAYS));
        event("delete by name", () -> provider().delete(stream));
        event("delete by handle", () -> handle.delete(), withUsers);
        event("close and reset", () -> handle.stream().closeAndReset(), withUsers);
        event("the last close", this::closeAll, withUsers);
        event("the power is cut", this::cutPower, withUsers);
    }

    private void createLog() throws Exception {
        try (LogFile log = provider().open(stream.physical(), OpenOptions.createNew())) {
            log.containers().add(2, CONTAINER);
        }
    }

    private void open(Disposition disposition) throws Exception {
        handle = track(provider().open(stream, existingWithAllAccess().disposition(disposition)));
    }

    private void append() throws Exception {
        try (LogStream of = handle.stream();
                MarshallingArea area = of.createMarshallingArea(MarshallingAreaOptions.defaults())) {
            area.append(bytes("record"), Append.FORCE_FLUSH);
        }
    }

    @Override
    String state() throws Exception {
        Optional<LogStatus> refusal = refusal(() -> openAlone(stream));
        if (refusal.isEmpty()) {
            StreamInformation closed = information();
            return closed.baseLsn().equals(closed.nextLsn()) ? "empty" : "closed";
        }
        switch (refusal.get()) {
            case OBJECT_NAME_NOT_FOUND:
                return "absent";
            case DELETE_PENDING:
                return "deletion pending";
            default:
                int resets = information().resets();
                closeAll();
                return information().resets() > resets ? "reset pending" : "open";
        }
    }

    private StreamInformation information() throws Exception {
        try (LogFile log = provider().open(stream.physical(), existing())) {
            return log.streams().get(0);
        }
    }
}
