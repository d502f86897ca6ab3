package org.clfs4j.testkit;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The classes of the suite and the statements that they must check between them.
 *
 * @threading immutable
 */
public final class ConformanceSuite {

    private static final List<Class<?>> CLASSES = List.of(
            LsnConformance.class,
            OpenConformance.class,
            ContainerConformance.class,
            StreamConformance.class,
            LifeCycleConformance.class,
            LifeCycleTableConformance.class,
            TruncationConformance.class,
            ContainerRemovalConformance.class,
            ContainerScanConformance.class,
            AppendConformance.class,
            ReservationConformance.class,
            ClaimConformance.class,
            FlushConformance.class,
            BaseConformance.class,
            RestartConformance.class,
            ReadConformance.class,
            ChainConformance.class,
            AwaitConformance.class,
            FollowConformance.class,
            AsyncConformance.class,
            MarshallingAreaConformance.class,
            AllocatorConformance.class,
            BadInputConformance.class,
            FormatConformance.class,
            CorruptionConformance.class,
            GoldenConformance.class,
            ConcurrencyConformance.class,
            InterruptConformance.class,
            ModelConformance.class,
            CrashConformance.class,
            StorageFailureConformance.class,
            CrashModelConformance.class,
            ReferenceModelConformance.class);

    /** In scope and without a test; empty when the suite is complete. */
    private static final Set<String> NOT_YET = Set.of();

    private ConformanceSuite() {}

    /**
     * Returns the abstract test classes that a provider should extend.
     *
     * @return the classes
     */
    public static List<Class<?>> classes() {
        return CLASSES;
    }

    /**
     * Returns the ids of the statements that a provider must hold: all but management and archiving.
     *
     * @return the ids
     */
    public static Set<String> inScope() {
        return StatementCatalogue.all().stream()
                .filter(statement -> statement.scope() == Statement.Scope.CONTRACT)
                .map(Statement::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Returns the ids in scope that no test of the suite checks yet.
     *
     * @return the ids; every other one in scope has a test
     */
    public static Set<String> notYet() {
        return NOT_YET;
    }

    /**
     * Returns all tests of the suite.
     *
     * @return the methods of the abstract classes, class by class and by name
     */
    public static List<Method> tests() {
        return CLASSES.stream()
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods())
                        .filter(method -> method.isAnnotationPresent(Test.class))
                        .sorted(Comparator.comparing(Method::getName)))
                .toList();
    }

    /**
     * Returns the name by which results and the matrix call a test.
     *
     * @param test the method
     * @return its class and itself, such as {@code LsnConformance.partsComeBackAsTheyWereGiven}
     */
    public static String name(Method test) {
        return test.getDeclaringClass().getSimpleName() + "." + test.getName();
    }

    /**
     * Returns the tests that check each statement.
     *
     * @return by id, the tests as {@link #name} calls them
     */
    public static Map<String, Set<String>> testsByStatement() {
        Map<String, Set<String>> tests = new TreeMap<>();
        for (Method test : tests()) {
            Statements statements = test.getAnnotation(Statements.class);
            if (statements != null) {
                for (String id : statements.value()) {
                    tests.computeIfAbsent(id, key -> new TreeSet<>()).add(name(test));
                }
            }
        }
        return tests;
    }
}
