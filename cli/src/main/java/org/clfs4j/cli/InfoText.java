package org.clfs4j.cli;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.clfs4j.Damage;
import org.clfs4j.LogFile;
import org.clfs4j.LogInformation;
import org.clfs4j.LogKind;
import org.clfs4j.RecoveryReport;
import org.clfs4j.StreamInformation;
import org.clfs4j.cli.console.ByteSize;
import org.clfs4j.cli.console.Count;
import org.clfs4j.cli.console.Output;
import org.clfs4j.cli.console.PrintableText;

/**
 * What {@code clfs info} tells, for people.
 *
 * @param out where to
 * @param log the log
 * @param stream its stream that is asked for; empty for a multiplexed log as a whole
 * @param damage its known damage
 * @param memory what block memory reading it took, if that is asked for
 */
record InfoText(
        Output out,
        LogFile log,
        Optional<StreamInformation> stream,
        List<Damage> damage,
        Optional<BlockMemory> memory) {

    void write() throws IOException {
        identity(log.information());
        room(log.information());
        if (stream.isPresent()) {
            markers(stream.get());
        } else {
            places(log.information());
        }
        recovery(log.recovery());
        line("damage", damage.isEmpty() ? "none found by recovery; \"clfs verify\" checks every block" : Count.of(damage.size(), "place") + ":");
        for (Damage place : damage) {
            out.line("  " + Places.damaged(place));
        }
        out.line("");
        if (stream.isEmpty() && !log.streams().isEmpty()) {
            StreamText.write(out, log, log.streams());
            out.line("");
        }
        ContainerText.write(out, log.containers().list());
        if (memory.isPresent()) {
            out.line("");
            memory.get().text(out);
        }
    }

    private void identity(LogInformation info) throws IOException {
        line("log", log.name() + ", " + lowerCase(info.kind()));
        line("identity", info.identity() + ", epoch " + info.epoch());
        line("base log file", log.name().baseLogFile() + ", " + ByteSize.format(info.baseFileSize()));
    }

    private void room(LogInformation info) throws IOException {
        line("sector size", ByteSize.format(info.sectorSize()));
        line(
                "containers",
                info.totalContainers() + " of " + ByteSize.format(info.containerSize()) + ", " + info.freeContainers()
                        + " free");
        line("room", ByteSize.format(info.currentAvailable()) + " of " + ByteSize.format(info.totalAvailable()));
        line("tail", TailText.of(log.tailHolder()));
        if (info.kind() == LogKind.MULTIPLEXED) {
            line("streams", Integer.toString(info.totalStreams()));
        }
    }

    private void markers(StreamInformation info) throws IOException {
        if (!info.name().isEmpty()) {
            line("stream", PrintableText.of(info.name()) + ", id " + info.id());
        }
        line("base LSN", info.baseLsn().toString());
        line("last record", StreamText.lastRecord(info));
        line("next LSN", info.nextLsn().toString());
        line("durable up to", info.flushedUpTo().toString());
        line("restart area", StreamText.lsn(info.restartLsn()));
        line("reserved", Reserved.text(log, info.reservedBytes()));
        line("resets", Integer.toString(info.resets()));
    }

    private void places(LogInformation info) throws IOException {
        line("base place", info.baseLsn().toString());
        line("next place", info.nextLsn().toString());
        line("durable up to", info.flushedUpTo().toString());
        line("reserved", Reserved.text(log, info.totalReservation()));
    }

    private void recovery(RecoveryReport recovery) throws IOException {
        String end = switch (recovery.outcome()) {
            case CREATED -> "just created";
            case CLOSED -> "closed in order";
            case END_OF_LOG -> "still open, or not closed in order; ends after its last block";
            case TORN_TAIL -> "not closed in order; a block at the end was not written whole";
            case DATA_LOSS -> "acknowledged records are damaged";
        };
        line("end", end);
        String effort = "read " + ByteSize.format(recovery.bytesRead()) + " in " + recovery.nanos() / 1_000_000 + " ms";
        line("recovery", effort);
    }

    private void line(String label, String value) throws IOException {
        out.line("%-14s %s", label, value);
    }

    private static String lowerCase(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
