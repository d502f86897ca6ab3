package org.clfs4j.cli;

import java.util.Optional;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.error.LogException;
import picocli.CommandLine.ITypeConverter;

/**
 * The base that a stream is to have.
 *
 * @param lsn the LSN of a record; empty for the end
 */
record NewBase(Optional<Lsn> lsn) {

    private static final String END = "end";

    /** Returns its LSN in a stream. */
    Lsn in(LogStream stream) throws LogException {
        return lsn.isPresent() ? lsn.get() : stream.nextLsn();
    }

    /** Reads an LSN or {@code end}. */
    static final class Converter implements ITypeConverter<NewBase> {

        private final LsnConverter lsns = new LsnConverter();

        @Override
        public NewBase convert(String text) {
            return new NewBase(text.equals(END) ? Optional.empty() : Optional.of(lsns.convert(text)));
        }
    }
}
