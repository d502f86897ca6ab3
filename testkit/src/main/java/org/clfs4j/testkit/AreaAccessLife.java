package org.clfs4j.testkit;

import org.clfs4j.Access;
import org.clfs4j.Append;
import org.clfs4j.LogFile;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.OpenOptions;
import org.clfs4j.ReadMode;

/** What a marshalling area may do, with each access of its log. */
final class AreaAccessLife extends LifeCycleSubject {

    private MarshallingArea area;
    private Lsn record;

    AreaAccessLife(CrashableStorage storage) {
        super(storage);
        state("reads", () -> open(Access.READ));
        state("writes", () -> open(Access.WRITE));
        state("reads and writes", () -> open(Access.READ, Access.WRITE));
        event("append", () -> area.append(bytes("record")));
        event("append and reserve", () -> area.append(bytes("record"), Append.NONE, 1));
        event("claim", () -> area.claim(1, Append.NONE).abort());
        event("reserve", () -> area.reserve(1));
        event("flush", () -> area.flush());
        event("write a restart area", () -> area.writeRestartArea(bytes("state"), Lsn.INVALID));
        event("read", () -> area.read(record, ReadMode.FORWARD).close());
        event("read restart areas", () -> {
            area.readRestartArea();
            area.readRestartAreas();
        });
    }

    private void open(Access... access) throws Exception {
        try (LogFile created = provider().open(name(), OpenOptions.createNew())) {
            created.containers().add(2, CONTAINER);
            try (LogStream stream = created.stream();
                    MarshallingArea first = stream.createMarshallingArea(AreaLife.OPTIONS)) {
                record = first.append(bytes("record"), Append.FORCE_FLUSH);
            }
        }
        LogFile log = track(provider().open(name(), existing(access)));
        area = track(track(log.stream()).createMarshallingArea(AreaLife.OPTIONS));
    }

    @Override
    String state() throws Exception {
        boolean writes = LogHandleLife.mayDo(() -> area.append(bytes("record")));
        boolean reads = LogHandleLife.mayDo(() -> area.read(record, ReadMode.FORWARD).close());
        return reads && writes ? "reads and writes" : reads ? "reads" : "writes";
    }
}
