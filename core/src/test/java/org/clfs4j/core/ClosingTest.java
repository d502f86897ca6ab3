package org.clfs4j.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.clfs4j.Append;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.LogProvider;
import org.clfs4j.LogStream;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.clfs4j.RecoveryReport.Outcome;
import org.clfs4j.core.io.FileFacts;
import org.clfs4j.core.io.LogClock;
import org.clfs4j.core.io.LogRandom;
import org.clfs4j.core.io.Storage;
import org.clfs4j.core.io.StorageFile;
import org.junit.jupiter.api.Test;

/** A log is closed when nobody is at work in it any more. */
class ClosingTest {

    private static final LogName NAME = LogName.of("log:" + Path.of("wal").toAbsolutePath() + "::s");
    private static final int MIB = 1 << 20;
    private static final int CONTAINER = 72 * MIB;
    private static final int HEADER = 8192;

    private final CountDownLatch indexBegun = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private volatile boolean inBackground;
    private volatile boolean writing;
    private volatile boolean closedMeanwhile;
    private Thread background;

    @Test
    void closingWaitsForWhatTheLeaderOfAGroupDoesAfterItIsDurable() throws Exception {
        Storage storage = new PausingStorage(new HeapStorage());
        LogProvider provider = new EngineLogProvider(
                "pausing",
                0,
                new Environment(directory -> storage, LogClock.SYSTEM, LogRandom.SYSTEM, () -> this::execute));
        FutureTask<Void> closing = new FutureTask<>(() -> {
            writeInBackgroundAndClose(provider);
            return null;
        });
        Thread closer = new Thread(closing, "closer");
        closer.start();
        indexBegun.await();
        while (!closedMeanwhile && !waits(closer)) {
            Thread.onSpinWait();
        }
        goOn.countDown();
        closing.get();
        background.join();

        assertThat(closedMeanwhile).as("closed while the leader was writing").isFalse();
        try (LogFile log = provider.open(NAME, OpenOptions.openExisting())) {
            assertThat(log.recovery().outcome()).isEqualTo(Outcome.CLOSED);
        }
    }

    /** Writes as much as makes the leader of the last group write the index and the metadata as well. */
    private void writeInBackgroundAndClose(LogProvider provider) throws Exception {
        try (LogFile log = provider.open(NAME, OpenOptions.createNew())) {
            log.containers().add(2, CONTAINER);
            try (LogStream stream = log.stream();
                    MarshallingArea area = stream.createMarshallingArea(MarshallingAreaOptions.builder()
                            .blockSize(MIB + 512)
                            .build())) {
                ByteBuffer record = ByteBuffer.allocate(MIB);
                for (int i = 0; i < 62; i++) {
                    area.append(record, Append.FORCE_FLUSH);
                }
                inBackground = true;
                area.append(record, Append.FORCE_APPEND);
                area.append(record, Append.FORCE_APPEND);
                indexBegun.await();
            }
        }
    }

    private void execute(Runnable work) {
        if (inBackground) {
            background = new Thread(work, "background");
            background.start();
        } else {
            work.run();
        }
    }

    private static boolean waits(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .anyMatch(frame -> frame.getMethodName().equals("whileIdle"));
    }

    /** Storage that stops in the middle of writing an index, until it may go on. */
    private final class PausingStorage implements Storage {

        private final Storage real;

        PausingStorage(Storage real) {
            this.real = real;
        }

        @Override
        public String identity() {
            return real.identity();
        }

        @Override
        public boolean exists(String name) throws IOException {
            return real.exists(name);
        }

        @Override
        public Set<String> list() throws IOException {
            return real.list();
        }

        @Override
        public FileFacts facts(String name) throws IOException {
            return real.facts(name);
        }

        @Override
        public StorageFile create(String name, long size) throws IOException {
            return new PausingFile(real.create(name, size));
        }

        @Override
        public StorageFile open(String name, boolean writable) throws IOException {
            return new PausingFile(real.open(name, writable));
        }

        @Override
        public void delete(String name) throws IOException {
            real.delete(name);
        }

        @Override
        public void forceDirectory() throws IOException {
            real.forceDirectory();
        }

        @Override
        public Closeable lock(String name) throws IOException {
            return real.lock(name);
        }
    }

    private final class PausingFile implements StorageFile {

        private final StorageFile real;

        PausingFile(StorageFile real) {
            this.real = real;
        }

        @Override
        public String name() {
            return real.name();
        }

        @Override
        public long size() throws IOException {
            return real.size();
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return real.read(target, position);
        }

        @Override
        public void write(ByteBuffer source, long position) throws IOException {
            if (position >= HEADER + CONTAINER && inBackground) {
                writing = true;
                indexBegun.countDown();
                awaitQuietly(goOn);
                writing = false;
            }
            real.write(source, position);
        }

        @Override
        public void force() throws IOException {
            real.force();
        }

        @Override
        public void close() throws IOException {
            if (writing) {
                closedMeanwhile = true;
            }
            real.close();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
