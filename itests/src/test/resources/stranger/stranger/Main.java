package stranger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.clfs4j.Append;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.LogProvider;
import org.clfs4j.LogStream;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;

/** A program that knows the API only: it finds a provider, writes a log in the given folder and reads it back. */
public final class Main {

    private Main() {}

    public static void main(String[] args) throws Exception {
        LogProvider provider = LogProvider.load();
        System.out.println("provider " + provider.name() + " in " + provider.getClass().getModule());
        System.out.println("read " + roundTrip(provider, Path.of(args[0])));
    }

    public static String roundTrip(LogProvider provider, Path folder) throws Exception {
        LogName name = LogName.of(folder.resolve("strange"));
        try (LogFile log = provider.open(name, OpenOptions.createNew())) {
            log.containers().add(2, 1 << 20);
            try (LogStream stream = log.stream();
                    MarshallingArea area = stream.createMarshallingArea(MarshallingAreaOptions.defaults())) {
                for (String word : List.of("one", "two", "three")) {
                    area.append(StandardCharsets.UTF_8.encode(word), Append.FORCE_FLUSH);
                }
            }
        }
        try (LogFile log = provider.open(name, OpenOptions.openExisting());
                LogStream stream = log.stream();
                MarshallingArea area = stream.createMarshallingArea(MarshallingAreaOptions.defaults());
                ReadContext records = area.read(stream.baseLsn(), ReadMode.FORWARD)) {
            List<String> words = new ArrayList<>();
            while (records.next()) {
                ByteBuffer payload = records.payload();
                words.add(StandardCharsets.UTF_8.decode(payload).toString());
            }
            return words.toString();
        }
    }
}
