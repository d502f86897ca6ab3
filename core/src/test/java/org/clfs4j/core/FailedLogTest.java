package org.clfs4j.core;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.clfs4j.Append;
import org.clfs4j.LogFile;
import org.clfs4j.LogProvider;
import org.clfs4j.LogStream;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.clfs4j.error.LogFailedException;
import org.junit.jupiter.api.Test;

/** What is closed after storage has failed is closed, whatever its caller is told. */
class FailedLogTest {

    private final HeapStorage storage = new HeapStorage();
    private final LogProvider provider = LogFixture.provider(storage);

    /** The stream stayed open, and with it the log, whose own closing told nobody that it had failed. */
    @Test
    void closingAndResettingAStreamClosesItAllTheSame() throws Exception {
        LogFile log = provider.open(LogFixture.NAME, OpenOptions.openAlways());
        log.containers().add(2, 512 << 10);
        LogStream stream = log.stream();
        MarshallingArea area = stream.createMarshallingArea(MarshallingAreaOptions.defaults());
        storage.onWrite(file -> {
            throw new IOException("the disk is gone");
        });
        assertThatThrownBy(() -> area.append(ByteBuffer.allocate(10), Append.FORCE_FLUSH))
                .isInstanceOf(LogFailedException.class);
        storage.onWrite(file -> {});
        assertThatThrownBy(area::close).isInstanceOf(LogFailedException.class);
        assertThatThrownBy(stream::closeAndReset).isInstanceOf(LogFailedException.class);
        assertThatThrownBy(log::close).isInstanceOf(LogFailedException.class);
        provider.open(LogFixture.NAME, OpenOptions.openExisting().exclusive()).close();
    }
}
