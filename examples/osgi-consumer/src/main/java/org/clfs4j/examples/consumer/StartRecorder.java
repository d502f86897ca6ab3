package org.clfs4j.examples.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.clfs4j.Append;
import org.clfs4j.LogStream;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;
import org.clfs4j.error.LogException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Writes down each time that it starts, in a log that a configuration has asked for with {@code role = starts}.
 *
 * <p>The reference is static: when the log goes, the component is deactivated first and closes what it has opened.
 */
@Component(immediate = true, service = StartRecorder.class)
public final class StartRecorder {

    private final LogStream stream;
    private final MarshallingArea area;

    /** Writes a record, which is durable when this returns, and says how many there are. */
    @Activate
    public StartRecorder(@Reference(target = "(role=starts)") LogStream stream) throws LogException {
        this.stream = stream;
        this.area = stream.createMarshallingArea(MarshallingAreaOptions.defaults());
        area.append(UTF_8.encode("started at " + Instant.now()), Append.FORCE_FLUSH);
        System.out.println("clfs4j example: " + starts().size() + " starts so far");
    }

    /** Reads all records of the log, oldest first. */
    public List<String> starts() throws LogException {
        List<String> starts = new ArrayList<>();
        try (ReadContext records = area.read(stream.baseLsn(), ReadMode.FORWARD)) {
            while (records.next()) {
                starts.add(UTF_8.decode(records.payload()).toString());
            }
        }
        return starts;
    }

    /** Closes what was opened; the log itself belongs to its configuration. */
    @Deactivate
    public void stop() throws LogException {
        area.close();
    }
}
