package org.clfs4j.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.clfs4j.Access;
import org.clfs4j.Append;
import org.clfs4j.Damage;
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
import org.clfs4j.core.io.LogClock;
import org.clfs4j.core.io.LogRandom;
import org.clfs4j.core.io.Storage;
import org.clfs4j.error.LogDamagedException;
import org.clfs4j.error.LogException;

/** Real logs over memory, whose blocks are one sector each and hold one record. */
public final class LogFixture {

    public static final LogName NAME = LogName.of(Path.of("wal"));
    public static final int SECTOR = 512;
    private static final MarshallingAreaOptions AREA =
            MarshallingAreaOptions.builder().blockSize(4096).build();

    private LogFixture() {}

    public static LogProvider provider(Storage storage) {
        return new EngineLogProvider(
                "heap",
                0,
                new Environment(directory -> storage, LogClock.SYSTEM, LogRandom.SYSTEM, () -> Runnable::run));
    }

    /** Returns the same files as another process has them, whose openings are unknown here. */
    public static Storage ofAnotherProcess(HeapStorage storage) {
        return (Storage) Proxy.newProxyInstance(
                LogFixture.class.getClassLoader(), new Class<?>[] {Storage.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("identity")) {
                        return "another process: " + storage.identity();
                    }
                    try {
                        return method.invoke(storage, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** A log that is open for writing. */
    public static final class Writing implements AutoCloseable {
        private final LogFile log;
        private final LogStream stream;
        private final MarshallingArea area;

        public Writing(HeapStorage storage) throws LogException {
            log = provider(storage).open(
                            NAME,
                            OpenOptions.openAlways().access(Access.values()).checkOldBlocks(false));
            if (log.containers().list().isEmpty()) {
                log.containers().add(3, 512 << 10);
            }
            stream = log.stream();
            area = stream.createMarshallingArea(AREA);
        }

        public LogFile log() {
            return log;
        }

        public LogStream stream() {
            return stream;
        }

        public MarshallingArea area() {
            return area;
        }

        /** Appends a record and flushes it: a group of one block. */
        public Lsn flushed(String text) throws LogException {
            Lsn lsn = queued(text);
            area.flush();
            return lsn;
        }

        /** Appends a record in a block of its own, which the next flush writes. */
        public Lsn queued(String text) throws LogException {
            return area.append(ByteBuffer.wrap(text.getBytes(UTF_8)), Append.FORCE_APPEND);
        }

        @Override
        public void close() throws LogException {
            area.close();
            stream.close();
            log.close();
        }
    }

    /** Opens for reading only and returns what recovery said. */
    public static LogFile openForReading(HeapStorage storage) throws LogException {
        return provider(storage).open(NAME, OpenOptions.openExisting().access(Access.READ));
    }

    /** Reads all records of a log, passing over damage. */
    public static List<String> read(HeapStorage storage) throws LogException {
        List<String> records = new ArrayList<>();
        try (LogFile log = openForReading(storage);
                LogStream stream = log.stream();
                MarshallingArea area = stream.createMarshallingArea(AREA);
                ReadContext context = area.read(firstIntact(log, stream.baseLsn()), ReadMode.FORWARD)) {
            while (true) {
                try {
                    if (!context.next()) {
                        return records;
                    }
                    records.add(UTF_8.decode(context.payload()).toString());
                } catch (LogDamagedException e) {
                    context.skipDamage();
                }
            }
        }
    }

    /** A damaged block cannot be read from; what is behind it can. */
    private static Lsn firstIntact(LogFile log, Lsn base) {
        return log.recovery().damage().stream()
                .filter(damage -> damage.from().equals(base))
                .map(Damage::upTo)
                .findFirst()
                .orElse(base);
    }

    /** Returns the name of the container that was used first. */
    public static String firstContainer(HeapStorage storage) {
        return storage.list().stream().filter(name -> name.contains("Container")).sorted().findFirst().orElseThrow();
    }

    /** Returns the offset in its file of a block of the first container. */
    public static int position(int block) {
        return 8192 + block * SECTOR;
    }
}
