package org.clfs4j.cli;

import java.util.Optional;
import org.clfs4j.TailHolder;
import org.clfs4j.cli.console.ByteSize;
import org.clfs4j.cli.console.PrintableText;

/** What keeps the oldest container in use, as people read it. */
final class TailText {

    private TailText() {}

    static String of(Optional<TailHolder> holder) {
        return "held by " + holder.map(TailText::of).orElse("nothing");
    }

    private static String of(TailHolder holder) {
        String bytes = ByteSize.format(holder.bytes());
        return switch (holder.kind()) {
            case STREAM_BASE -> "the base" + ofStream(holder.streamName()) + ", LSN " + holder.lsn() + "; " + bytes
                    + " from there to the end";
            case ARCHIVE_TAIL -> "the archive tail, " + holder.place() + "; " + bytes + " from there to the end";
            case RESERVATIONS -> "reservations of " + bytes;
        };
    }

    private static String ofStream(String name) {
        return name.isEmpty() ? "" : " of stream \"" + PrintableText.of(name) + "\"";
    }
}
