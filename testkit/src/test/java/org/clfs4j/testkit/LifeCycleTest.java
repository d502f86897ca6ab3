package org.clfs4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.clfs4j.error.LogStatus;
import org.junit.jupiter.api.Test;

class LifeCycleTest {

    @Test
    void everyTableIsWalked() {
        assertThat(LifeCycleRow.all().stream().map(LifeCycleRow::life).distinct())
                .containsExactly(Arrays.stream(LifeCycle.values()).map(LifeCycle::title).toArray(String[]::new));
        assertThat(Arrays.stream(LifeCycleTableConformance.class.getDeclaredMethods())
                        .filter(method -> method.isAnnotationPresent(Test.class)))
                .hasSameSizeAs(LifeCycle.values());
    }

    @Test
    void statusesOfTheTablesExist() {
        for (LifeCycleRow row : LifeCycleRow.all()) {
            String[] words = row.next().split(" ");
            String last = words[words.length - 1];
            if (last.matches("[A-Z_]+")) {
                assertThat(LogStatus.valueOf(last)).isNotNull();
            }
        }
    }

    @Test
    void noRowIsThereTwice() {
        assertThat(LifeCycleRow.all()).extracting(row -> row.life() + row.state() + row.event()).doesNotHaveDuplicates();
    }
}
