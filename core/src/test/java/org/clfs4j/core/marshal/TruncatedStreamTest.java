package org.clfs4j.core.marshal;

import static org.assertj.core.api.Assertions.assertThat;

import org.clfs4j.Append;
import org.clfs4j.Lsn;
import org.junit.jupiter.api.Test;

/** Truncating a stream meets callers who wait for what goes. */
class TruncatedStreamTest {

    @Test
    void recordAppendedDuringAFlushForWhatWasCutIsNotReportedDurable() throws Exception {
        WriterFixture fixture = WriterFixture.dedicated();
        StreamWriter stream = fixture.stream("");
        Area area = fixture.area(stream, 4096, 2);
        Lsn first = area.append(WriterFixture.record(8), Append.FORCE_FLUSH);
        area.append(WriterFixture.record(8));
        long boundBeforeTheCut = stream.next();
        stream.truncate(first);
        stream.makeRoom(area, 16);
        stream.lane().request(boundBeforeTheCut);

        stream.closeRequested();
        long appended = area.appendAsLong(WriterFixture.record(8), Append.NONE);
        stream.nothingWasQueued();

        assertThat(Lsn.of(appended).isLess(Lsn.of(stream.lane().durable()))).isFalse();
    }
}
