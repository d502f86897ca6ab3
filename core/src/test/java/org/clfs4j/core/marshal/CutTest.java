package org.clfs4j.core.marshal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.clfs4j.Append;
import org.clfs4j.Lsn;
import org.clfs4j.core.HeapStorage;
import org.clfs4j.core.LogFixture.Writing;
import org.clfs4j.error.LogException;
import org.junit.jupiter.api.Test;

/** What is looked at last before a stream is cut. */
class CutTest {

    /** The base can pass the record while everything is flushed, and then lay behind the end: what came next was below it. */
    @Test
    void streamIsNotCutBelowItsBase() throws Exception {
        try (Writing log = new Writing(new HeapStorage())) {
            Lsn last = log.flushed("last");
            Lsn base = log.flushed("base");
            StreamWriter stream = ((Area) log.area()).stream();
            List<String> cuts = new ArrayList<>();
            assertThat(stream.state().base()).isEqualTo(last.value());
            log.stream().advanceBase(base);
            assertThat(stream.cutTo(base.value(), last.value(), () -> cuts.add("cut"))).isFalse();
            assertThat(cuts).isEmpty();
        }
    }

    @Test
    void streamIsNotCutWhileThereIsMoreToFlush() throws Exception {
        try (Writing log = new Writing(new HeapStorage())) {
            Lsn last = log.flushed("last");
            append(log, Append.FORCE_APPEND);
            StreamWriter stream = ((Area) log.area()).stream();
            List<String> cuts = new ArrayList<>();
            assertThat(stream.cutTo(512, last.value(), () -> cuts.add("cut"))).isFalse();
            log.area().flush();
            append(log, Append.NONE);
            assertThat(stream.cutTo(512, last.value(), () -> cuts.add("cut"))).isFalse();
            assertThat(cuts).isEmpty();
        }
    }

    /**
     * Somebody waits for what was cut off, and while the leader finds nothing to flush somebody else appends: that was taken for
     * durable, and a flush of it was acknowledged.
     */
    @Test
    void whatIsAppendedWhileALeaderFindsNothingIsNotTakenForDurable() throws Exception {
        try (Writing log = new Writing(new HeapStorage())) {
            Lsn last = log.flushed("last");
            Lsn gone = log.flushed("gone");
            StreamWriter stream = ((Area) log.area()).stream();
            log.stream().truncate(last);
            stream.lane().request(gone.value() + 1);
            stream.closeRequested();
            Lsn next = log.area().append(ByteBuffer.allocate(10));
            stream.nothingWasQueued();
            assertThat(stream.lane().durable()).isLessThanOrEqualTo(next.value());
            log.area().flushTo(next);
            assertThat(log.stream().flushedUpTo()).isGreaterThan(next);
        }
    }

    private static void append(Writing log, Append options) throws LogException {
        log.area().append(ByteBuffer.allocate(10), options);
    }
}
