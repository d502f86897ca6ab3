package org.clfs4j.testkit;

import org.clfs4j.Append;
import org.clfs4j.Claim;
import org.clfs4j.LogFile;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.OpenOptions;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;
import org.clfs4j.error.LogStatus;

/** The life of a claim. */
final class ClaimLife extends LifeCycleSubject {

    private LogStream stream;
    private MarshallingArea area;
    private Lsn record;
    private Claim claim;

    ClaimLife(CrashableStorage storage) {
        super(storage);
        state("open", this::open);
        state("committed", () -> {
            open();
            claim.commit();
        });
        state("aborted", () -> {
            open();
            claim.abort();
        });
        event("commit", () -> claim.commit());
        event("abort", () -> claim.abort());
        event("close", () -> claim.close());
        event("its thread flushes", () -> area.flush());
        event("its thread appends and flushes", () -> area.append(bytes("record"), Append.FORCE_FLUSH), "open");
        event("its thread writes a restart area", () -> area.writeRestartArea(bytes("state"), Lsn.INVALID));
        event("its stream is truncated", () -> stream.truncate(record), "open");
        event("its area is closed", () -> area.close(), "open");
    }

    private void open() throws Exception {
        LogFile log = track(provider().open(name(), OpenOptions.createNew()));
        log.containers().add(2, CONTAINER);
        stream = track(log.stream());
        area = track(stream.createMarshallingArea(AreaLife.OPTIONS));
        record = area.append(bytes("record"), Append.FORCE_FLUSH);
        claim = track(area.claim(8, Append.NONE));
        claim.buffer().putLong(8);
    }

    @Override
    String state() throws Exception {
        if (isRefused(LogStatus.INVALID_PARAMETER, area::flush)) {
            return "open";
        }
        try (ReadContext context = area.read(record, ReadMode.FORWARD)) {
            while (context.next()) {
                if (context.lsn().equals(claim.lsn())) {
                    return "committed";
                }
            }
        }
        return "aborted";
    }
}
