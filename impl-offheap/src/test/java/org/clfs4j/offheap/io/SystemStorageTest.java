package org.clfs4j.offheap.io;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SystemStorageTest {

    @Test
    void systemCallsWorkWhereTheTestsRun() {
        assertThat(SystemStorage.whyNot("Linux", "amd64", true)).isEmpty();
        assertThat(SystemStorage.works()).isTrue();
    }

    @Test
    void whatIsMissingIsSaid() {
        assertThat(SystemStorage.whyNot("Mac OS X", "aarch64", true)).hasValueSatisfying(why -> assertThat(why)
                .contains("Mac OS X"));
        assertThat(SystemStorage.whyNot("Linux", "riscv64", true)).hasValueSatisfying(why -> assertThat(why)
                .contains("riscv64"));
        assertThat(SystemStorage.whyNot("Linux", "amd64", false)).hasValueSatisfying(why -> assertThat(why)
                .contains("--enable-native-access=org.clfs4j.offheap"));
    }
}
