package org.clfs4j.itests.conformance;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.clfs4j.testkit.ConformanceSuite;
import org.clfs4j.testkit.Statement;
import org.clfs4j.testkit.StatementCatalogue;

/** Statements × implementations × tests, and what is missing for all of them to be passed. */
final class Matrix {

    /** What to do if tests were not run. */
    static final String RUN_ALL = "run \"mvn -B -ntp verify\", which runs the suite and then looks at its results";

    private static final String FAILED = "failed";

    private final Collection<String> implementations;
    private final List<RecordedTest> recorded;
    private final Map<String, Set<String>> testsByStatement;

    /** Takes the providers that are present and all that was recorded. */
    Matrix(Collection<String> implementations, List<RecordedTest> recorded) {
        this.implementations = new TreeSet<>(implementations);
        this.recorded = recorded;
        this.testsByStatement = ConformanceSuite.testsByStatement();
    }

    Collection<String> implementations() {
        return implementations;
    }

    /** Returns the tests that check a statement, by name. */
    Set<String> tests(Statement statement) {
        return testsByStatement.getOrDefault(statement.id(), Set.of());
    }

    /** Returns a line for each statement, implementation and test, below a line of names. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("id\tstatement\timplementation\ttest\tpassed/failed");
        for (Statement statement : StatementCatalogue.all()) {
            String text = statement.when() + ": " + statement.then();
            for (String implementation : implementations) {
                for (String test : tests(statement)) {
                    String outcome = outcome(implementation, test);
                    if (!outcome.isEmpty()) {
                        lines.add(String.join("\t", statement.id(), text, implementation, test, outcome));
                    }
                }
            }
        }
        return lines;
    }

    /**
     * Returns what became of a test that may have run several times, on several versions of Java: the worst of it, or
     * nothing if it did not run.
     */
    private String outcome(String implementation, String test) {
        Set<String> outcomes = new TreeSet<>();
        recorded.stream()
                .filter(each -> each.implementation().equals(implementation) && each.test().equals(test))
                .forEach(each -> outcomes.add(each.isPassed() || each.isAborted() ? each.outcome() : FAILED));
        if (outcomes.contains(FAILED)) {
            return FAILED;
        }
        return outcomes.contains(RecordedTest.ABORTED) ? RecordedTest.ABORTED : String.join("", outcomes);
    }

    /** Returns a sentence for each thing that is missing. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        recorded.stream()
                .filter(each -> !each.isPassed() && !each.isAborted())
                .map(each -> each.test() + " has " + each.outcome() + " for " + each.implementation() + " on Java "
                        + each.java())
                .forEach(problems::add);
        for (String implementation : implementations) {
            Map<String, List<RecordedTest>> runs = new TreeMap<>();
            recorded.stream()
                    .filter(each -> each.implementation().equals(implementation))
                    .forEach(each ->
                            runs.computeIfAbsent(each.java(), java -> new ArrayList<>()).add(each));
            if (runs.isEmpty()) {
                problems.add("The provider " + implementation + " did not run the conformance suite in this build; "
                        + RUN_ALL);
            }
            runs.forEach((java, run) -> problems.addAll(problems(implementation + " on Java " + java, run)));
        }
        return problems;
    }

    private List<String> problems(String who, List<RecordedTest> run) {
        Set<String> missing = new TreeSet<>();
        for (Method test : ConformanceSuite.tests()) {
            missing.add(ConformanceSuite.name(test));
        }
        run.forEach(each -> missing.remove(each.test()));
        if (!missing.isEmpty()) {
            return List.of(missing.size() + " tests of the suite were not run by " + who + ", such as "
                    + missing.iterator().next() + "; " + RUN_ALL);
        }
        Set<String> passed = new TreeSet<>();
        run.stream().filter(RecordedTest::isPassed).forEach(each -> passed.add(each.test()));
        List<String> problems = new ArrayList<>();
        for (Statement statement : StatementCatalogue.all()) {
            boolean due = ConformanceSuite.inScope().contains(statement.id())
                    && !ConformanceSuite.notYet().contains(statement.id());
            if (due && tests(statement).stream().noneMatch(passed::contains)) {
                problems.add(statement.id() + " has no test that was passed by " + who);
            }
        }
        return problems;
    }
}
