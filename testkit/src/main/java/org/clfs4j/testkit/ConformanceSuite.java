package org.clfs4j.testkit;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
            AppendConformance.class,
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
            CrashModelConformance.class);

    private static final Set<String> IN_SCOPE = Set.of(("L1 L2 L3 L4 L5 L6 L7 L8 L9 L10 L11 L12 L13"
                    + " O1 O2 O3 O4 O7 O8 O9 O10"
                    + " C1 C2 C3 C4 C5 C6 C8 C9 C10 C11 C12 C19 C20 C22"
                    + " A1 A5 A6 A7 A8 A9 A10 A11 A16 A18 A20 F1 F2 F3 F4 F5 F8 F9 F10 F11 F14"
                    + " D1 D2 D3 D5 D6 D7 D8 D9 D10 D11 D12 D13 D14 D15 D16 D17 D18 D19 F6 B22"
                    + " B1 B2 B3 B4 B5 B6 B7 B8 B9 B10 B11 B12 B13 B14 B15 B16 B17 B18 B19 B20 B21")
            .split(" "));

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
     * Returns the ids of the statements that must have a test.
     *
     * @return the ids
     */
    public static Set<String> inScope() {
        return IN_SCOPE;
    }

    /**
     * Returns the tests that check each statement.
     *
     * @return by id, the tests as {@code Class.method}
     */
    public static Map<String, Set<String>> testsByStatement() {
        Map<String, Set<String>> tests = new TreeMap<>();
        for (Class<?> type : CLASSES) {
            for (Method method : type.getDeclaredMethods()) {
                Statements statements = method.getAnnotation(Statements.class);
                if (statements != null && method.isAnnotationPresent(Test.class)) {
                    for (String id : statements.value()) {
                        tests.computeIfAbsent(id, key -> new TreeSet<>())
                                .add(type.getSimpleName() + "." + method.getName());
                    }
                }
            }
        }
        return tests;
    }
}
