package org.clfs4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ConformanceSuiteTest {

    @Test
    void everyStatementInScopeHasATest() {
        Set<String> missing = new TreeSet<>(ConformanceSuite.inScope());
        missing.removeAll(ConformanceSuite.notYet());
        missing.removeAll(ConformanceSuite.testsByStatement().keySet());
        assertThat(missing).as("statements in scope without a test").isEmpty();
    }

    @Test
    void whatHasNoTestYetIsInScopeAndHasNone() {
        assertThat(ConformanceSuite.inScope()).containsAll(ConformanceSuite.notYet());
        Set<String> tested = new TreeSet<>(ConformanceSuite.notYet());
        tested.retainAll(ConformanceSuite.testsByStatement().keySet());
        assertThat(tested).as("statements to take out of NOT_YET, they have a test").isEmpty();
    }

    @Test
    void testsNameStatementsThatExist() {
        assertThat(StatementCatalogue.all())
                .extracting(Statement::id)
                .containsAll(ConformanceSuite.testsByStatement().keySet());
    }

    @Test
    void theCatalogueCountsEachGroupFromOne() {
        Map<String, Integer> groups = new TreeMap<>();
        for (Statement statement : StatementCatalogue.all()) {
            int number = groups.merge(statement.id().substring(0, 1), 1, Integer::sum);
            assertThat(statement.id()).isEqualTo(statement.id().charAt(0) + "" + number);
            assertThat(statement.mark()).matches("[DIEX?]|D/[IE]");
            assertThat(statement.when()).isNotBlank();
            assertThat(statement.then()).isNotBlank();
        }
        assertThat(groups)
                .isEqualTo(Map.of("L", 15, "O", 18, "C", 27, "A", 20, "R", 12, "F", 27, "D", 19, "M", 29, "B", 24));
    }

    @Test
    void onlyTestsCarryStatements() {
        for (Class<?> type : ConformanceSuite.classes()) {
            assertThat(type.getDeclaredMethods())
                    .filteredOn(method -> method.isAnnotationPresent(Statements.class))
                    .allMatch(method -> method.isAnnotationPresent(Test.class));
        }
    }

    @Test
    void everyClassIsExtendedByProviders() {
        for (Class<?> type : ConformanceSuite.classes()) {
            assertThat(Modifier.isAbstract(type.getModifiers())).isTrue();
            assertThat(Modifier.isPublic(type.getModifiers())).isTrue();
            assertThat(type.getSimpleName()).endsWith("Conformance");
            assertThat(Arrays.stream(type.getDeclaredMethods()).filter(ConformanceSuiteTest::isTest))
                    .isNotEmpty();
        }
    }

    private static boolean isTest(Method method) {
        return method.isAnnotationPresent(Test.class);
    }
}
