package org.clfs4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.clfs4j.ContainerInformation;
import org.clfs4j.LogFile;
import org.clfs4j.OpenOptions;
import org.clfs4j.core.LogFixture.Writing;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What of a removal can fail, and what goes on meanwhile. */
class ContainerRemovalTest {

    private static final int RECORDS_PER_CONTAINER = (512 << 10) / LogFixture.SECTOR;

    private final HeapStorage storage = new HeapStorage();

    private static List<String> paths(LogFile log) throws LogException {
        return log.containers().list().stream().map(ContainerInformation::path).toList();
    }

    private static String fileName(String path) {
        return path.substring("%BLF%/".length());
    }

    @Test
    void fileThatCannotBeDeletedIsGoneFromTheLogAndDeletedLater() throws Exception {
        try (Writing log = new Writing(storage)) {
            String path = paths(log.log()).get(2);
            storage.refuseDeletions(true);
            log.log().containers().remove(path, true);
            assertThat(paths(log.log())).hasSize(2).doesNotContain(path);
            assertThat(log.log().information().totalContainers()).isEqualTo(2);
            assertThat(storage.exists(fileName(path))).isTrue();

            log.stream().advanceBase(log.flushed("one"));
            assertThat(storage.exists(fileName(path))).isTrue();
            storage.refuseDeletions(false);
            log.stream().advanceBase(log.flushed("two"));
            assertThat(storage.exists(fileName(path))).isFalse();
        }
        assertThat(LogFixture.read(storage)).containsExactly("two");
    }

    @Test
    void nameOfAFileThatCouldNotBeDeletedIsNotGivenAgain() throws Exception {
        try (Writing log = new Writing(storage)) {
            String path = paths(log.log()).get(2);
            storage.refuseDeletions(true);
            log.log().containers().remove(path, true);
            storage.refuseDeletions(false);
            storage.delete(fileName(path)); // somebody else did, but the metadata names it still
            assertThatThrownBy(() -> log.log().containers().add(path))
                    .isInstanceOfSatisfying(
                            LogException.class,
                            refused -> assertThat(refused.status()).isEqualTo(LogStatus.OBJECT_NAME_COLLISION));
            assertThat(log.log().containers().add(1).get(0).path()).isNotEqualTo(path);
        }
        assertThat(LogFixture.read(storage)).isEmpty();
    }

    @Test
    void baseMovesThoughTheFileCannotBeDeleted() throws Exception {
        try (Writing log = new Writing(storage)) {
            fill(log, 1);
            String path = paths(log.log()).get(0);
            log.log().containers().remove(path, false);
            storage.refuseDeletions(true);
            log.stream().advanceBase(log.flushed("kept"));
            assertThat(paths(log.log())).hasSize(2);
            assertThat(storage.exists(fileName(path))).isTrue();
        }
        HeapStorage later = storage.copy();
        try (LogFile log = LogFixture.provider(later).open(LogFixture.NAME, OpenOptions.openExisting())) {
            assertThat(log.information().totalContainers()).isEqualTo(2);
        }
        assertThat(later.list().stream().filter(name -> name.contains("Container"))).hasSize(2);
        assertThat(LogFixture.read(later)).containsExactly("kept");
    }

    @Test
    @Timeout(20)
    void movingTheBaseDoesNotWaitForAnAdditionWhichTidiesUpInItsStead() throws Exception {
        try (Writing log = new Writing(storage)) {
            fill(log, 1);
            String path = paths(log.log()).get(0);
            log.log().containers().remove(path, false);
            storage.onForceDirectory(() -> {
                storage.onForceDirectory(() -> {});
                CompletableFuture.runAsync(() -> moveBase(log)).join();
                assertThat(storage.list()).contains(fileName(path));
            });
            log.log().containers().add(1);
            assertThat(storage.list()).doesNotContain(fileName(path));
            assertThat(log.log().information().totalContainers()).isEqualTo(3);
        }
    }

    private static void moveBase(Writing log) {
        try {
            log.stream().advanceBase(log.flushed("kept"));
        } catch (LogException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @Timeout(20)
    void appendingGoesOnInTheNextContainerWhileContainersAreRemoved() throws Exception {
        try (Writing log = new Writing(storage)) {
            log.log().containers().add(1);
            String path = paths(log.log()).get(3);
            storage.onForceDirectory(() -> CompletableFuture.runAsync(() -> fill(log, 1)).join());
            log.log().containers().remove(path, true);
            storage.onForceDirectory(() -> {});
            log.flushed("afterwards");
        }
        assertThat(LogFixture.read(storage)).hasSize(RECORDS_PER_CONTAINER + 2).endsWith("afterwards");
    }

    /** Appends until the log has gone on in one container more. */
    private static void fill(Writing log, int containers) {
        try {
            for (int i = 0; i <= containers * RECORDS_PER_CONTAINER; i++) {
                log.flushed("record " + i);
            }
        } catch (LogException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void noFileStaysOpen() throws Exception {
        int before = storage.openFiles();
        try (Writing log = new Writing(storage)) {
            log.log().containers().add(2);
            log.log().containers().remove(paths(log.log()).subList(3, 5), true);
        }
        assertThat(storage.openFiles()).isEqualTo(before);
    }
}
