package org.clfs4j.core.marshal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.clfs4j.Append;
import org.clfs4j.LogKind;
import org.clfs4j.Lsn;
import org.junit.jupiter.api.Test;

/** A queue that has grown above its threshold is flushed in the background, if the executor can. */
class BackgroundFlushTest {

    @Test
    void executorThatFailsDoesNotMakeAnAppendFail() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        WriterFixture fixture = new WriterFixture(LogKind.DEDICATED, task -> {
            asked.incrementAndGet();
            throw new InternalError("unable to create a thread");
        });
        Area area = fixture.area(fixture.stream(""), 256 << 10, 5);

        Lsn last = Lsn.NULL;
        for (int i = 0; i < 5; i++) {
            last = area.append(WriterFixture.record(255 << 10), Append.FORCE_APPEND);
        }

        assertThat(asked).as("the queue was above the threshold").hasPositiveValue();
        assertThat(last.isLess(area.flush())).isTrue();
    }
}
