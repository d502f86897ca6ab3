package org.clfs4j.testkit;

import org.clfs4j.Access;
import org.clfs4j.Append;
import org.clfs4j.LogFile;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.OpenOptions;
import org.clfs4j.error.LogStatus;

/** The life of an open instance of a stream, with each access. */
final class StreamHandleLife extends LifeCycleSubject {

    private LogStream handle;
    private Lsn record;

    StreamHandleLife(CrashableStorage storage) {
        super(storage);
        state("without access", () -> open());
        state("reads", () -> open(Access.READ));
        state("writes", () -> open(Access.READ, Access.WRITE));
        state("closed", () -> {
            open(Access.values());
            handle.close();
        });
        event("asked for its name and id", () -> {
            handle.name();
            handle.id();
        });
        event("asked for its markers", () -> {
            handle.information();
            handle.baseLsn();
            handle.nextLsn();
            handle.flushedUpTo();
            handle.restartLsn();
        });
        event("create an area", () -> track(handle.createMarshallingArea(AreaLife.OPTIONS)));
        event("advance the base", () -> handle.advanceBase(record));
        event("flush the metadata", () -> handle.flushMetadata());
        event("truncate", () -> handle.truncate(record));
        event("set the end", () -> handle.setEndOfLog(record));
        event("close and reset", () -> handle.closeAndReset());
        event("close", () -> handle.close());
    }

    private void open(Access... access) throws Exception {
        try (LogFile created = provider().open(name(), OpenOptions.createNew())) {
            created.containers().add(2, CONTAINER);
            try (LogStream stream = created.stream();
                    MarshallingArea area = stream.createMarshallingArea(AreaLife.OPTIONS)) {
                record = area.append(bytes("record"), Append.FORCE_FLUSH);
            }
        }
        LogFile log = track(provider().open(name(), existing(access)));
        handle = track(log.stream());
    }

    @Override
    String state() throws Exception {
        if (isRefused(LogStatus.INVALID_HANDLE, handle::baseLsn)) {
            return "closed";
        }
        if (LogHandleLife.mayDo(handle::flushMetadata)) {
            return "writes";
        }
        boolean reads = LogHandleLife.mayDo(() -> handle.createMarshallingArea(AreaLife.OPTIONS).close());
        return reads ? "reads" : "without access";
    }
}
