package org.clfs4j.core.marshal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.clfs4j.MarshallingAreaOptions;
import org.junit.jupiter.api.Test;

/** An allocator may use the log, also from other threads, while it takes a block back: no lock is held then. */
class UnlockedFreeTest {

    private final List<ByteBuffer> freed = new ArrayList<>();
    private StreamWriter stream;

    private Area area(WriterFixture fixture) {
        return fixture.area(
                stream,
                MarshallingAreaOptions.builder()
                        .blockSize(512)
                        .allocator((type, bytes, alignment, tag) -> ByteBuffer.allocate(bytes), this::free)
                        .build());
    }

    /** Waits for a thread that needs the lock of the stream. */
    private void free(ByteBuffer block) {
        FutureTask<Long> question = new FutureTask<>(() -> stream.next());
        new Thread(question).start();
        try {
            question.get(60, TimeUnit.SECONDS);
            freed.add(block);
        } catch (Exception e) {
            throw new IllegalStateException("the lock is held", e);
        }
    }

    @Test
    void emptyBlockOfAnAreaIsFreedWhenTheAreaIsClosed() throws Exception {
        WriterFixture fixture = WriterFixture.dedicated();
        stream = fixture.stream("");
        Area area = area(fixture);
        assertThat(stream.makeRoom(area, 16, true)).isTrue();

        area.close();

        assertThat(freed).hasSize(1);
    }

    /** Whoever closes the area goes on as soon as all is durable, and may be faster than the leader of that flush. */
    @Test
    void blockThatComesBackAfterItsAreaWasClosedIsFreed() throws Exception {
        WriterFixture fixture = WriterFixture.dedicated();
        stream = fixture.stream("");
        Area area = area(fixture);
        area.append(WriterFixture.record(8));
        WriteBlock block = stream.open();
        area.memory().close();
        assertThat(freed).isEmpty();

        stream.flushAll();

        assertThat(freed).containsExactly(block.allocated);
    }
}
