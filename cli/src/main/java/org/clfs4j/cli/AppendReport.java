package org.clfs4j.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Locale;
import org.clfs4j.cli.console.ByteSize;
import org.clfs4j.cli.console.Count;
import org.clfs4j.cli.console.Json;
import org.clfs4j.json.LogJson;

/** What {@code clfs append} did. */
record AppendReport(RecordAppender appender, double seconds) implements Json.Fields {

    String sentence() {
        return String.format(
                Locale.ROOT,
                "appended %s, %s in %.2f s (%s/s)%s",
                Count.of(appender.records(), "record"),
                ByteSize.format(appender.bytes()),
                seconds,
                ByteSize.format(appender.bytes() / seconds),
                appender.records() == 0 ? "" : ", LSN " + appender.first() + " to " + appender.last());
    }

    @Override
    public void write(JsonGenerator json) throws IOException {
        json.writeNumberField("records", appender.records());
        json.writeNumberField("bytes", appender.bytes());
        json.writeNumberField("seconds", seconds);
        LogJson.lsn(json, "firstLsn", appender.first());
        LogJson.lsn(json, "lastLsn", appender.last());
    }
}
