package org.clfs4j.testkit;

import java.util.List;
import org.clfs4j.ContainerInformation;
import org.clfs4j.ContainerScan;
import org.clfs4j.LogFile;
import org.clfs4j.OpenOptions;
import org.clfs4j.ScanMode;
import org.clfs4j.error.LogStatus;

/** The life of a scan over three containers, one at a time. */
final class ScanLife extends LifeCycleSubject {

    private LogFile log;
    private List<ContainerInformation> all;
    private ContainerScan scan;

    ScanLife(CrashableStorage storage) {
        super(storage);
        state("begun", this::open);
        state("under way", () -> {
            open();
            scan.next();
            scan.next();
        });
        state("ended", () -> {
            open();
            toTheEnd();
        });
        state("cut off", () -> {
            open();
            log.close();
        });
        state("closed", () -> {
            open();
            scan.close();
        });
        event("next, there is one", () -> scan.next(), "begun", "under way");
        event("next, there is none", this::toTheEnd, "begun", "under way", "ended");
        event("next", () -> scan.next(), "cut off", "closed");
        event("go backward", () -> scan.scan(ScanMode.BACKWARD));
        event("begin anew and go forward", () -> scan.scan(ScanMode.INIT, ScanMode.FORWARD));
        event("restart", () -> scan.restart(0, 1, ScanMode.INIT, ScanMode.FORWARD));
        event("restart without beginning anew", () -> scan.restart(0, 1, ScanMode.FORWARD));
        event("two directions", () -> scan.scan(ScanMode.FORWARD, ScanMode.BACKWARD));
        event("close and a direction", () -> scan.scan(ScanMode.CLOSE, ScanMode.FORWARD));
        event("close, as a mode", () -> scan.scan(ScanMode.CLOSE));
        event("close", () -> scan.close());
        event("the log's handle is closed", () -> log.close(), "begun", "under way", "ended");
    }

    private void open() throws Exception {
        log = track(provider().open(name(), OpenOptions.createNew()));
        log.containers().add(3, CONTAINER);
        all = log.containers().list();
        scan = track(log.containers().scan(0, 1, ScanMode.FORWARD));
    }

    private void toTheEnd() throws Exception {
        while (!scan.next().isEmpty()) {
            scan.status();
        }
    }

    @Override
    String state() throws Exception {
        if (isRefused(LogStatus.INVALID_HANDLE, () -> scan.restart(0, 0))) {
            return "closed";
        }
        if (isRefused(LogStatus.INVALID_HANDLE, log::information)) {
            return "cut off";
        }
        if (scan.status().isPresent()) {
            return "ended";
        }
        boolean tellsAll = scan.next().equals(all.subList(0, 1)) && scan.next().equals(all.subList(1, 2));
        return tellsAll ? "begun" : "under way";
    }
}
