package org.clfs4j.allocator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoolTagTest {

    @ParameterizedTest
    @ValueSource(strings = {"Clfs", "    ", "~~~~", "a1 !"})
    void fourPrintableCharactersAreATag(String label) {
        assertThat(new PoolTag(label)).hasToString(label);
        assertThat(new PoolTag(label)).isEqualTo(new PoolTag(label));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Clf", "Clfs4", "Cl\u00e4s", "Clf\n", "Clf\u007f"})
    void anythingElseIsRefusedAndShown(String label) {
        assertThatThrownBy(() -> new PoolTag(label))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + label + "\"")
                .hasMessageContaining("four characters");
    }

    @Test
    void nullIsRefused() {
        assertThatThrownBy(() -> new PoolTag(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void theNumberHasTheFirstCharacterLowest() {
        assertThat(new PoolTag("Clfs").code()).isEqualTo('C' | 'l' << 8 | 'f' << 16 | 's' << 24);
        assertThat(PoolTag.DEFAULT).isEqualTo(new PoolTag("Clfs"));
    }
}
