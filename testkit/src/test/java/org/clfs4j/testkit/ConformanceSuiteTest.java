package org.clfs4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ConformanceSuiteTest {

    /** Id and tests of a row of the page: {@code | id | when | then | `test`<br>`test` |}. */
    private static final Pattern ROW = Pattern.compile("\\| ([LOCARFDMB]\\d+) \\|.*\\|.*\\|(.*)\\|");

    private static final Pattern TEST = Pattern.compile("`(\\w+\\.\\w+)`");

    @Test
    void everyStatementInScopeHasATest() {
        Set<String> missing = new TreeSet<>(ConformanceSuite.inScope());
        missing.removeAll(ConformanceSuite.testsByStatement().keySet());
        assertThat(missing).isEmpty();
        assertThat(ConformanceSuite.inScope()).hasSize(97);
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
    void thePageOfStatementsNamesTheTests() throws IOException {
        Map<String, Set<String>> page = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("..", "docs", "statements.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                Set<String> tests = new TreeSet<>();
                TEST.matcher(row.group(2)).results().forEach(test -> tests.add(test.group(1)));
                page.put(row.group(1), tests);
            }
        }
        assertThat(page).isEqualTo(ConformanceSuite.testsByStatement());
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
