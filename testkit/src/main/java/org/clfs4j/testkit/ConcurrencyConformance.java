package org.clfs4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.clfs4j.Append;
import org.clfs4j.Claim;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;
import org.junit.jupiter.api.Test;

/**
 * Many threads on one log: nothing is lost, nothing is invented, and each thread's records keep their order.
 *
 * @threading tests of one instance run one after the other
 */
public abstract class ConcurrencyConformance extends LogConformance {

    private static final int THREADS = 6;

    /** For subclasses. */
    protected ConcurrencyConformance() {}

    @Test
    @Statements({"L10", "B8"})
    void everyThreadsRecordsAreThereInItsOrder() throws Exception {
        Seeds.forEach(4, (seed, random) -> {
            open(OpenOptions.openAlways());
            if (log.containers().list().isEmpty()) {
                log.containers().add(8, CONTAINER);
            }
            int blockSize = 1024 << random.nextInt(3);
            area = area(options(random, blockSize));
            MarshallingArea other = random.nextBoolean() ? area : area(options(random, blockSize));
            stream.advanceBase(stream.nextLsn());
            List<Map<Lsn, String>> appended = Threads.run(
                    THREADS, number -> appendAnyHow(number, number % 2 == 0 ? area : other, new Random(seed + number)));
            Map<Lsn, String> expected = new TreeMap<>();
            for (Map<Lsn, String> own : appended) {
                expected.putAll(own);
            }
            assertThat(expected).hasSize(appended.stream().mapToInt(Map::size).sum());
            other.flush();
            area.flush();
            area = area(SMALL_BLOCKS);
            assertLogHolds(expected);
            reopen();
            assertLogHolds(expected);
            closeAll();
        });
    }

    private static MarshallingAreaOptions options(Random random, int blockSize) {
        return MarshallingAreaOptions.builder()
                .blockSize(blockSize)
                .maxWriteBlocks(1 + random.nextInt(4))
                .build();
    }

    /** Appends in every way there is; each LSN must be greater than the thread's one before. */
    private static Map<Lsn, String> appendAnyHow(int number, MarshallingArea area, Random random) throws Exception {
        Map<Lsn, String> own = new TreeMap<>();
        Lsn last = null;
        for (int i = 0; i < 150; i++) {
            String text = number + "/" + i + ".".repeat(random.nextInt(600));
            Lsn lsn =
                    switch (random.nextInt(8)) {
                        case 0 -> area.append(bytes(text), Append.FORCE_FLUSH);
                        case 1 -> area.append(bytes(text), Append.FORCE_APPEND);
                        case 2 -> area.append(List.of(bytes(number + "/"), bytes(text.substring(2))), Append.NONE);
                        case 3 -> area.appendAsync(bytes(text), Append.NONE)
                                .toCompletableFuture()
                                .join();
                        case 4 -> claimed(area, text);
                        default -> area.append(bytes(text));
                    };
            if (last != null) {
                assertThat(lsn).isGreaterThan(last);
            }
            last = lsn;
            own.put(lsn, text);
            if (random.nextInt(40) == 0) {
                assertThat(area.flush()).isGreaterThan(lsn);
            }
        }
        return own;
    }

    private static Lsn claimed(MarshallingArea area, String text) throws Exception {
        area.claim(3, Append.NONE).abort();
        try (Claim claim = area.claim(text.length(), Append.NONE)) {
            claim.buffer().put(bytes(text));
            return claim.commit();
        }
    }

    private void assertLogHolds(Map<Lsn, String> expected) throws Exception {
        assertThat(lsns()).isEqualTo(List.copyOf(expected.keySet()));
        assertThat(readAll()).isEqualTo(List.copyOf(expected.values()));
    }

    @Test
    @Statements({"F1", "F2", "L10"})
    void everyThreadsFlushReachesBeyondItsOwnRecords() throws Exception {
        create(8, OpenOptions.createNew().flushThreshold(Integer.MAX_VALUE));
        MarshallingArea tiny = area(MarshallingAreaOptions.builder().blockSize(512).build());
        Threads.run(THREADS, number -> {
            for (int i = 0; i < 1500; i++) {
                Lsn lsn = tiny.append(ByteBuffer.allocate(100 + number));
                assertThat(stream.nextLsn()).isGreaterThan(lsn);
                assertThat(log.information().lastRecordLsn().orElseThrow()).isGreaterThanOrEqualTo(lsn);
                if (i % 3 == 0) {
                    assertThat(tiny.flush()).isGreaterThan(lsn);
                    assertThat(stream.flushedUpTo()).isGreaterThan(lsn);
                }
            }
            return null;
        });
    }

