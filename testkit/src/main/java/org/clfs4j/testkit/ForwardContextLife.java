package org.clfs4j.testkit;

import java.time.Duration;
import org.clfs4j.Append;
import org.clfs4j.Lsn;
import org.clfs4j.ReadMode;

/** The life of a read context that reads forward, and may wait. */
final class ForwardContextLife extends ContextLife {

    private static final Duration LONG = Duration.ofMinutes(1);

    private Lsn record;
    private Waiting<Boolean> waiting;

    ForwardContextLife(CrashableStorage storage) {
        super(storage);
        state("before the first", this::open);
        state("at a record", () -> {
            open();
            context.next();
        });
        state("at the end", () -> {
            open();
            context.next();
            context.next();
        });
        state("waiting", () -> {
            bring("at the end");
            waiting = Waiting.start(() -> context.awaitNext(LONG));
        });
        state("left at a record", () -> {
            bring("at a record");
            area.close();
        });
        state("left", () -> {
            open();
            area.close();
        });
        state("closed", () -> {
            bring("at a record");
            context.close();
        });
        String[] still = {"before the first", "at a record", "at the end", "left at a record", "left", "closed"};
        event("next, there is one", this::nextOfNew, "before the first", "at a record", "at the end");
        event("next, there is none", () -> context.next(), "at a record", "at the end");
        event("next, but it is given up", this::nextOfPassed, "before the first", "at a record", "at the end");
        event("next", () -> context.next(), "waiting", "left at a record", "left", "closed");
        event("next, an LSN of the caller", () -> context.next(record));
        event("the restart area before", () -> context.previousRestartArea());
        event("skip damage", () -> context.skipDamage());
        event("wait for no time", () -> context.awaitNext(Duration.ZERO), "at the end", "left at a record", "left", "closed");
        event("look at the record", () -> context.payload(), still);
        event("a record is appended", this::appendToWaiting, "waiting");
        event("its area is closed", this::closeArea, "before the first", "at a record", "at the end", "waiting");
        event("close", this::closeContext);
    }

    private void open() throws Exception {
        openLog();
        append(Append.FORCE_FLUSH);
        record = append(Append.FORCE_FLUSH);
        context = track(area.read(record, ReadMode.FORWARD));
    }

    private void nextOfNew() throws Exception {
        append(Append.NONE);
        context.next();
    }

    private void nextOfPassed() throws Exception {
        append(Append.FORCE_FLUSH);
        stream.advanceBase(append(Append.FORCE_FLUSH));
        context.next();
    }

    private void appendToWaiting() throws Exception {
        append(Append.NONE);
        waiting.result();
    }

    private void closeArea() throws Exception {
        area.close();
        askWaiting();
    }

    private void closeContext() throws Exception {
        context.close();
        askWaiting();
    }

    /** What the thread that waits is told. */
    private void askWaiting() throws Exception {
        if (waiting != null) {
            waiting.result();
        }
    }

    @Override
    String state() throws Exception {
        return waiting != null && waiting.waits() ? "waiting" : super.state();
    }
}
