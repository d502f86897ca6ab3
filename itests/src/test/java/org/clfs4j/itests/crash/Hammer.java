package org.clfs4j.itests.crash;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
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
import org.clfs4j.error.LogFullException;
import org.clfs4j.error.LogResourceException;
import org.clfs4j.error.LogUsageException;

/**
 * The program of {@link HammerIT}: producers append and readers read, while others close the areas, contexts, streams and the log
 * itself under their hands. It ends with an exit code only if something happens that must not.
 */
public final class Hammer {

    /** How many producers there are. */
    static final int PRODUCERS = 4;

    private static final int CLOSERS = 2;

    /** A producer gives up what is older than the last durable record of each, after so many. */
    private static final int LAP = 50;

    private static final long LONGEST_PAUSE = 3_000_000;

    /** Of so many blows one closes the log, and a few the stream. */
    private static final int BLOWS = 100;

    private static final int STREAM_BLOWS = 5;

    private final Anvil anvil;
    private final LongBuffer counts;
    private final AtomicLongArray durable;

    private Hammer(Anvil anvil, LongBuffer counts, AtomicLongArray durable) {
        this.anvil = anvil;
        this.counts = counts;
        this.durable = durable;
    }

    /**
     * Works until it is killed.
     *
     * @param arguments path of the log, path of the file of counts, seed
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        LogName name = LogName.of(Path.of(arguments[0]));
        Random random = new Random(Long.parseLong(arguments[2]));
        LogProvider provider = LogProvider.load();
        AtomicLongArray last = lastRecords(provider, name);
        LongBuffer counts = StreamsWriter.counts(Path.of(arguments[1]), PRODUCERS);
        Hammer hammer = new Hammer(new Anvil(provider, name, random), counts, last);
        for (int i = 0; i < PRODUCERS; i++) {
            int number = i;
            start("producer " + i, random, own -> hammer.produce(number, own));
        }
        for (int i = 0; i < Anvil.CONTEXTS; i++) {
            int number = i;
            start("reader " + i, random, own -> hammer.read(number, own));
        }
        for (int i = 0; i < CLOSERS; i++) {
            start("closer " + i, random, hammer::close);
        }
        Thread.currentThread().join();
    }

    /** The base must not pass the last record of any producer, so that it can be held against what was acknowledged. */
    private static AtomicLongArray lastRecords(LogProvider provider, LogName name) throws IOException {
        try (LogFile log = provider.open(name, OpenOptions.openExisting());
                LogStream stream = log.stream();
                MarshallingArea area = stream.createMarshallingArea(MarshallingAreaOptions.defaults());
                ReadContext records = area.read(stream.baseLsn(), ReadMode.FORWARD)) {
            AtomicLongArray last = new AtomicLongArray(PRODUCERS);
            for (int i = 0; i < PRODUCERS; i++) {
                last.set(i, stream.baseLsn().value());
            }
            while (records.next()) {
                last.set(HammeredRecord.of(records.payload()).producer(), records.lsn().value());
            }
            return last;
        }
    }

    /** Something that goes on until the process is killed, with a source of chance of its own. */
    private interface Work {
        void run(Random random) throws IOException;
    }

    private static void start(String name, Random seeds, Work work) {
        long seed = seeds.nextLong();
        new Thread(
                        () -> {
                            try {
                                work.run(new Random(seed));
                            } catch (Throwable e) {
                                fail(e);
                            }
                        },
                        name)
                .start();
    }

    private static void fail(Throwable e) {
        synchronized (Hammer.class) {
            System.err.print(Thread.currentThread().getName() + ": ");
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }

    private void produce(int producer, Random random) throws IOException {
        ByteBuffer direct = ByteBuffer.allocateDirect(HammeredRecord.MAX_LENGTH);
        ByteBuffer onHeap = ByteBuffer.allocate(HammeredRecord.MAX_LENGTH);
        long number = counts.get(producer);
        while (true) {
            ByteBuffer record = random.nextBoolean() ? direct : onHeap;
            new HammeredRecord(producer, number).write(record);
            try {
                durable.set(producer, append(record, random));
                counts.put(producer, number + 1);
                number++;
                if (number % LAP == 0) {
                    advanceBase();
                }
            } catch (LogFullException e) {
                advanceBase();
            } catch (LogUsageException e) {
                requireClosed(e); // perhaps appended, perhaps not: once more with the same number
            }
        }
    }

    private long append(ByteBuffer record, Random random) throws LogException {
        MarshallingArea area = anvil.area(random);
        if (random.nextInt(4) > 0) {
            return area.appendAsLong(record, Append.FORCE_FLUSH);
        }
        long lsn = area.appendAsLong(record, Append.NONE);
        area.flush();
        return lsn;
    }

    private void advanceBase() throws LogException {
        long oldest = Long.MAX_VALUE;
        for (int i = 0; i < PRODUCERS; i++) {
            oldest = Math.min(oldest, durable.get(i));
        }
        try {
            LogStream stream = anvil.stream();
            if (Lsn.of(oldest).isGreater(stream.baseLsn())) {
                stream.advanceBase(Lsn.of(oldest));
            }
        } catch (LogUsageException e) {
            // closed, or another producer has advanced further
        }
    }

    private void read(int reader, Random random) throws IOException {
        while (true) {
            Anvil.Reading reading = null;
            try {
                reading = new Anvil.Reading(anvil.area(random).read(anvil.stream().baseLsn(), ReadMode.FORWARD));
                anvil.show(reader, reading);
                read(reading, random);
            } catch (LogUsageException | LogResourceException | IllegalStateException e) {
                // something was closed, the base has passed the reader, or other readers have all blocks of the area
            } finally {
                if (reading != null) {
                    reading.close();
                }
            }
        }
    }

    private static void read(Anvil.Reading reading, Random random) throws LogException {
        while (reading.context.next()) {
            switch (random.nextInt(4)) {
                case 0 -> requireRecord(Segments.confined(reading.context));
                case 1 -> requireRecord(Segments.shared(reading.context));
                default -> requireRecordUntilClosed(reading);
            }
        }
    }

    /** A segment shows its record or throws, whatever others do. */
    private static void requireRecord(ByteBuffer segment) {
        if (!HammeredRecord.isOne(segment)) {
            throw new AssertionError("other bytes in a segment than a record's");
        }
    }

    /** A payload is good until its context is closed, also if its area is. */
    private static void requireRecordUntilClosed(Anvil.Reading reading) {
        ByteBuffer payload = reading.context.payload();
        boolean good;
        try {
            good = HammeredRecord.isOne(payload);
        } catch (IllegalStateException e) {
            good = false; // the memory is gone
        }
        if (!good && !reading.closed) {
            throw new AssertionError("other bytes in a payload than a record's");
        }
    }

    private void close(Random random) throws IOException {
        while (true) {
            LockSupport.parkNanos(1 + random.nextLong(LONGEST_PAUSE));
            int blow = random.nextInt(BLOWS);
            if (blow == 0) {
                anvil.closeLog(random);
            } else if (blow <= STREAM_BLOWS) {
                anvil.closeStream();
            } else if (random.nextBoolean()) {
                anvil.closeArea(random);
            } else {
                anvil.closeContext(random);
            }
        }
    }

    /** That something was closed is the only reason why an append may be refused. */
    private static void requireClosed(LogUsageException e) throws LogUsageException {
        if (!e.getMessage().contains("closed")) {
            throw e;
        }
    }
}
