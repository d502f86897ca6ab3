package org.clfs4j.allocator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PoolTypeTest {

    @Test
    void theyHaveTheNumbersOfWindows() {
        Map<PoolType, Integer> codes = new EnumMap<>(PoolType.class);
        for (PoolType type : PoolType.values()) {
            codes.put(type, type.code());
        }
        assertThat(codes)
                .isEqualTo(Map.of(
                        PoolType.NON_PAGED, 0,
                        PoolType.PAGED, 1,
                        PoolType.NON_PAGED_MUST_SUCCEED, 2,
                        PoolType.NON_PAGED_CACHE_ALIGNED, 4,
                        PoolType.PAGED_CACHE_ALIGNED, 5,
                        PoolType.NON_PAGED_CACHE_ALIGNED_MUST_SUCCEED, 6,
                        PoolType.NON_PAGED_NX, 512,
                        PoolType.NON_PAGED_NX_CACHE_ALIGNED, 516));
    }

    @ParameterizedTest
    @EnumSource
    void aTypeIsFoundByItsNumber(PoolType type) {
        assertThat(PoolType.ofCode(type.code())).isSameAs(type);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 3, 7, 32, 33, 34, 35, 36, 37, 38, 513, 544})
    void numbersOfTheSystemAndUnknownOnesAreRefused(int code) {
        assertThatThrownBy(() -> PoolType.ofCode(code))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(" " + code + " is reserved");
    }

    @ParameterizedTest
    @EnumSource
    void theNameSaysWhetherItIsPagedAndAligned(PoolType type) {
        assertThat(type.isPaged()).isEqualTo(!type.name().startsWith("NON_PAGED"));
        assertThat(type.alignment()).isEqualTo(type.name().contains("CACHE_ALIGNED") ? 64 : 1);
    }
}
