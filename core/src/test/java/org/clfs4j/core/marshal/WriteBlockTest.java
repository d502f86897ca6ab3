package org.clfs4j.core.marshal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.clfs4j.Lsn;
import org.clfs4j.core.format.BlockFormat;
import org.clfs4j.core.format.Place;
import org.clfs4j.core.format.RecordFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One atomic word shares a block among threads. */
class WriteBlockTest {

    private static final int CAPACITY = 4096;
    private static final int THREADS = 4;

    private final WriteBlock block = new WriteBlock(null, ByteBuffer.allocate(CAPACITY), CAPACITY);
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void stop() throws InterruptedException {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }

    /** What a thread got in a round. */
    private record Claimed(int number, int offset, int length, long lsn) {}

    private record Turn(List<Claimed> claims, boolean closed) {}

    /** Claims until the block is closed, as appending does. */
    private Turn claimUntilClosed(Random random) {
        List<Claimed> claims = new ArrayList<>();
        while (true) {
            int length = 8 * (1 + random.nextInt(40));
            long word = block.claim(length);
            if (!WriteBlock.holds(word, length)) {
                boolean closes = WriteBlock.closes(word);
                if (closes) {
                    block.finishClosing(word);
                }
                return new Turn(claims, closes);
            }
            claims.add(new Claimed(WriteBlock.count(word), block.offset(word), length, block.lsn(word)));
            block.publish(length);
        }
    }

