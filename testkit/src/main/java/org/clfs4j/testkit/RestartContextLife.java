package org.clfs4j.testkit;

import org.clfs4j.Append;
import org.clfs4j.Lsn;
import org.clfs4j.RecordType;

/** The life of a read context that goes from restart area to restart area. */
final class RestartContextLife extends ContextLife {

    private Lsn second;

    RestartContextLife(CrashableStorage storage) {
        super(storage);
        state("at a restart area", this::open);
        state("at a record", () -> {
            open();
            context.next();
        });
        state("at the end", () -> {
            open();
            context.next();
            context.next();
        });
        state("at the start", () -> {
            open();
            context.previousRestartArea();
            context.previousRestartArea();
        });
        state("closed", () -> {
            open();
            context.close();
        });
        event("the restart area before, there is one", () -> context.previousRestartArea(), "at a restart area");
        event("the restart area before, there is none", this::beforeOldest, "at a restart area", "at the start");
        event("the restart area before, but it is given up", this::beforePassed, "at a restart area");
        event("the restart area before", () -> context.previousRestartArea(), "at a record", "at the end", "closed");
        event("next, forward", () -> context.next(), "at a restart area", "at a record", "at the end", "closed");
        event("close", () -> context.close());
    }

    private void open() throws Exception {
        openLog();
        append(Append.NONE);
        area.writeRestartArea(bytes("first"), Lsn.INVALID);
        second = area.writeRestartArea(bytes("second"), Lsn.INVALID);
        append(Append.NONE);
        context = track(area.readRestartAreas().orElseThrow());
    }

    private void beforeOldest() throws Exception {
        while (context.previousRestartArea()) {
            context.lsn();
        }
    }

    private void beforePassed() throws Exception {
        stream.advanceBase(second);
        context.previousRestartArea();
    }

    @Override
    String state() throws Exception {
        boolean restart = hasCurrent() && context.type() == RecordType.RESTART;
        String state = super.state();
        return restart && state.equals("at a record") ? "at a restart area" : state;
    }
}
