package org.clfs4j.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.FutureTask;
import org.clfs4j.Append;
import org.clfs4j.Claim;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.LogStream;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogFullException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A log begins to keep an archive tail while records are reserved. */
class ArchiveModeTest {

    private static final int SIZE = 60_000;

    /** What was given up before it was durable was kept for the archive, and with it containers that had been promised. */
    @ParameterizedTest
    @ValueSource(strings = {"log:wal", "log:wal::s"})
    void whatIsReservedStaysReserved(String text) throws LogException {
        try (LogFile log = LogFixture.provider(new HeapStorage())
                        .open(LogName.of(text), OpenOptions.openAlways().flushThreshold(1 << 30))) {
            log.containers().add(3, 1 << 20);
            try (LogStream stream = log.stream();
                    MarshallingArea area = stream.createMarshallingArea(MarshallingAreaOptions.builder()
                            .blockSize(64 << 10)
                            .maxWriteBlocks(MarshallingAreaOptions.UNLIMITED)
                            .build())) {
                for (int i = 0; i < 33; i++) {
                    area.append(ByteBuffer.allocate(65_000));
                }
                stream.advanceBase(stream.nextLsn());
                int reserved = reserveAll(area);
                assertThat(reserved).isPositive();
                log.setArchiveMode(true);
                for (int i = 0; i < reserved; i++) {
                    area.append(ByteBuffer.allocate(SIZE), Append.FORCE_FLUSH.useReservation());
                }
            }
        }
    }

    @Test
    void physicalBaseIsWhatStreamsNeedNotWhatTheArchiveNeeds() throws Exception {
        try (LogFile log = LogFixture.provider(new HeapStorage()).open(LogName.of("log:wal::"), OpenOptions.openAlways())) {
            log.containers().add(2, 1 << 20);
            log.setArchiveMode(true);
            try (LogStream stream = log.stream("one");
                    MarshallingArea area = stream.createMarshallingArea(MarshallingAreaOptions.defaults())) {
                area.append(ByteBuffer.allocate(10), Append.FORCE_FLUSH);
                stream.advanceBase(stream.nextLsn());

                assertThat(log.physicalInformation().baseLsn()).isEqualTo(log.physicalInformation().nextLsn());
                assertThat(log.physicalInformation().archiveTail().orElseThrow())
                        .isLessThan(log.physicalInformation().baseLsn());
            }
        }
    }

    /** Who waits for a claim must not keep its holder from anything. */
    @Test
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void holderOfAClaimGoesOnWhileItIsWaitedFor() throws Exception {
        try (LogFile log = LogFixture.provider(new HeapStorage()).open(LogName.of("log:wal::"), OpenOptions.openAlways())) {
            log.containers().add(2, 1 << 20);
            try (LogStream stream = log.stream("one");
                    MarshallingArea area = stream.createMarshallingArea(MarshallingAreaOptions.defaults())) {
                Claim claim = area.claim(10, Append.NONE);
                FutureTask<Void> archiving = new FutureTask<>(() -> {
                    log.setArchiveMode(true);
                    return null;
                });
                Thread archiver = new Thread(archiving);
                archiver.start();
                while (!isIn(archiver, "awaitComplete")) {
                    Thread.onSpinWait();
                }

                log.stream("two").close();

                claim.commit();
                archiving.get();
                assertThat(log.information().archiveTail()).isPresent();
            }
        }
    }

    private static boolean isIn(Thread thread, String method) {
        return Arrays.stream(thread.getStackTrace()).anyMatch(call -> call.getMethodName().equals(method));
    }

    private static int reserveAll(MarshallingArea area) throws LogException {
        int reserved = 0;
        while (true) {
            try {
                area.reserve(SIZE);
                reserved++;
            } catch (LogFullException e) {
                return reserved;
            }
        }
    }
}