    @Test
    void readersFollowWritersWithoutGapOrRepetition() throws Exception {
        create(8);
        AtomicBoolean done = new AtomicBoolean();
        List<FutureTask<List<String>>> followers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            ReadContext own = track(area(SMALL_BLOCKS).read(stream.nextLsn(), ReadMode.FORWARD));
            followers.add(Threads.start(() -> follow(own, done)));
        }
        try {
            Threads.run(3, number -> {
                for (int i = 0; i < 300; i++) {
                    append(number + "/" + i, i % 3 == 0 ? Append.FORCE_FLUSH : Append.FORCE_APPEND);
                }
                return null;
            });
        } finally {
            done.set(true);
        }
        List<String> all = readAll();
        assertThat(all).hasSize(900);
        for (FutureTask<List<String>> follower : followers) {
            assertThat(Threads.result(follower)).isEqualTo(all);
        }
    }

    private static List<String> follow(ReadContext context, AtomicBoolean done) throws Exception {
        List<String> seen = new ArrayList<>();
        boolean last;
        do {
            last = done.get();
            while (context.next()) {
                seen.add(text(context.payload()));
            }
            Thread.onSpinWait();
        } while (!last);
        return seen;
    }

    @Test
    @Statements({"C22", "L13"})
    void aBoundedLogServesManyLapsWhileTheBaseFollows() throws Exception {
        create(4);
        List<Lsn> newest = Threads.run(4, number -> {
            Lsn last = Lsn.NULL;
            for (int i = 0; i < 600; i++) {
                last = area.append(ByteBuffer.allocate(2000 + i), i % 50 == 0 ? Append.FORCE_FLUSH : Append.NONE);
                if (i % 20 == 19) {
                    advanceTo(last);
                }
            }
            return last;
        });
        assertThat(Collections.max(newest).containerId()).isGreaterThanOrEqualTo(8);
        assertThat(log.containers().list()).hasSize(4);
        reopen();
        assertThat(log.recovery().damage()).isEmpty();
        assertThat(lsns()).isSorted().containsAnyElementsOf(newest);
    }

    private void advanceTo(Lsn base) throws LogException {
        try {
            stream.advanceBase(base);
        } catch (LogException e) {
            // Another thread was faster and has moved the base beyond.
            assertThat(e.status()).isEqualTo(LogStatus.TAIL_INVALID);
            assertThat(stream.baseLsn()).isGreaterThan(base);
        }
    }

    @Test
    void closingBesideAppendsLosesNothingThatWasAnswered() throws Exception {
        Seeds.forEach(4, (seed, random) -> {
            open(OpenOptions.openAlways());
            if (log.containers().list().isEmpty()) {
                log.containers().add(4, CONTAINER);
            }
            stream.advanceBase(stream.nextLsn());
            area = area(SMALL_BLOCKS);
            int closeAfter = random.nextInt(100);
            List<List<Lsn>> answered = Threads.run(4, number -> {
                List<Lsn> own = new ArrayList<>();
                try {
                    for (int i = 0; i < 200; i++) {
                        own.add(append(number + "/" + i, i % 10 == 0 ? Append.FORCE_FLUSH : Append.NONE));
                        if (number == 0 && i == closeAfter) {
                            area.close();
                        }
                    }
                } catch (LogException e) {
                    assertThat(e.status()).isEqualTo(LogStatus.INVALID_HANDLE);
                }
                return own;
            });
            reopen();
            List<Lsn> expected =
                    answered.stream().flatMap(List::stream).sorted().toList();
            assertThat(expected).isNotEmpty();
            assertThat(lsns()).isEqualTo(expected);
            closeAll();
        });
    }

    @Test
    void openingAndClosingBesideUseHarmsNobody() throws Exception {
        create(4);
        Threads.run(4, number -> {
            for (int i = 0; i < 20; i++) {
                try (var own = provider().open(name(), OpenOptions.openExisting());
                        var ownStream = own.stream();
                        var ownArea = ownStream.createMarshallingArea(SMALL_BLOCKS)) {
                    Lsn lsn = ownArea.append(bytes(number + "/" + i), Append.FORCE_FLUSH);
                    assertThat(readAll(ownArea, lsn)).startsWith(number + "/" + i);
                }
            }
            return null;
        });
        assertThat(readAll()).hasSize(80);
        reopen();
        assertThat(readAll()).hasSize(80);
    }
}
