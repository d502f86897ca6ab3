package org.clfs4j.allocator.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Optional;
import java.util.Set;
import org.clfs4j.allocator.AllocatorProvider;
import org.clfs4j.allocator.BlockAllocator;
import org.clfs4j.allocator.BlockAllocators;

/**
 * What tests need of the machine. Where it is not there a test is aborted and says so. The environment variable
 * {@value #VARIABLE} names, with commas between, what this machine is to have: without it tests fail.
 */
final class Needed {

    private static final String VARIABLE = "CLFS4J_NATIVE_REQUIRED";
    private static final Set<String> REQUIRED =
            Set.of(System.getenv().getOrDefault(VARIABLE, "").split(","));

    private Needed() {}

    static void need(String thing, boolean there, String otherwise) {
        if (REQUIRED.contains(thing)) {
            assertThat(there).as("%s, which %s names: %s", thing, VARIABLE, otherwise).isTrue();
        }
        assumeTrue(there, otherwise);
    }

    static AllocatorProvider provider(String name) {
        return BlockAllocators.all().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Returns an allocator, or aborts the test with what is in its way. */
    static BlockAllocator allocator(String name) {
        AllocatorProvider provider = provider(name);
        Optional<String> obstacle = provider.obstacle();
        need(name, obstacle.isEmpty(), name + ": " + obstacle.orElse("works"));
        return provider.allocator();
    }
}
