package org.clfs4j.core.marshal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.clfs4j.Append;
import org.clfs4j.Claim;
import org.clfs4j.LogFile;
import org.clfs4j.LogKind;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.clfs4j.core.HeapStorage;
import org.clfs4j.core.HeapStorage.Operation;
import org.clfs4j.core.LogFixture;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogUsageException;
import org.junit.jupiter.api.Test;

/** Callers that are told later are told in the order of their LSNs, and not before all is durable. */
class CompletionsTest {

    private final HeapStorage storage = new HeapStorage();
    private final Queue<Runnable> tasks = new ArrayDeque<>();

    /** What a test does with a log whose background work waits for the test. */
    private interface Use {
        void with(LogStream stream, MarshallingArea area) throws LogException;
    }

    private void use(Use use) throws LogException {
        OpenOptions options =
                OpenOptions.createNew().executor(tasks::add).checkOldBlocks(false);
        try (LogFile log = LogFixture.provider(storage).open(LogFixture.NAME, options)) {
            log.containers().add(2, 512 << 10);
            try (LogStream stream = log.stream();
                    MarshallingArea area = stream.createMarshallingArea(MarshallingAreaOptions.defaults())) {
                use.with(stream, area);
            }
        }
    }

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    @SuppressWarnings("unchecked") // what is thrown need not be declared
    private static <T extends Throwable> void fail(Throwable failure) throws T {
        throw (T) failure;
    }

    private static CompletionStage<Lsn> append(MarshallingArea area, String text) {
        return area.appendAsync(ByteBuffer.wrap(text.getBytes(UTF_8)), Append.NONE);
    }

