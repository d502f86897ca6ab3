package org.clfs4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LsnTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 00000000:00000000:000",
        "1, 65024, 3, 00000001:0000fe00:003",
        "4294967294, 4294966784, 511, fffffffe:fffffe00:1ff"
    })
    void isWrittenAsContainerOffsetAndRecord(long container, long offset, int record, String text) {
        Lsn lsn = Lsn.create(container, offset, record);
        assertThat(lsn).hasToString(text);
        assertThat(Lsn.parse(text)).isEqualTo(lsn);
    }

    @ParameterizedTest
    @CsvSource({
        "1:200:3, 00000001:00000200:003",
        "A:FE00:1fF, 0000000a:0000fe00:1ff",
        "null, 00000000:00000000:000",
        "0x100000203, 00000001:00000200:003",
        "0x0, 00000000:00000000:000",
        "invalid, INVALID",
        "0xFFFFFFFF00000000, INVALID"
    })
    void isReadInShorterFormsToo(String text, String full) {
        assertThat(Lsn.parse(text)).hasToString(full);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1:2",
                "1:200",
                "1:1:0",
                "1:200:200",
                "1:200:fff",
                "100000000:0:0",
                "ffffffff:0:0",
                "-1:0:0",
                "g:0:0",
                "1:200:3 ",
                "0x",
                "0xg",
                "0x-1",
                "0x10000000000000000"
            })
    void otherTextIsRefusedInOneSentenceThatShowsIt(String text) {
        assertThatThrownBy(() -> Lsn.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + text + "\"")
                .hasMessageContaining("container:offset:record");
    }

    @Test
    void wrapsItsBits() {
        assertThat(Lsn.of(0x0000_0001_0000_FE03L)).isEqualTo(Lsn.create(1, 0xFE00, 3));
        assertThat(Lsn.create(1, 0xFE00, 3).value()).isEqualTo(0x0000_0001_0000_FE03L);
    }

    @Test
    void theBlockIsItsFirstRecord() {
        assertThat(Lsn.create(1, 0xFE00, 3).block()).isEqualTo(Lsn.create(1, 0xFE00, 0));
        assertThat(Lsn.create(1, 0xFE00, 0).block()).isEqualTo(Lsn.create(1, 0xFE00, 0));
    }

    @Test
    void ordersAsUnsignedNumbers() {
        List<Lsn> ordered = List.of(
                Lsn.NULL,
                Lsn.create(0, 0, 1),
                Lsn.create(0, 512, 0),
                Lsn.create(1, 0, 0),
                Lsn.create(0x7FFF_FFFFL, 0, 0),
                Lsn.create(0x8000_0000L, 0, 0),
                Lsn.create(0xFFFF_FFFEL, 0, 0),
                Lsn.INVALID);
        List<Lsn> shuffled = new ArrayList<>(ordered);
        Collections.shuffle(shuffled, new Random(1));
        Collections.sort(shuffled);
        assertThat(shuffled).isEqualTo(ordered);
        assertThat(ordered.get(5).isGreater(ordered.get(4))).isTrue();
        assertThat(ordered.get(4).isLess(ordered.get(5))).isTrue();
    }

    @Test
    void incrementAndDecrementStayAmongTheValidOnes() {
        assertThat(Lsn.create(0, 0, 511).increment()).isEqualTo(Lsn.create(0, 512, 0));
        assertThat(Lsn.create(1, 0, 0).decrement()).isEqualTo(Lsn.create(0, (4L << 30) - 512, 511));
        assertThat(Lsn.NULL.decrement()).isEqualTo(Lsn.INVALID);
        assertThat(Lsn.INVALID.decrement()).isEqualTo(Lsn.INVALID);
        assertThat(Lsn.INVALID.increment()).isEqualTo(Lsn.INVALID);
        assertThat(Lsn.of(-1).isValid()).isFalse();
        assertThat(Lsn.of(-1).increment()).isEqualTo(Lsn.INVALID);
    }
}
