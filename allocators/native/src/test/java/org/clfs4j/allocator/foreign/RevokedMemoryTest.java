package org.clfs4j.allocator.foreign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.clfs4j.Append;
import org.clfs4j.Claim;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.LogProvider;
import org.clfs4j.LogStream;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;
import org.clfs4j.allocator.BlockAllocator;
import org.clfs4j.error.LogFailedException;
import org.clfs4j.error.LogResourceException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An allocator takes the memory of its blocks away while a log uses them. Nobody waits for ever, what was acknowledged
 * stays, and every block goes back.
 */
class RevokedMemoryTest {

    @TempDir
    Path directory;

    private final Arena arena = Arena.ofShared();
    private final AtomicInteger allocations = new AtomicInteger();
    private final AtomicInteger frees = new AtomicInteger();
    private final BlockAllocator revoking = BlockAllocator.of(
            (poolType, byteCount, alignment, tag) -> {
                ByteBuffer block = arena.allocate(byteCount, 64).asByteBuffer();
                allocations.incrementAndGet();
                return block;
            },
            block -> frees.incrementAndGet());

    private LogFile log;
    private LogStream stream;
    private MarshallingArea other;
    private MarshallingArea area;

    @BeforeEach
    void open() throws IOException {
        log = LogProvider.load("default").open(name(), OpenOptions.createNew());
        log.containers().add(2, 512 << 10);
        stream = log.stream();
        other = stream.createMarshallingArea(MarshallingAreaOptions.defaults());
        area = stream.createMarshallingArea(MarshallingAreaOptions.builder()
                .blockSize(4096)
                .allocator(revoking)
                .build());
        other.append(text("acknowledged"), Append.FORCE_FLUSH);
    }

    private LogName name() {
        return LogName.of(directory.resolve("log"));
    }

    private static ByteBuffer text(String text) {
        return UTF_8.encode(text);
    }

    @AfterEach
    void everyBlockWentBackAndTheLogOpens() throws IOException {
        for (AutoCloseable each : List.of(area, other, stream, log)) {
            try {
                each.close();
            } catch (Exception e) {
                assertThat(e).isInstanceOf(LogFailedException.class);
            }
        }
        assertThat(frees).hasValue(allocations.get()).hasPositiveValue();
        try (LogFile again = LogProvider.load("default").open(name(), OpenOptions.openExisting());
                LogStream opened = again.stream();
                MarshallingArea reading = opened.createMarshallingArea(MarshallingAreaOptions.defaults())) {
            assertThat(records(reading, opened)).startsWith("acknowledged").doesNotContain("lost");
        }
    }

    private static List<String> records(MarshallingArea through, LogStream of) throws IOException {
        List<String> records = new ArrayList<>();
        try (ReadContext context = through.read(of.baseLsn(), ReadMode.FORWARD)) {
            while (context.next()) {
                records.add(UTF_8.decode(context.payload()).toString());
            }
        }
        return records;
    }

    private void theLogHasFailed() throws IOException {
        assertThatThrownBy(area::flush).isInstanceOf(LogFailedException.class);
        assertThatThrownBy(() -> other.append(text("lost"), Append.FORCE_FLUSH)).isInstanceOf(LogFailedException.class);
        assertThat(records(other, stream)).containsExactly("acknowledged");
    }

    @Test
    void anAppendIntoABlockThatIsGoneFailsTheLog() throws IOException {
        area.append(text("lost"));
        arena.close();
        assertThatThrownBy(() -> area.append(text("lost"))).isInstanceOf(IllegalStateException.class);
        theLogHasFailed();
    }

    @Test
    void aClaimInABlockThatIsGoneFailsTheLog() throws IOException {
        area.append(text("lost"));
        arena.close();
        assertThatThrownBy(() -> area.claim(10, Append.NONE)).isInstanceOf(IllegalStateException.class);
        theLogHasFailed();
    }

    @Test
    void aClaimWhoseBlockGoesCannotBeAbortedAndFailsTheLog() throws IOException {
        Claim claim = area.claim(10, Append.NONE);
        arena.close();
        assertThatThrownBy(claim::abort).isInstanceOf(IllegalStateException.class);
        theLogHasFailed();
    }

    @Test
    void aQueuedBlockThatIsGoneFailsTheLog() throws IOException {
        area.append(text("lost"), Append.FORCE_APPEND);
        arena.close();
        theLogHasFailed();
    }

    @Test
    void aReadBlockThatIsGoneFailsItsContextAndNothingElse() throws IOException {
        ReadContext context = area.read(stream.baseLsn(), ReadMode.FORWARD);
        assertThat(context.next()).isTrue();
        arena.close();
        other.append(text("later"), Append.FORCE_FLUSH);
        assertThatThrownBy(context::next).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> area.append(text("lost"))).isInstanceOf(LogResourceException.class);
        context.close();
        assertThat(records(other, stream)).containsExactly("acknowledged", "later");
    }
}
