package org.clfs4j.core.marshal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.clfs4j.LogKind;
import org.clfs4j.Lsn;
import org.clfs4j.error.LogFailedException;
import org.junit.jupiter.api.Test;

/** A block that cannot be queued takes its records with it. */
class LostBlockTest {

    @Test
    void nobodyIsToldThatItsRecordsAreDurable() throws Exception {
        WriterFixture fixture = new WriterFixture(LogKind.MULTIPLEXED, task -> {});
        StreamWriter stream = fixture.stream("lost");
        Area area = fixture.area(stream, 512, 2);
        Lsn lost = area.append(WriterFixture.record(8));
        // Behind the engine's back, so that the block finds no room when it is closed.
        fixture.log.space().giveUp(stream.open().capacity());

        assertThatThrownBy(() -> area.append(WriterFixture.record(440))).isInstanceOf(IllegalStateException.class);

        assertThatExceptionOfType(LogFailedException.class).isThrownBy(() -> area.flushTo(lost));
        assertThat(fixture.storage.takeOperations()).isEmpty();
    }

    @Test
    void nothingIsWrittenBehindIt() throws Exception {
        WriterFixture fixture = new WriterFixture(LogKind.MULTIPLEXED, task -> {});
        StreamWriter stream = fixture.stream("lost");
        Area area = fixture.area(stream, 512, 2);
        Area other = fixture.area(fixture.stream("other"), 1024, 2);
        area.append(WriterFixture.record(8));
        Lsn behind = other.append(WriterFixture.record(8));
        fixture.log.space().giveUp(stream.open().capacity());

        assertThatThrownBy(() -> area.append(WriterFixture.record(440))).isInstanceOf(IllegalStateException.class);

        assertThatExceptionOfType(LogFailedException.class).isThrownBy(() -> other.flushTo(behind));
        assertThat(fixture.storage.takeOperations()).isEmpty();
    }

    @Test
    void blockWithARecordThatCouldNotBeWrittenIntoItIsNotWritten() throws Exception {
        WriterFixture fixture = WriterFixture.dedicated();
        StreamWriter stream = fixture.stream("");
        Area area = fixture.area(stream, 512, 2);
        Lsn lost = area.append(WriterFixture.record(8));
        stream.open().spoilt = true;

        assertThatExceptionOfType(LogFailedException.class).isThrownBy(() -> area.flushTo(lost));
        assertThat(fixture.storage.takeOperations()).isEmpty();
    }
}