    /** Does the same in all threads at once. */
    private <T> List<T> together(Callable<T> work) throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Future<T>> running = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            running.add(threads.submit(() -> {
                start.await();
                return work.call();
            }));
        }
        List<T> results = new ArrayList<>();
        for (Future<T> one : running) {
            results.add(one.get(60, TimeUnit.SECONDS));
        }
        return results;
    }

    @Test
    void claimsOfManyThreadsAreDisjointNumberedInOrderAndCloseOnce() throws Exception {
        long seed = System.nanoTime();
        System.out.println("WriteBlockTest.claims seed " + seed);
        Random seeds = new Random(seed);
        for (int round = 0; round < 3000; round++) {
            long place = Place.of(round, 512L * seeds.nextInt(1000));
            int capacity = 512 + 8 * seeds.nextInt((CAPACITY - 512) / 8);
            block.open(place, capacity, 0);

            List<Turn> turns = together(() -> claimUntilClosed(new Random(seed ^ Thread.currentThread().hashCode())));

            assertThat(turns.stream().filter(Turn::closed)).as("seed %d, round %d", seed, round).hasSize(1);
            List<Claimed> claims = turns.stream().flatMap(turn -> turn.claims().stream()).toList();
            BitSet numbers = new BitSet();
            BitSet words = new BitSet();
            int sum = BlockFormat.HEADER_LENGTH;
            for (Claimed claim : claims) {
                assertThat(claim.offset()).isBetween(BlockFormat.HEADER_LENGTH, capacity - claim.length());
                assertThat(claim.lsn()).isEqualTo(place + claim.number());
                BitSet own = new BitSet();
                own.set(claim.offset() / 8, (claim.offset() + claim.length()) / 8);
                assertThat(words.intersects(own)).as("seed %d, round %d", seed, round).isFalse();
                words.or(own);
                numbers.set(claim.number());
                sum += claim.length();
            }
            assertThat(numbers.cardinality()).isEqualTo(claims.size());
            assertThat(numbers.length()).as("consecutive").isEqualTo(claims.size());
            assertThat(block.usedLength()).isEqualTo(sum);
            assertThat(block.recordCount()).isEqualTo(claims.size());
            assertThat(block.closed()).isTrue();
            assertThat(block.complete()).isTrue();
        }
    }

    @Test
    void closingWhileOthersClaimHappensOnceAndKeepsWhatHeld() throws Exception {
        long seed = System.nanoTime();
        System.out.println("WriteBlockTest.closing seed " + seed);
        for (int round = 0; round < 2000; round++) {
            block.open(Place.of(round, 0), CAPACITY, 0);
            AtomicInteger closers = new AtomicInteger();
            AtomicInteger bytes = new AtomicInteger();
            AtomicInteger records = new AtomicInteger();
            AtomicInteger role = new AtomicInteger();
            together(() -> {
                if (role.getAndIncrement() % 2 == 0) {
                    if (block.close()) {
                        closers.incrementAndGet();
                    }
                } else {
                    Turn turn = claimUntilClosed(new Random(seed));
                    closers.addAndGet(turn.closed() ? 1 : 0);
                    records.addAndGet(turn.claims().size());
                    turn.claims().forEach(claim -> bytes.addAndGet(claim.length()));
                }
                return null;
            });
            assertThat(closers).as("seed %d, round %d", seed, round).hasValue(1);
            assertThat(block.usedLength()).isEqualTo(BlockFormat.HEADER_LENGTH + bytes.get());
            assertThat(block.recordCount()).isEqualTo(records.get());
        }
    }

    @Test
    void severalCallersCloseOnce() throws Exception {
        for (int round = 0; round < 1000; round++) {
            block.open(Place.of(round, 0), CAPACITY, 0);
            block.publish(claim(24));

            assertThat(together(block::close).stream().filter(closed -> closed)).hasSize(1);
            assertThat(block.usedLength()).isEqualTo(BlockFormat.HEADER_LENGTH + 24);
            assertThat(block.recordCount()).isEqualTo(1);
        }
    }

    private int claim(int length) {
        assertThat(WriteBlock.holds(block.claim(length), length)).isTrue();
        return length;
    }

    @Test
    void blockTakes512RecordsAndTheNextClaimClosesIt() {
        WriteBlock large = new WriteBlock(null, ByteBuffer.allocate(64 << 10), 64 << 10);
        large.open(0, 64 << 10, 0);
        for (int i = 0; i < Lsn.RECORDS_PER_BLOCK; i++) {
            long word = large.claim(8);
            assertThat(WriteBlock.holds(word, 8)).isTrue();
            assertThat(WriteBlock.count(word)).isEqualTo(i);
        }
        assertThat(large.closed()).isFalse();
        assertThat(large.fits(8)).isFalse();

        long closing = large.claim(8);
        assertThat(WriteBlock.holds(closing, 8)).isFalse();
        assertThat(WriteBlock.closes(closing)).isTrue();
        large.finishClosing(closing);

        assertThat(large.recordCount()).isEqualTo(Lsn.RECORDS_PER_BLOCK);
        assertThat(large.usedLength()).isEqualTo(BlockFormat.HEADER_LENGTH + 8 * Lsn.RECORDS_PER_BLOCK);
        assertThat(WriteBlock.closes(large.claim(8))).isFalse();
        assertThat(large.close()).isFalse();
        assertThat(large.claimedRecords()).isEqualTo(-1);
    }

    @Test
    void blockThatIsFilledToTheLastByteIsClosedByTheNextClaim() {
        block.open(0, 512, 0);
        claim(448);

        assertThat(block.closed()).isFalse();
        assertThat(block.fits(8)).isFalse();
        long word = block.claim(8);
        assertThat(WriteBlock.holds(word, 8)).isFalse();
        assertThat(WriteBlock.closes(word)).isTrue();
        block.finishClosing(word);
        assertThat(block.usedLength()).isEqualTo(512);
    }

    @Test
    void newAndClosedBlocksTakeNoClaimHoweverOften() {
        for (int i = 0; i < 100_000; i++) {
            long word = block.claim(8);
            if (WriteBlock.holds(word, 8) || WriteBlock.closes(word)) {
                throw new AssertionError("claim " + i + " of a block that was never opened");
            }
        }
        block.open(0, CAPACITY, 0);
        assertThat(WriteBlock.holds(block.claim(8), 8)).isTrue();
        assertThat(block.close()).isTrue();
        for (int i = 0; i < 100_000; i++) {
            long word = block.claim(16 << 20);
            if (WriteBlock.holds(word, 16 << 20) || WriteBlock.closes(word)) {
                throw new AssertionError("claim " + i + " of a closed block");
            }
        }
        assertThat(block.recordCount()).isEqualTo(1);
    }

    private void assertBearsClaims(int claims, int length) {
        for (int i = 0; i < claims; i++) {
            long word = block.claim(length);
            if (WriteBlock.holds(word, length) || WriteBlock.closes(word)) {
                throw new AssertionError("claim " + i + " of " + length + " bytes, of a closed block");
            }
        }
        assertThat(block.closed()).isTrue();
    }

    @Test
    void closedBlockBearsOneClaimEachOfAMillionThreads() {
        int million = 1_000_000;
        block.open(0, Integer.MAX_VALUE, 0);
        for (int i = 0; i < Lsn.RECORDS_PER_BLOCK; i++) {
            assertThat(WriteBlock.holds(block.claim(8), 8)).isTrue();
        }
        assertThat(WriteBlock.closes(block.claim(8))).as("closed by the number of records").isTrue();
        assertBearsClaims(million, 8);

        block.open(0, Integer.MAX_VALUE, 0);
        assertThat(block.close()).as("closed without a record").isTrue();
        assertBearsClaims(million, Integer.MAX_VALUE);
    }

    @Test
    void claimMadeBeforeReopeningIsJudgedByWhatItSawThen() {
        block.open(Place.of(1, 0), 512, 0);
        long held = block.claim(440);
        long refused = block.claim(440);
        block.finishClosing(refused);
        long late = block.claim(8);
        block.publish(440);
        assertThat(block.complete()).isTrue();

        block.open(Place.of(2, 0), CAPACITY, 0);

        assertThat(WriteBlock.holds(held, 440)).isTrue();
        assertThat(WriteBlock.holds(refused, 440)).isFalse();
        assertThat(WriteBlock.closes(refused)).isTrue();
        assertThat(WriteBlock.holds(late, 8)).isFalse();
        assertThat(WriteBlock.closes(late)).isFalse();
        assertThat(block.claimedRecords()).isZero();
    }

    @Test
    void claimOfAThreadThatTookTheBlockBeforeItWasReopenedIsAClaimOfTheNewOne() {
        block.open(Place.of(1, 0), 512, 0);
        block.close();
        block.open(Place.of(2, 0), 1024, 0);

        long word = block.claim(64);

        assertThat(WriteBlock.holds(word, 64)).isTrue();
        assertThat(block.lsn(word)).isEqualTo(Place.of(2, 0));
        assertThat(block.offset(word)).isEqualTo(BlockFormat.HEADER_LENGTH);
    }

    @Test
    void closingWaitsForTheLastPublisherAndKeepsAnInterrupt() throws Exception {
        block.open(0, CAPACITY, 0);
        claim(40);
        claim(24);
        block.close();
        block.publish(40);
        assertThat(block.complete()).isFalse();
        CountDownLatch interrupted = new CountDownLatch(1);
        Future<Boolean> waiting = threads.submit(() -> {
            Thread.currentThread().interrupt();
            interrupted.countDown();
            block.awaitComplete();
            return Thread.interrupted() && block.complete();
        });
        interrupted.await();
        assertThat(waiting.isDone()).isFalse();

        block.publish(24);

        assertThat(waiting.get(60, TimeUnit.SECONDS)).as("interrupted and complete").isTrue();
    }

    @Test
    void manyWaitsForThePublisherAllEnd() throws Exception {
        for (int round = 0; round < 2000; round++) {
            block.open(0, CAPACITY, 0);
            claim(8);
            block.close();
            Future<?> waiting = threads.submit(block::awaitComplete);
            block.publish(8);
            waiting.get(60, TimeUnit.SECONDS);
        }
        assertThat(block.complete()).isTrue();
    }

    private void claimAndPut(int number, int length) {
        RecordFormat.put(
                block.bytes,
                block.offset(block.claim(length)),
                length - RecordFormat.HEADER_LENGTH,
                RecordFormat.TYPE_DATA,
                0,
                number,
                Place.NONE,
                Place.NONE,
                Place.NONE);
    }

    @Test
    void lastLiveRecordPassesOverAbortedOnes() {
        block.open(0, CAPACITY, 0);
        for (int i = 0; i < 3; i++) {
            claimAndPut(i, 16);
        }
        assertThat(block.lastLiveRecord(3)).isEqualTo(2);
        block.abort(2, BlockFormat.HEADER_LENGTH + 32, 16);
        assertThat(block.lastLiveRecord(3)).isEqualTo(1);
        block.abort(0, BlockFormat.HEADER_LENGTH, 16);
        assertThat(block.lastLiveRecord(3)).isEqualTo(1);
        block.abort(1, BlockFormat.HEADER_LENGTH + 16, 16);
        assertThat(block.lastLiveRecord(3)).isEqualTo(-1);
    }

    @Test
    void recordThatIsNotPublishedYetCountsAsLiveWhateverTheMemoryHeldBefore() {
        block.open(Place.of(1, 0), CAPACITY, 0);
        for (int i = 0; i < 3; i++) {
            claimAndPut(i, 16);
            block.abort(i, BlockFormat.HEADER_LENGTH + 16 * i, 16);
            block.publish(16);
        }
        block.close();
        block.open(Place.of(2, 0), CAPACITY, 0);
        claimAndPut(0, 16);
        block.abort(0, BlockFormat.HEADER_LENGTH, 16);
        block.publish(16);
        block.claim(24); // by a thread that has not come further

        assertThat(block.lastLiveRecord(2)).isEqualTo(1);
        claimAndPut(2, 16);
        block.publish(16);
        assertThat(block.lastLiveRecord(3)).isEqualTo(2);
    }

    @Test
    void abortedRecordHasNoBytesOfWhatTheMemoryHeldBefore() {
        for (int i = 0; i < CAPACITY; i++) {
            block.bytes.put(i, (byte) 0x5A);
        }
        block.open(0, CAPACITY, 0);
        claimAndPut(0, 32);

        block.abort(0, BlockFormat.HEADER_LENGTH, 32);

        assertThat(RecordFormat.type(block.bytes, BlockFormat.HEADER_LENGTH)).isEqualTo(RecordFormat.TYPE_ABORTED);
        assertThat(RecordFormat.payloadLength(block.bytes, BlockFormat.HEADER_LENGTH)).isEqualTo(24);
        for (int i = RecordFormat.HEADER_LENGTH; i < 32; i++) {
            assertThat(block.bytes.get(BlockFormat.HEADER_LENGTH + i)).isZero();
        }
        assertThat(block.bytes.get(BlockFormat.HEADER_LENGTH + 32)).isEqualTo((byte) 0x5A);
    }
}
