package org.clfs4j.core.marshal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.clfs4j.Append;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;
import org.junit.jupiter.api.Test;

/**
 * Nothing goes into the blocks of an area that is closed, also if an append was about to: the log may be closed next, and would fail
 * with what comes then.
 */
class ClosedAreaTest {

    private static final int BLOCK_SIZE = 4096;

    private static void refused(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        LogException.class, e -> assertThat(e.status()).isEqualTo(LogStatus.INVALID_HANDLE));
    }

    @Test
    void aBlockThatWasOpenedForAnAppendButIsEmptyIsClosedWithItsArea() throws Exception {
        WriterFixture fixture = WriterFixture.dedicated();
        StreamWriter stream = fixture.stream("");
        Area area = fixture.area(stream, BLOCK_SIZE, 2);
        long next = stream.next();
        stream.makeRoom(area, 100, true);
        WriteBlock opened = stream.open();

        area.close();

        assertThat(WriteBlock.holds(opened.claim(100), 100)).as("an append can still claim a place in it").isFalse();
        assertThat(stream.open()).isNull();
        assertThat(stream.next()).isEqualTo(next);
        fixture.area(stream, BLOCK_SIZE, 2).append(WriterFixture.record(10), Append.FORCE_FLUSH);
        assertThat(stream.lastRecord()).isEqualTo(next);
    }

    /** Or whoever reads along would take the block away from an append that has just opened it, again and again. */
    @Test
    void anEmptyBlockStaysOpenWhenItsAreaReadsUpToIt() throws Exception {
        WriterFixture fixture = WriterFixture.dedicated();
        StreamWriter stream = fixture.stream("");
        Area area = fixture.area(stream, BLOCK_SIZE, 2);
        stream.makeRoom(area, 100, true);
        WriteBlock opened = stream.open();

        try (ReadContext context = area.read(Lsn.of(stream.next()), ReadMode.FORWARD)) {
            assertThat(context.next()).isFalse();
        }

        assertThat(stream.open()).isSameAs(opened);
        assertThat(opened.closed()).isFalse();
    }

    @Test
    void noBlockIsOpenedForAnAppendOfAnAreaThatIsClosedMeanwhile() throws Exception {
        WriterFixture fixture = WriterFixture.dedicated();
        StreamWriter stream = fixture.stream("");
        AtomicReference<Area> closedMeanwhile = new AtomicReference<>();
        AtomicReference<ByteBuffer> freed = new AtomicReference<>();
        MarshallingAreaOptions options = MarshallingAreaOptions.builder()
                .blockSize(BLOCK_SIZE)
                .allocator(
                        (type, size, alignment, tag) -> {
                            close(closedMeanwhile.get());
                            return ByteBuffer.allocate(size);
                        },
                        freed::set)
                .build();
        Area area = fixture.area(stream, options);
        closedMeanwhile.set(area);

        refused(() -> area.append(WriterFixture.record(10), Append.NONE));

        assertThat(stream.open()).isNull();
        assertThat(freed.get()).as("the block comes back").isNotNull();
    }

    private static void close(Area area) {
        try {
            area.close();
        } catch (LogException e) {
            throw new AssertionError(e);
        }
    }
}
