package org.clfs4j.core.baselog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerNamesTest {

    @Test
    void generatedNamesHaveTheSameDigitsInEveryLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(ContainerNames.generated("wal", 12)).isEqualTo("walContainer00000000000000000012");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void generatedNamesAreKnownAgain() {
        assertThat(ContainerNames.isGenerated("wal", ContainerNames.generated("wal", Long.MAX_VALUE)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wal.blf",
                "wal2Container00000000000000000012",
                "walContainer0000000000000000012",
                "walContainer000000000000000000012",
                "walContainer0000000000000000001x"
            })
    void otherNamesAreNot(String name) {
        assertThat(ContainerNames.isGenerated("wal", name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "a\\b", "a\u0000", "\uD800", "a\uDC00b"})
    void whatCannotBeAFileNameIsNone(String name) {
        assertThat(ContainerNames.isFileName(name)).isFalse();
    }
}
