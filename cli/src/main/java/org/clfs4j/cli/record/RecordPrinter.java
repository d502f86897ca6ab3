package org.clfs4j.cli.record;

import java.io.IOException;
import java.util.Locale;
import org.clfs4j.cli.console.Output;

/**
 * Shows records one after the other.
 *
 * @threading not thread-safe
 */
@FunctionalInterface
public interface RecordPrinter {

    /**
     * Shows one record.
     *
     * @param record the record
     * @throws IOException if it could not be written
     */
    void print(RecordView record) throws IOException;

    /** The ways to show records. */
    enum Format {
        /** One line of text for each record, behind its LSN. */
        TEXT,
        /** A head line with the LSN, then the bytes, 16 in a line. */
        HEX,
        /** One JSON object in a line for each record. */
        JSON,
        /** The bytes and nothing else. */
        RAW;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * Returns a printer of this format.
         *
         * @param out where it prints to
         * @return the printer
         * @throws IOException if the output failed
         */
        public RecordPrinter printer(Output out) throws IOException {
            return switch (this) {
                case TEXT -> new TextPrinter(out);
                case HEX -> new HexPrinter(out);
                case JSON -> new JsonPrinter(out);
                case RAW -> new RawPrinter(out);
            };
        }
    }
}
