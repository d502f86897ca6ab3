package org.clfs4j.testkit.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.clfs4j.Append;
import org.clfs4j.LogFile;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.ReadContext;
import org.clfs4j.error.LogException;

/**
 * A log and the model of it, side by side, what is open of it, and the choices that the seed makes.
 *
 * @threading not thread-safe
 */
final class ModelledLog {

    /** A block that reads whatever any area wrote. */
    static final int WIDEST_BLOCK = 64 << 10;

    private static final int REMEMBERED = 25;

    final Random random;
    final boolean dedicated;
    final Map<String, ModelStream> model = new HashMap<>();
    final Map<String, LogStream> streams = new HashMap<>();
    final List<OpenArea> areas = new ArrayList<>();
    LogFile log;
    int containers;
    private final Deque<String> told = new ArrayDeque<>();
    private int areasMade;
    private int streamsMade;
    private int texts;
    private long operations;

    /** An area that is open, and the sizes of the records that it has reserved. */
    record OpenArea(int number, String stream, MarshallingArea area, List<Integer> reserved) {}

    ModelledLog(Random random, boolean dedicated) {
        this.random = random;
        this.dedicated = dedicated;
    }

    /** Begins the next operation. */
    void beginOperation() {
        operations++;
    }

    long operations() {
        return operations;
    }

    /** Keeps what an operation does, for the message of a difference. */
    void tell(String format, Object... arguments) {
        if (told.size() == REMEMBERED) {
            told.removeFirst();
        }
        told.addLast(operations + " " + String.format(format, arguments));
    }

    /** Returns what was told last, an operation a line. */
    String told() {
        return String.join("\n  ", told);
    }

    <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    ModelStream anyStream() {
        return model.get(any(model.keySet().stream().sorted().toList()));
    }

    LogStream real(ModelStream stream) {
        return streams.get(stream.name());
    }

    ModelStream modelOf(OpenArea area) {
        return model.get(area.stream());
    }

    OpenArea anyArea() throws LogException {
        if (areas.isEmpty()) {
            openArea();
        }
        return any(areas);
    }

    void openArea() throws LogException {
        ModelStream stream = anyStream();
        int block = any(List.of(1024, 4096, 4096, WIDEST_BLOCK));
        tell("open area %d of %s, blocks of %d", areasMade, stream.name(), block);
        MarshallingArea area = real(stream)
                .createMarshallingArea(MarshallingAreaOptions.builder()
                        .blockSize(block)
                        .maxWriteBlocks(1 + random.nextInt(8))
                        .build());
        areas.add(new OpenArea(areasMade++, stream.name(), area, new ArrayList<>()));
    }

    /** Opens an area that can read what every other one wrote; to be closed by the caller. */
    OpenArea openWideArea(ModelStream stream) throws LogException {
        MarshallingArea area = real(stream).createMarshallingArea(MarshallingAreaOptions.defaults());
        return new OpenArea(areasMade++, stream.name(), area, new ArrayList<>());
    }

    void close(OpenArea area) throws LogException {
        tell("close area %d", area.number());
        areas.remove(area);
        area.area().close();
        modelOf(area).areaClosed(area.number());
    }

    void closeAreasOf(ModelStream stream) throws LogException {
        for (OpenArea area : List.copyOf(areas)) {
            if (area.stream().equals(stream.name())) {
                close(area);
            }
        }
    }

    String nextStreamName() {
        return "s" + streamsMade++;
    }

    /** Makes a text that an area can append, each one another if it is long enough. */
    String anyText(OpenArea area, Append options) {
        int most = area.area().maxRecordSize(options);
        int length =
                switch (random.nextInt(12)) {
                    case 0 -> 0;
                    case 1 -> most;
                    case 2, 3 -> random.nextInt(most + 1);
                    default -> random.nextInt(Math.min(most, 300) + 1);
                };
        return padded(texts++ + ".", length);
    }

    /** Returns a text of a length that begins as another does. */
    static String padded(String text, int length) {
        return text.length() >= length ? text.substring(0, length) : text + "x".repeat(length - text.length());
    }

    private Lsn anyLink(ModelStream stream) {
        int live = stream.live();
        return live == 0 || random.nextInt(3) == 0
                ? Lsn.INVALID
                : stream.records().get(stream.firstLive() + random.nextInt(live)).lsn();
    }

    Append anyAppend(ModelStream stream) {
        Append append = any(List.of(Append.NONE, Append.NONE, Append.NONE, Append.FORCE_APPEND, Append.FORCE_FLUSH));
        return append.previous(anyLink(stream)).undoNext(anyLink(stream));
    }

    static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    /** Returns the current record of a context as the model keeps it. */
    static ModelRecord current(ReadContext context) {
        return new ModelRecord(
                context.lsn(),
                context.type(),
                UTF_8.decode(context.payload()).toString(),
                context.previous(),
                context.undoNext(),
                ModelRecord.NO_AREA);
    }
}
