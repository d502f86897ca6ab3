package org.clfs4j.osgi.gogo;

import static org.assertj.core.api.Assertions.assertThat;

import org.clfs4j.LogProvider;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceReference;

/** The providers that a command has while it runs. */
class UsedProvidersTest {

    private final Framework framework = new Framework();
    private final LogProvider portable = LogProvider.load("default");
    private final LogProvider offHeap = LogProvider.load("offheap");

    @Test
    void theOneThatRanksHighestIsChosen() {
        framework.provider(offHeap);
        framework.provider(portable);
        try (UsedProviders used = UsedProviders.of(framework.context())) {
            assertThat(used.search().found()).containsExactly(offHeap, portable);
            assertThat(used.search().chosen()).contains(offHeap);
            assertThat(used.search().reason()).isEqualTo("the best of [offheap, default]");
        }
    }

    @Test
    void allAreGivenBack() {
        framework.provider(portable);
        framework.provider(offHeap);
        try (UsedProviders used = UsedProviders.of(framework.context())) {
            assertThat(framework.taken()).isEqualTo(2);
            assertThat(used.anyHasGone()).isFalse();
        }
        assertThat(framework.taken()).isZero();
        assertThat(framework.listeners()).isZero();
    }

    @Test
    void oneThatGoesIsNoticed() {
        ServiceReference<?> reference = framework.provider(portable);
        try (UsedProviders used = UsedProviders.of(framework.context())) {
            framework.goes(reference);
            assertThat(used.anyHasGone()).isTrue();
        }
    }
}
