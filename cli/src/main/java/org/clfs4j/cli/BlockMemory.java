package org.clfs4j.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.clfs4j.LogFile;
import org.clfs4j.LogKind;
import org.clfs4j.LogStream;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;
import org.clfs4j.StreamInformation;
import org.clfs4j.allocator.PoolUsage;
import org.clfs4j.cli.console.ByteSize;
import org.clfs4j.cli.console.Output;
import org.clfs4j.json.LogJson;

/**
 * How much block memory it takes to read a log: what is counted for each pool tag while every stream has a marshalling area
 * and a read context on its oldest record.
 *
 * @threading immutable
 * @param usage what is counted, by tag
 */
record BlockMemory(List<PoolUsage> usage) {

    /** Reads the oldest record of one stream, or of each. */
    static BlockMemory reading(LogFile log, Optional<StreamInformation> stream) throws IOException {
        return reading(log, stream.map(List::of).orElse(log.streams()).iterator());
    }

    /** Each stream stays open until the last one is. */
    private static BlockMemory reading(LogFile log, Iterator<StreamInformation> streams) throws IOException {
        if (!streams.hasNext()) {
            return new BlockMemory(PoolUsage.snapshot());
        }
        StreamInformation next = streams.next();
        try (LogStream stream = log.kind() == LogKind.DEDICATED ? log.stream() : log.stream(next.name());
                MarshallingArea area = stream.createMarshallingArea(MarshallingAreaOptions.defaults());
                ReadContext records = area.read(next.baseLsn(), ReadMode.FORWARD)) {
            records.next();
            return reading(log, streams);
        }
    }

    void text(Output out) throws IOException {
        out.line("%-14s %14s %14s %14s %14s %8s", "pool tag", "blocks live", "bytes live", "blocks peak", "bytes peak", "failed");
        for (PoolUsage each : usage) {
            out.line(
                    "  %-12s %14d %14s %14d %14s %8d",
                    each.tag(),
                    each.liveBlocks(),
                    ByteSize.format(each.liveBytes()),
                    each.peakBlocks(),
                    ByteSize.format(each.peakBytes()),
                    each.failures());
        }
    }

    void json(JsonGenerator json) throws IOException {
        LogJson.memory(json, usage);
    }
}
