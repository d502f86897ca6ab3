package org.clfs4j.core.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A record's header, links and padding. */
class RecordFormatTest {

    private static final byte OLD = 0x5A;
    private static final long PREVIOUS = 0x1_0000_0203L;
    private static final long UNDO_NEXT = 0x2_0000_0405L;
    private static final long NEW_BASE = 0x3_0000_0607L;

    private static int flags(int links) {
        return RecordFormat.flags(
                (links & 1) != 0 ? PREVIOUS : Place.NONE,
                (links & 2) != 0 ? UNDO_NEXT : Place.NONE,
                (links & 4) != 0 ? NEW_BASE : Place.NONE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void paddingNeverShowsWhatTheMemoryHeldBefore(int links) {
        for (int payload = 0; payload <= 24; payload++) {
            int flags = flags(links);
            int length = RecordFormat.length(flags, payload);
            ByteBuffer bytes = ByteBuffer.allocate(16 + length + 16).order(ByteOrder.LITTLE_ENDIAN);
            Arrays.fill(bytes.array(), OLD);

            RecordFormat.put(bytes, 16, payload, RecordFormat.TYPE_DATA, flags, 3, PREVIOUS, UNDO_NEXT, NEW_BASE);
            int payloadAt = 16 + RecordFormat.headerLength(flags);
            bytes.put(payloadAt, new byte[payload]);

            assertThat(Arrays.copyOfRange(bytes.array(), 16, 16 + length)).doesNotContain(OLD);
            assertThat(Arrays.copyOfRange(bytes.array(), payloadAt + payload, 16 + length))
                    .isEqualTo(new byte[16 + length - payloadAt - payload]);
            assertThat(Arrays.copyOf(bytes.array(), 16)).as("before the record").containsOnly(OLD);
            assertThat(Arrays.copyOfRange(bytes.array(), 16 + length, 32 + length))
                    .as("behind the record")
                    .containsOnly(OLD);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void linksThatAreThereAreReadBackAndOthersAreNone(int links) {
        int flags = flags(links);
        ByteBuffer bytes = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);

        RecordFormat.put(bytes, 8, 5, RecordFormat.TYPE_RESTART, flags, 511, PREVIOUS, UNDO_NEXT, NEW_BASE);

        assertThat(RecordFormat.flags(bytes, 8)).isEqualTo(links);
        assertThat(RecordFormat.payloadLength(bytes, 8)).isEqualTo(5);
        assertThat(RecordFormat.type(bytes, 8)).isEqualTo(RecordFormat.TYPE_RESTART);
        assertThat(RecordFormat.number(bytes, 8)).isEqualTo(511);
        assertThat(RecordFormat.link(bytes, 8, RecordFormat.FLAG_PREVIOUS))
                .isEqualTo((links & 1) != 0 ? PREVIOUS : Place.NONE);
        assertThat(RecordFormat.link(bytes, 8, RecordFormat.FLAG_UNDO_NEXT))
                .isEqualTo((links & 2) != 0 ? UNDO_NEXT : Place.NONE);
        assertThat(RecordFormat.link(bytes, 8, RecordFormat.FLAG_NEW_BASE))
                .isEqualTo((links & 4) != 0 ? NEW_BASE : Place.NONE);
        assertThat(RecordFormat.headerLength(flags)).isEqualTo(8 + 8 * Integer.bitCount(links));
    }
}
