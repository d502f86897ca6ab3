package org.clfs4j.cli;

import org.clfs4j.Lsn;
import picocli.CommandLine.Option;

/** From which record to which. */
final class LsnRange {

    @Option(
            names = "--from",
            paramLabel = "LSN",
            converter = LsnConverter.class,
            description = "The first record, such as 00000000:00000200:003. Default: the oldest.")
    private Lsn from = Lsn.INVALID;

    @Option(
            names = "--to",
            paramLabel = "LSN",
            converter = LsnConverter.class,
            description = "The last record. Default: the youngest.")
    private Lsn to = Lsn.INVALID;

    /** Where to start, or {@link Lsn#INVALID} for the beginning. */
    Lsn from() {
        return from;
    }

    /** The exclusive end, or {@link Lsn#INVALID} for that of the log. */
    Lsn end() {
        return to.increment();
    }

    /** Tells whether a record is behind the last one that is wanted. */
    boolean endsBefore(Lsn lsn) {
        return lsn.isGreater(to);
    }

    /** Tells, of a chain that leads to older and older records, whether a record is beyond the last one that is wanted. */
    boolean endsAbove(Lsn lsn) {
        return !to.isInvalid() && lsn.isLess(to);
    }

    /** Tells whether records of a block may be wanted. */
    boolean touches(Lsn block) {
        return !block.isGreater(to) && (from.isInvalid() || !block.isLess(from.block()));
    }
}
