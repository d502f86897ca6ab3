package org.clfs4j.itests.crash;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLongArray;
import org.clfs4j.Append;
import org.clfs4j.LogFile;
import org.clfs4j.LogKind;
import org.clfs4j.LogName;
import org.clfs4j.LogProvider;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;

/**
 * Appends durable records to the streams of one log until it is killed. After each one it counts in a mapped file how many its
 * producer knows to be durable; what is in there outlives the process.
 */
final class StreamsWriter {

    /** Bytes of a record: the producer's number in its stream, the record's number, and padding. */
    static final int RECORD = 256;

    private static final int LAP = 500;

    private StreamsWriter() {}

    /**
     * Writes until it is killed.
     *
     * @param arguments path of the log, path of the file of counts, number of streams, producers per stream
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int streams = Integer.parseInt(arguments[2]);
        int producers = Integer.parseInt(arguments[3]);
        LogFile log = LogProvider.load().open(name(Path.of(arguments[0])), OpenOptions.openExisting());
        LongBuffer counts = counts(Path.of(arguments[1]), streams * producers);
        for (int i = 0; i < streams; i++) {
            LogStream stream = log.stream(streamName(i));
            MarshallingArea area = stream.createMarshallingArea(MarshallingAreaOptions.defaults());
            AtomicLongArray durable = new AtomicLongArray(producers);
            for (int producer = 0; producer < producers; producer++) {
                int number = producer;
                int slot = i * producers + producer;
                new Thread(() -> produce(stream, area, number, durable, counts, slot)).start();
            }
        }
        Thread.currentThread().join();
    }

    static LogName name(Path path) {
        return LogName.of("log:" + path + "::");
    }

    static String streamName(int number) {
        return "stream-" + number;
    }

    /** Maps the file of counts, a number for each producer of each stream. */
    static LongBuffer counts(Path file, int producers) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
            MappedByteBuffer mapped = channel.map(MapMode.READ_WRITE, 0, (long) producers * Long.BYTES);
            return mapped.asLongBuffer();
        }
    }

    private static void produce(
            LogStream stream, MarshallingArea area, int number, AtomicLongArray durable, LongBuffer counts, int slot) {
        try {
            ByteBuffer record = ByteBuffer.allocate(RECORD);
            for (long count = 0; ; count++) {
                record.putInt(0, number).putLong(Integer.BYTES, count);
                durable.set(number, area.appendAsLong(record, Append.FORCE_FLUSH));
                counts.put(slot, count + 1);
                if (number == 0 && count % LAP == LAP - 1) {
                    advance(stream, durable);
                }
            }
        } catch (IOException e) {
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }

    /** Gives up all but the last durable record of each producer, and what lies behind the oldest of those. */
    private static void advance(LogStream stream, AtomicLongArray durable) throws IOException {
        long oldest = Long.MAX_VALUE;
        for (int producer = 0; producer < durable.length(); producer++) {
            oldest = Math.min(oldest, durable.get(producer));
        }
        if (oldest > stream.baseLsn().value()) {
            stream.advanceBase(Lsn.of(oldest));
        }
    }

    /** Creates a log for as many streams. */
    static void create(Path path, int streams) throws IOException {
        LogName name = new LogName(path, LogKind.MULTIPLEXED, Optional.empty());
        try (LogFile log = LogProvider.load().open(name, OpenOptions.createNew())) {
            log.containers().add(8, 16 << 20);
            for (int i = 0; i < streams; i++) {
                log.stream(streamName(i)).close();
            }
        }
    }
}
