package org.clfs4j.testkit;

import java.util.Optional;
import org.clfs4j.Access;
import org.clfs4j.LogFile;
import org.clfs4j.OpenOptions;
import org.clfs4j.error.LogStatus;

/** The life of an open instance of a log, with each access. */
final class LogHandleLife extends LifeCycleSubject {

    private LogFile handle;

    LogHandleLife(CrashableStorage storage) {
        super(storage);
        state("without access", () -> open());
        state("reads", () -> open(Access.READ));
        state("writes", () -> open(Access.READ, Access.WRITE));
        state("writes and deletes", () -> open(Access.values()));
        state("closed", () -> {
            open(Access.values());
            handle.close();
        });
        event("asked what it is and how it was found", () -> {
            handle.name();
            handle.kind();
            handle.recovery();
            handle.damage();
        });
        event("asked how the log is", () -> {
            handle.information();
            handle.physicalInformation();
            handle.statistics();
            handle.streams();
            handle.tailHolder();
            handle.containers().list();
        });
        event("open the stream", () -> track(handle.stream()));
        event("add a container", () -> handle.containers().add(1));
        event("set the archive mode", () -> handle.setArchiveMode(true));
        event("remove a container", () -> handle.containers()
                .remove(handle.containers().list().get(2).path(), true));
        event("delete", () -> handle.delete());
        event("close", () -> handle.close());
    }

    private void open(Access... access) throws Exception {
        try (LogFile created = provider().open(name(), OpenOptions.createNew())) {
            created.containers().add(3, CONTAINER);
        }
        handle = track(provider().open(name(), existing(access)));
    }

    @Override
    String state() throws Exception {
        if (isRefused(LogStatus.INVALID_HANDLE, handle::information)) {
            return "closed";
        }
        if (mayDo(() -> handle.delete())) {
            return "writes and deletes";
        }
        if (mayDo(() -> handle.containers().add(1))) {
            return "writes";
        }
        return mayDo(() -> handle.stream().createMarshallingArea(AreaLife.OPTIONS).close()) ? "reads" : "without access";
    }

    static boolean mayDo(Step call) throws Exception {
        Optional<LogStatus> refusal = refusal(call);
        return !refusal.equals(Optional.of(LogStatus.ACCESS_DENIED));
    }
}
