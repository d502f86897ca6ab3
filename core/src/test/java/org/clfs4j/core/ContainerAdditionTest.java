package org.clfs4j.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.clfs4j.ContainerInformation;
import org.clfs4j.core.LogFixture.Writing;
import org.clfs4j.error.LogException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Containers are added while everything else goes on. */
class ContainerAdditionTest {

    private static final int RECORDS_PER_CONTAINER = (512 << 10) / LogFixture.SECTOR;

    private final HeapStorage storage = new HeapStorage();

    @Test
    @Timeout(20)
    void appendingGoesOnInTheNextContainerWhileContainersAreAdded() throws Exception {
        try (Writing log = new Writing(storage)) {
            storage.onForceDirectory(() -> beginAnotherContainer(log));
            log.log().containers().add(1);
            storage.onForceDirectory(() -> {});
            log.flushed("afterwards");
        }
        assertThat(LogFixture.read(storage)).hasSize(RECORDS_PER_CONTAINER + 2).endsWith("afterwards");
    }

    /** In another thread, and to the end: whatever it waits for is held by the addition. */
    private static void beginAnotherContainer(Writing log) {
        CompletableFuture<Void> appending = CompletableFuture.runAsync(() -> {
            try {
                for (int i = 0; i <= RECORDS_PER_CONTAINER; i++) {
                    log.flushed("record " + i);
                }
            } catch (LogException e) {
                throw new AssertionError(e);
            }
        });
        try {
            appending.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError("appending waits for the addition", e);
        }
    }

    @Test
    @Timeout(20)
    void additionsAtTheSameTimeGetNamesOfTheirOwn() throws Exception {
        try (Writing log = new Writing(storage)) {
            AtomicBoolean nested = new AtomicBoolean();
            List<CompletableFuture<List<ContainerInformation>>> others = new ArrayList<>();
            storage.onForceDirectory(() -> {
                if (nested.compareAndSet(false, true)) {
                    IntStream.range(0, 4)
                            .forEach(i -> others.add(CompletableFuture.supplyAsync(() -> added(log))));
                }
            });
            added(log);
            others.forEach(CompletableFuture::join);

            List<ContainerInformation> containers = log.log().containers().list();
            Set<String> paths = new HashSet<>();
            Set<Integer> ids = new HashSet<>();
            containers.forEach(container -> {
                paths.add(container.path());
                ids.add(container.physicalId());
            });
            assertThat(containers).hasSize(3 + 5);
            assertThat(paths).hasSize(containers.size());
            assertThat(ids).hasSize(containers.size());
        }
    }

    private static List<ContainerInformation> added(Writing log) {
        try {
            return log.log().containers().add(1);
        } catch (LogException e) {
            throw new AssertionError(e);
        }
    }
}
