package org.clfs4j.core.marshal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import org.clfs4j.LogKind;
import org.junit.jupiter.api.Test;

/** A stream that was taken out of a log which stays open. */
class RemovedStreamTest {

    private static WeakReference<Object> addAndRemove(WriterFixture fixture, String name) {
        StreamWriter stream = fixture.stream(name);
        WeakReference<Object> arrivals = new WeakReference<>(stream.arrivals());
        fixture.log.removeStream(stream);
        return arrivals;
    }

    @Test
    void nothingOfItIsKept() throws Exception {
        WriterFixture fixture = new WriterFixture(LogKind.MULTIPLEXED, task -> {});
        WeakReference<Object> removed = addAndRemove(fixture, "removed");
        for (int collections = 0; collections < 100 && removed.get() != null; collections++) {
            System.gc();
        }
        assertThat(removed.get()).isNull();
        assertThat(fixture.failure.failed()).isFalse();
    }
}
