package org.clfs4j.allocator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Each test has tags of its own, since accounts are the process's. */
class PoolUsageTest {

    @Test
    void nothingIsCountedForATagThatNobodyUsed() {
        PoolTag unused = new PoolTag("Un00");
        assertThat(PoolUsage.of(unused)).isEqualTo(new PoolUsage(unused, 0, 0, 0, 0, 0, 0));
        assertThat(PoolUsage.snapshot()).extracting(PoolUsage::tag).doesNotContain(unused);
    }

    @Test
    void blocksAndBytesAreCountedFromHandingOutToGivingBack() {
        PoolTag tag = new PoolTag("Un01");
        PoolAccount account = PoolAccount.of(tag);
        account.allocated(512);
        account.allocated(4096);
        assertThat(PoolUsage.of(tag)).isEqualTo(new PoolUsage(tag, 2, 0, 0, 4608, 2, 4608));
        account.freed(4096);
        account.failed();
        account.allocated(1024);
        assertThat(PoolUsage.of(tag)).isEqualTo(new PoolUsage(tag, 3, 1, 1, 1536, 2, 4608));
        assertThat(PoolUsage.of(tag).liveBlocks()).isEqualTo(2);
        account.freed(512);
        account.freed(1024);
        assertThat(PoolUsage.of(tag)).isEqualTo(new PoolUsage(tag, 3, 3, 1, 0, 2, 4608));
    }

    @Test
    void theSnapshotHasEveryTagByItsLabel() {
        for (String label : List.of("Un1c", "Un1a", "Un1b")) {
            PoolAccount.of(new PoolTag(label)).failed();
        }
        assertThat(PoolUsage.snapshot())
                .filteredOn(usage -> usage.tag().label().startsWith("Un1"))
                .extracting(usage -> usage.tag().label())
                .containsExactly("Un1a", "Un1b", "Un1c");
    }

    @Test
    void aTagHasOneAccount() {
        assertThat(PoolAccount.of(new PoolTag("Un20"))).isSameAs(PoolAccount.of(new PoolTag("Un20")));
    }

    @Test
    void manyThreadsCountTogether() throws InterruptedException {
        PoolTag tag = new PoolTag("Un30");
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread thread = new Thread(() -> count(PoolAccount.of(tag), start));
            thread.start();
            threads.add(thread);
        }
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        PoolUsage usage = PoolUsage.of(tag);
        assertThat(usage.allocations()).isEqualTo(40_000);
        assertThat(usage.frees()).isEqualTo(40_000);
        assertThat(usage.failures()).isEqualTo(40_000);
        assertThat(usage.liveBytes()).isZero();
        assertThat(usage.peakBlocks()).isBetween(1L, 4L);
        assertThat(usage.peakBytes()).isEqualTo(512 * usage.peakBlocks());
    }

    private static void count(PoolAccount account, CountDownLatch start) {
        try {
            start.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        for (int i = 0; i < 10_000; i++) {
            account.allocated(512);
            account.failed();
            account.freed(512);
        }
    }
}
