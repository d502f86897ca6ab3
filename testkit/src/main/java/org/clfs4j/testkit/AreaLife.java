package org.clfs4j.testkit;

import java.util.Optional;
import org.clfs4j.Append;
import org.clfs4j.Claim;
import org.clfs4j.LogFile;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;
import org.clfs4j.error.LogStatus;

/** The life of a marshalling area that keeps its log open alone: log and stream were closed. */
final class AreaLife extends LifeCycleSubject {

    static final MarshallingAreaOptions OPTIONS =
            MarshallingAreaOptions.builder().blockSize(4096).build();

    private MarshallingArea area;
    private Lsn record;
    private Claim claim;
    private ReadContext context;

    AreaLife(CrashableStorage storage) {
        super(storage);
        state("open", this::open);
        state("holds a claim", () -> {
            open();
            claim();
        });
        state("is read", () -> {
            open();
            read();
        });
        state("closed, still read", () -> {
            bring("is read");
            area.close();
        });
        state("closed", () -> {
            open();
            area.close();
        });
        state("failed", () -> {
            open();
            failStorage();
        });
        event("append", () -> area.append(bytes("record")));
        event("reserve", () -> area.reserve(1));
        event("flush", () -> area.flush());
        event("write a restart area", () -> area.writeRestartArea(bytes("state"), Lsn.INVALID));
        event("claim", this::claim);
        event("the claim ends", () -> claim.abort(), "holds a claim");
        event("read", this::read);
        event("the read context is closed", () -> context.close(), "is read", "closed, still read");
        event("storage fails", this::failStorage, "open");
        event("close", () -> area.close());
    }

    private void open() throws Exception {
        LogFile log = provider().open(name(), OpenOptions.createNew());
        log.containers().add(2, CONTAINER);
        LogStream stream = log.stream();
        area = track(stream.createMarshallingArea(OPTIONS));
        record = area.append(bytes("record"), Append.FORCE_FLUSH);
        stream.close();
        log.close();
    }

    private void claim() throws Exception {
        claim = track(area.claim(8, Append.NONE));
    }

    private void read() throws Exception {
        context = track(area.read(record, ReadMode.FORWARD));
    }

    private void failStorage() throws Exception {
        storage.failForces();
        refusal(() -> area.append(bytes("never durable"), Append.FORCE_FLUSH));
        storage.heal();
    }

    @Override
    String state() throws Exception {
        if (!isOpen(name())) {
            return "closed";
        }
        Optional<LogStatus> reserving = refusal(() -> area.reserve(1));
        if (reserving.equals(Optional.of(LogStatus.INVALID_HANDLE))) {
            return "closed, still read";
        }
        if (reserving.equals(Optional.of(LogStatus.STATE_INVALID))) {
            return "failed";
        }
        if (isRefused(LogStatus.INVALID_PARAMETER, area::close)) {
            return "holds a claim";
        }
        return isOpen(name()) ? "is read" : "open";
    }
}
