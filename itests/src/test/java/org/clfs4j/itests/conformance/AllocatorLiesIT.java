package org.clfs4j.itests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.clfs4j.allocator.BlockAllocator;
import org.clfs4j.allocator.BlockTrait;
import org.clfs4j.allocator.PoolType;
import org.clfs4j.testkit.BlockAllocatorConformance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.TestAbortedException;

/**
 * For every test of allocators there is an {@link AllocatorLie} that its assertions find, and for every lie there is a
 * test that finds it. As in {@link LiesIT}, only an {@link AssertionError} counts.
 */
class AllocatorLiesIT {

    private final SuiteRun suite = new SuiteRun();

    static List<Method> tests() {
        return Arrays.stream(BlockAllocatorConformance.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("tests")
    void everyTestPassesTheHonestAndFindsALie(Method test) {
        assertThat(suite.failure(Honest.class, test).filter(failure -> !(failure instanceof TestAbortedException)))
                .isEmpty();
        assertThat(AllocatorLie.values()).as("lies that %s finds", test.getName()).anyMatch(lie -> isFound(lie, test));
    }

    @Test
    void everyLieIsFound() {
        Set<AllocatorLie> unknown = EnumSet.allOf(AllocatorLie.class);
        unknown.removeIf(lie -> tests().stream().anyMatch(test -> isFound(lie, test)));
        assertThat(unknown).isEmpty();
    }

    private boolean isFound(AllocatorLie lie, Method test) {
        Lying.lie = lie;
        return suite.failure(Lying.class, test)
                .filter(AssertionError.class::isInstance)
                .isPresent();
    }

    /** The built-in allocator. */
    public static final class Honest extends BlockAllocatorConformance {
        @Override
        protected BlockAllocator allocator() {
            return BlockAllocator.standard();
        }

        @Override
        protected Set<BlockTrait> promise(PoolType poolType) {
            return AllocatorLie.honestPromise(poolType);
        }
    }

    /** The built-in allocator, but for a lie. */
    public static final class Lying extends BlockAllocatorConformance {
        private static AllocatorLie lie;

        @Override
        protected BlockAllocator allocator() {
            return lie.allocator();
        }

        @Override
        protected Set<BlockTrait> promise(PoolType poolType) {
            return lie.promise(poolType);
        }
    }
}
