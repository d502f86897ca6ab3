package org.clfs4j.testkit;

import org.clfs4j.Append;
import org.clfs4j.Lsn;
import org.clfs4j.ReadMode;

/** The life of a read context that follows previous links. */
final class ChainContextLife extends ContextLife {

    private Lsn first;
    private Lsn second;
    private Lsn third;

    ChainContextLife(CrashableStorage storage) {
        super(storage);
        state("before the first", this::open);
        state("at a record", () -> {
            open();
            context.next();
        });
        state("at the end", () -> {
            open();
            at(first);
            context.next();
        });
        state("at the start", () -> {
            bring("at a record");
            stream.advanceBase(third);
            context.next();
        });
        state("closed", () -> {
            bring("at a record");
            context.close();
        });
        String[] beyond = {"at the end", "at the start"};
        event("next", () -> context.next(), "before the first", "at the end", "at the start", "closed");
        event("next, its link leads to a record", () -> context.next(), "at a record");
        event("next, it has no link", () -> next(first), "at a record");
        event("next, its link leads below what is kept", this::nextOfPassed, "at a record");
        event("next, its link does not lead to an older record", () -> next(forwardLink()), "at a record");
        event("next, its link leads to no record", () -> next(brokenLink()), "at a record");
        event("next, an older record of the caller", () -> context.next(first), "before the first", "at a record", "closed");
        event("next, an LSN of the caller that is not older", () -> context.next(third));
        event("next, an LSN of the caller that is no record's", () -> context.next(second.increment()), "at a record");
        event("next, an LSN of the caller below what is kept", this::nextOfCallerPassed, "at a record", "at the start");
        event("the restart area before", () -> context.previousRestartArea());
        event("skip damage", () -> context.skipDamage());
        event("look at the record", () -> context.payload());
        event("close", () -> context.close());
    }

    private void open() throws Exception {
        openLog();
        append(Append.FORCE_FLUSH);
        first = append(Append.FORCE_FLUSH);
        second = append(Append.FORCE_FLUSH.previous(first));
        third = append(Append.FORCE_FLUSH.previous(second));
        context = track(area.read(third, ReadMode.PREVIOUS));
    }

    /** Lets the context be at a record. */
    private void at(Lsn record) throws Exception {
        context = track(area.read(record, ReadMode.PREVIOUS));
        context.next();
    }

    private void next(Lsn record) throws Exception {
        at(record);
        context.next();
    }

    private Lsn forwardLink() throws Exception {
        return append(Append.FORCE_FLUSH.previous(stream.nextLsn()));
    }

    private Lsn brokenLink() throws Exception {
        return append(Append.FORCE_FLUSH.previous(second.increment()));
    }

    private void nextOfPassed() throws Exception {
        stream.advanceBase(third);
        context.next();
    }

    private void nextOfCallerPassed() throws Exception {
        stream.advanceBase(third);
        context.next(first);
    }
}