    @Test
    void manyAppendsAreFlushedByOneTaskAndToldInOrder() throws LogException {
        use((stream, area) -> {
            storage.takeOperations();
            List<Lsn> told = new ArrayList<>();
            List<Lsn> durableThen = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                append(area, "record " + i).thenAccept(lsn -> {
                    told.add(lsn);
                    durableThen.add(durable(stream));
                });
            }
            assertThat(told).isEmpty();
            assertThat(tasks).hasSize(1);

            runTasks();

            assertThat(told).hasSize(100).isSorted().doesNotHaveDuplicates();
            for (int i = 0; i < told.size(); i++) {
                assertThat(told.get(i).isLess(durableThen.get(i))).as("durable when told").isTrue();
            }
            assertThat(storage.takeOperations().stream()
                            .filter(operation -> operation.file().contains("Container"))
                            .filter(operation -> !operation.isForce() && operation.position() >= 8192)
                            .map(Operation::position))
                    .as("blocks written")
                    .containsExactly(8192L);
        });
    }

    private static Lsn durable(LogStream stream) {
        try {
            return stream.flushedUpTo();
        } catch (LogException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void appendOfACallbackIsToldByTheNextTask() throws LogException {
        use((stream, area) -> {
            List<String> told = new ArrayList<>();
            append(area, "first").thenAccept(first -> {
                told.add("first");
                append(area, "second").thenAccept(second -> told.add("second"));
            });
            runTasks();
            assertThat(told).containsExactly("first", "second");
        });
    }

    @Test
    void whatAnotherFlushMadeDurableIsToldWithoutWritingAgain() throws LogException {
        use((stream, area) -> {
            List<Lsn> told = new ArrayList<>();
            append(area, "record").thenAccept(told::add);
            area.flush();
            storage.takeOperations();

            runTasks();

            assertThat(told).hasSize(1);
            assertThat(storage.takeOperations()).isEmpty();
        });
    }

    @Test
    void flushIsToldTheDurableBound() throws LogException {
        use((stream, area) -> {
            List<Lsn> told = new ArrayList<>();
            Lsn lsn = area.append(ByteBuffer.wrap(new byte[10]));
            area.flushAsync().thenAccept(told::add);
            runTasks();
            assertThat(told).containsExactly(stream.flushedUpTo());
            assertThat(lsn.isLess(told.get(0))).isTrue();
        });
    }

    /** The bound lies behind the unused rest of a container, up to which no block reaches: the caller was never told. */
    @Test
    void flushWithNothingToFlushIsToldWhereTheNextContainerBegins() throws LogException {
        use((stream, area) -> {
            Lsn last = area.append(ByteBuffer.allocate(3000), Append.FORCE_FLUSH);
            while (last.blockOffset() < (512 << 10) - 2 * 3584) {
                last = area.append(ByteBuffer.allocate(3000), Append.FORCE_FLUSH);
            }
            ((Area) area).stream().makeRoom((Area) area, 4000, true); // what an append does first
            assertThat(stream.nextLsn()).isEqualTo(Lsn.create(1, 0, 0));
            List<Lsn> told = new ArrayList<>();
            area.flushAsync().thenAccept(told::add);
            runTasks();
            assertThat(told).containsExactly(stream.flushedUpTo());
        });
    }

    /** Whoever waited for it was told nothing, or, if the thread had been asleep, that flushing had failed. */
    @Test
    void whatIsTruncatedAwayWasDurableAndIsToldSo() throws LogException {
        use((stream, area) -> {
            Lsn kept = area.append(ByteBuffer.allocate(10), Append.FORCE_FLUSH);
            List<Lsn> told = new ArrayList<>();
            append(area, "gone").thenAccept(told::add);
            area.flushAsync().thenAccept(told::add);
            stream.truncate(kept);
            runTasks();
            assertThat(told).hasSize(2);
            append(area, "appended in its place").thenAccept(told::add);
            assertThat(told).hasSize(2);
            runTasks();
            assertThat(told).hasSize(3);
            assertThat(told.get(2)).isEqualTo(told.get(0)).isLessThan(stream.flushedUpTo());
        });
    }

    @Test
    void executorThatFailsLeavesNobodyWaiting() throws Exception {
        List<Throwable> failures = List.of(
                new RejectedExecutionException("shut down"),
                new IllegalStateException("not started"),
                new InternalError("unable to create a thread"));
        for (Throwable failure : failures) {
            Queue<Runnable> accepted = new ArrayDeque<>();
            AtomicBoolean fails = new AtomicBoolean(true);
            WriterFixture fixture = new WriterFixture(LogKind.DEDICATED, task -> {
                if (fails.get()) {
                    CompletionsTest.<RuntimeException>fail(failure);
                }
                accepted.add(task);
            });
            Area area = fixture.area(fixture.stream(""), 4096, 2);

            CompletionStage<Lsn> first = append(area, "first");
            fails.set(false);
            CompletionStage<Lsn> second = append(area, "second");
            accepted.forEach(Runnable::run);

            assertThat(first.toCompletableFuture()).as("%s", failure).isCompleted();
            assertThat(second.toCompletableFuture()).as("%s", failure).isCompleted();
        }
    }

    /** Claims, lets another thread wait for the claim, and appends before committing. */
    private static CompletionStage<Lsn> appendBeforeCommit(Area area, Thread other) throws LogException {
        Claim claim = area.claim(8, Append.NONE);
        other.start();
        while (!isIn(other, "awaitComplete")) {
            Thread.onSpinWait();
        }
        CompletionStage<Lsn> appended = area.appendAsync(WriterFixture.record(440), Append.NONE);
        claim.commit();
        return appended;
    }

    private static boolean isIn(Thread thread, String method) {
        return Arrays.stream(thread.getStackTrace()).anyMatch(call -> call.getMethodName().equals(method));
    }

    @Test
    void holderOfAClaimIsRefusedInsteadOfWaitingForOneWhoWaitsForTheClaim() throws Exception {
        WriterFixture fixture = WriterFixture.dedicated();
        Area area = fixture.area(fixture.stream(""), 512, 1);
        FutureTask<CompletionStage<Lsn>> waiting =
                new FutureTask<>(() -> area.appendAsync(WriterFixture.record(440), Append.NONE));
        FutureTask<CompletionStage<Lsn>> holding =
                new FutureTask<>(() -> appendBeforeCommit(area, new Thread(waiting)));
        new Thread(holding).start();

        assertThat(holding.get(60, TimeUnit.SECONDS).toCompletableFuture())
                .failsWithin(Duration.ZERO)
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(LogUsageException.class);
        assertThat(waiting).succeedsWithin(Duration.ofSeconds(60));
    }
}
