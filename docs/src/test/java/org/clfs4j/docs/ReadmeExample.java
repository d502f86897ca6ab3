package org.clfs4j.docs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import org.clfs4j.Append;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.LogProvider;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;
import org.clfs4j.error.LogException;

/**
 * The example of the README: its lines stand there word for word.
 *
 * @threading stateless
 */
final class ReadmeExample {

    private ReadmeExample() {}

    static void run(Path directory) throws LogException {
        // README begins
        LogName name = LogName.of(directory.resolve("wal"));
        try (LogFile log = LogProvider.load().open(name, OpenOptions.openAlways())) {
            if (log.containers().list().isEmpty()) {
                log.containers().add(4, 16 << 20);                          // four files of 16 MiB, all zeros
            }
            try (LogStream stream = log.stream();
                 MarshallingArea area = stream.createMarshallingArea(MarshallingAreaOptions.defaults())) {
                area.append(UTF_8.encode("debit 100"));                     // in memory; its LSN is final
                Lsn commit = area.append(UTF_8.encode("commit"), Append.FORCE_FLUSH);   // both durable on return
                try (ReadContext records = area.read(stream.baseLsn(), ReadMode.FORWARD)) {
                    while (records.next()) System.out.println(records.lsn() + " " + UTF_8.decode(records.payload()));
                }
                stream.advanceBase(commit);                                 // what is older is not needed any more
            }
        }
        // README ends
    }
}
