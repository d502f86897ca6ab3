package org.clfs4j.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.clfs4j.Access;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The words that the tests of the suite are written in: create, open, reopen, area, append, readAll.
 *
 * <p>They act on one log, its stream and its area, which are fields so that each test can stay short. Whatever is
 * opened through them is closed after the test, youngest first.
 */
@ExtendWith(ConformanceRecorder.class)
abstract class LogVocabulary {

    /** The smallest container there is. */
    static final long CONTAINER = 512L << 10;

    /** Small blocks, so that few records fill one. */
    static final int BLOCK = 4096;

    /** What most tests open areas with. */
    static final MarshallingAreaOptions SMALL_BLOCKS =
            MarshallingAreaOptions.builder().blockSize(BLOCK).build();

    Path directory;
    LogFile log;
    LogStream stream;
    MarshallingArea area;

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    /**
     * Returns the provider under test.
     *
     * @return the provider
     */
    protected abstract LogProvider provider();

    final LogName name() {
        return name("log");
    }

    final LogName name(String name) {
        return LogName.of(directory.resolve(name));
    }

    /** Opens the log and its stream; makes them the ones that the other words act on. */
    final LogFile open(OpenOptions options) throws Exception {
        log = another(options);
        stream = track(log.stream());
        return log;
    }

    /** Opens a further instance of the log; the other words go on with the one they have. */
    final LogFile another(OpenOptions options) throws Exception {
        return track(provider().open(name(), options));
    }

    /** Options that allow everything. */
    static OpenOptions withAllAccess(OpenOptions options) {
        return options.access(Access.values());
    }

    /** Creates the log without containers. */
    final void create() throws Exception {
        open(withAllAccess(OpenOptions.createNew()));
    }

    /** Creates the log with containers of the smallest size and an area of small blocks. */
    final void create(int containers) throws Exception {
        create(containers, withAllAccess(OpenOptions.createNew()));
    }

    final void create(int containers, OpenOptions options) throws Exception {
        open(options);
        log.containers().add(containers, CONTAINER);
        area = area(SMALL_BLOCKS);
    }

    /** Closes everything and opens the log again, with an area of small blocks. */
    final void reopen() throws Exception {
        reopen(withAllAccess(OpenOptions.openExisting()));
    }

    final void reopen(OpenOptions options) throws Exception {
        closeAll();
        open(options);
        area = area(SMALL_BLOCKS);
    }

    final MarshallingArea area(MarshallingAreaOptions options) throws Exception {
        return track(stream.createMarshallingArea(options));
    }

    final Lsn append(String text) throws Exception {
        return append(text, Append.NONE);
    }

    final Lsn append(String text, Append options) throws Exception {
        return area.append(bytes(text), options);
    }

    /** Appends a durable record. */
    final Lsn flushed(String text) throws Exception {
        return append(text, Append.FORCE_FLUSH);
    }

    /** Appends records of a length until they reach into a container; returns their LSNs. */
    final List<Lsn> fillUpTo(long logicalContainer, int recordLength) throws Exception {
        List<Lsn> lsns = new ArrayList<>();
        do {
            lsns.add(area.append(ByteBuffer.allocate(recordLength), Append.FORCE_APPEND));
        } while (lsns.get(lsns.size() - 1).containerId() < logicalContainer);
        return lsns;
    }

    final ReadContext read(Lsn from) throws Exception {
        return track(area.read(from, ReadMode.FORWARD));
    }

    /** Reads the record at an LSN. */
    final String readAt(Lsn lsn) throws Exception {
        try (ReadContext context = area.read(lsn, ReadMode.FORWARD)) {
            return context.next() ? text(context.payload()) : null;
        }
    }

    /** Reads every record from the base to the end through the area. */
    final List<String> readAll() throws Exception {
        return readAll(area, stream.baseLsn());
    }

    static List<String> readAll(MarshallingArea through, Lsn from) throws Exception {
        List<String> texts = new ArrayList<>();
        try (ReadContext context = through.read(from, ReadMode.FORWARD)) {
            while (context.next()) {
                texts.add(text(context.payload()));
            }
        }
        return texts;
    }

    /** The LSNs of every record from the base to the end. */
    final List<Lsn> lsns() throws Exception {
        List<Lsn> lsns = new ArrayList<>();
        try (ReadContext context = area.read(stream.baseLsn(), ReadMode.FORWARD)) {
            while (context.next()) {
                lsns.add(context.lsn());
            }
        }
        return lsns;
    }

    static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    static String text(ByteBuffer payload) {
        return UTF_8.decode(payload.duplicate()).toString();
    }

    static Optional<Lsn> last(List<Lsn> lsns) {
        return lsns.isEmpty() ? Optional.empty() : Optional.of(lsns.get(lsns.size() - 1));
    }

    final <T extends AutoCloseable> T track(T resource) {
        opened.push(resource);
        return resource;
    }

    /** Forgets what is open without closing it, as a crash does. */
    final void abandon() {
        opened.clear();
    }

    @AfterEach
    final void closeAll() throws Exception {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }
}
