package org.clfs4j.testkit;

import java.util.Optional;
import org.clfs4j.Access;
import org.clfs4j.Append;
import org.clfs4j.LogFile;
import org.clfs4j.LogStream;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.clfs4j.error.LogStatus;

/** The life of what a name of a dedicated log names. */
final class LogLife extends LifeCycleSubject {

    private LogFile handle;

    LogLife(CrashableStorage storage) {
        super(storage);
        state("absent", () -> {});
        state("closed", this::create);
        state("open", () -> {
            create();
            open(existingWithAllAccess());
        });
        state("open to read", () -> {
            create();
            open(existing(Access.READ));
        });
        state("deletion pending", () -> {
            bring("open");
            handle.delete();
        });
        state("failed", () -> {
            bring("open");
            failStorage();
        });
        event("create", () -> open(OpenOptions.createNew()));
        event("open", () -> open(existingWithAllAccess()));
        event("open or create", () -> open(OpenOptions.openAlways()));
        event("open to read", () -> open(existing(Access.READ)));
        event("delete by name", () -> provider().delete(name()));
        event("delete by handle", () -> handle.delete(), "open", "deletion pending", "failed");
        event("the last close", this::closeAll, "open", "open to read", "deletion pending", "failed");
        event("storage fails", this::failStorage, "open");
        event("the power is cut", this::cutPower, "open", "open to read", "deletion pending", "failed");
    }

    private void create() throws Exception {
        try (LogFile created = provider().open(name(), OpenOptions.createNew())) {
            created.containers().add(2, CONTAINER);
        }
    }

    private void open(OpenOptions options) throws Exception {
        handle = track(provider().open(name(), options));
    }

    private void failStorage() throws Exception {
        LogStream stream = track(handle.stream());
        MarshallingArea area = track(stream.createMarshallingArea(MarshallingAreaOptions.defaults()));
        storage.failForces();
        refusal(() -> area.append(bytes("never durable"), Append.FORCE_FLUSH));
        storage.heal();
    }

    @Override
    String state() throws Exception {
        Optional<LogStatus> refusal = refusal(() -> openAlone(name()));
        if (refusal.isEmpty()) {
            return "closed";
        }
        switch (refusal.get()) {
            case OBJECT_NAME_NOT_FOUND:
                return "absent";
            case DELETE_PENDING:
                return "deletion pending";
            default:
                return stateOfOpenLog();
        }
    }

    private String stateOfOpenLog() throws Exception {
        OpenOptions besideReaders = existing(Access.READ).share(Access.READ);
        if (refusal(() -> provider().open(name(), besideReaders).close()).isEmpty()) {
            return "open to read";
        }
        try (LogFile other = provider().open(name(), existing(Access.READ, Access.WRITE));
                LogStream stream = other.stream()) {
            return isRefused(LogStatus.STATE_INVALID, stream::flushMetadata) ? "failed" : "open";
        }
    }
}
