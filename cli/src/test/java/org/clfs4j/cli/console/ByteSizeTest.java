package org.clfs4j.cli.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "512, 512",
        "64k, 65536",
        "64K, 65536",
        "64KiB, 65536",
        "64kb, 65536",
        "512 B, 512",
        "' 3M ', 3145728",
        "2G, 2147483648",
        "1T, 1099511627776",
        "999999999999999999, 999999999999999999"
    })
    void readsWholeNumbersWithAndWithoutUnits(String text, long bytes) {
        assertThat(ByteSize.parse(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "0k",
                "-1",
                "k",
                "1.5M",
                "64X",
                "1 2",
                "9999999999999999999",
                "99999999T",
                "0x10",
                "64 M M"
            })
    void refusesWhatIsNoWholeNumberAboveZeroThatFitsALong(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ByteSize.parse(text))
                .withMessage(
                        "\"" + text + "\" is no size; write a whole number of bytes above 0, such as 512, 64k or 64M");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "1023, 1023 B",
        "1024, 1 KiB",
        "1536, 1.5 KiB",
        "67108864, 64 MiB",
        "1073741824, 1 GiB",
        "5629499534213120, 5120 TiB"
    })
    void writesTheLargestUnitWithAWholePart(double bytes, String text) {
        assertThat(ByteSize.format(bytes)).isEqualTo(text);
    }
}
