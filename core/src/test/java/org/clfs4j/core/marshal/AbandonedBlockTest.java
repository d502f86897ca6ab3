package org.clfs4j.core.marshal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.error.LogFailedException;
import org.junit.jupiter.api.Test;

/** The blocks of an area that is closed when the log has failed, and that nobody will write. */
class AbandonedBlockTest {

    private static final int RECORD = 16;

    private final List<ByteBuffer> handedOut = new CopyOnWriteArrayList<>();
    private final List<ByteBuffer> freed = new CopyOnWriteArrayList<>();

    private Area area(WriterFixture fixture, StreamWriter stream) {
        return fixture.area(
                stream,
                MarshallingAreaOptions.builder()
                        .blockSize(512)
                        .allocator((type, bytes, alignment, tag) -> handOut(bytes), freed::add)
                        .build());
    }

    private ByteBuffer handOut(int bytes) {
        ByteBuffer block = ByteBuffer.allocateDirect(bytes);
        handedOut.add(block);
        return block;
    }

    private static Void close(Area area) throws Exception {
        area.close();
        return null;
    }

    /** Starts to close an area and returns when that has come to a method that waits, or is done. */
    private static FutureTask<Void> closing(Area area, String waitingMethod) {
        FutureTask<Void> closing = new FutureTask<>(() -> close(area));
        Thread thread = new Thread(closing);
        thread.start();
        while (!closing.isDone() && !isIn(thread, waitingMethod)) {
            Thread.onSpinWait();
        }
        return closing;
    }

    private static boolean isIn(Thread thread, String method) {
        return Arrays.stream(thread.getStackTrace()).anyMatch(call -> call.getMethodName().equals(method));
    }

    private static void assertFailed(FutureTask<Void> closing) {
        assertThat(closing)
                .failsWithin(Duration.ofSeconds(60))
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(LogFailedException.class);
    }

    @Test
    void blockIsNotFreedWhileAnAppenderIsCopyingIntoIt() throws Exception {
        WriterFixture fixture = WriterFixture.dedicated();
        StreamWriter stream = fixture.stream("");
        Area area = area(fixture, stream);
        area.append(WriterFixture.record(8));
        WriteBlock block = stream.open();
        long word = block.claim(RECORD); // as an appender does, who copies now
        fixture.failure.fail(new IOException("the disk is gone"));

        FutureTask<Void> closing = closing(area, "awaitComplete");

        assertThat(freed).isEmpty();
        block.bytes.put(block.offset(word), (byte) 1);
        block.publish(RECORD);
        assertFailed(closing);
        assertThat(freed).containsExactlyElementsOf(handedOut);
    }

    @Test
    void blockThatAnAppenderIsClosingIsFreedToo() throws Exception {
        WriterFixture fixture = WriterFixture.dedicated();
        StreamWriter stream = fixture.stream("");
        Area area = area(fixture, stream);
        area.append(WriterFixture.record(8));
        WriteBlock block = stream.open();
        long word = block.claim(1024); // as an appender does, who finishes the closing now
        assertThat(WriteBlock.closes(word)).isTrue();
        fixture.failure.fail(new IOException("the disk is gone"));
        FutureTask<Void> closing = closing(area, "abandon");

        stream.finishClosing(block, word);

        assertFailed(closing);
        assertThat(freed).containsExactlyElementsOf(handedOut);
    }
}
