package org.clfs4j.itests.conformance;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.clfs4j.testkit.ConformanceSuite;
import org.clfs4j.testkit.Statement;
import org.clfs4j.testkit.StatementCatalogue;

/** The matrix as a page; the same for every run in which all tests are passed. */
final class MatrixPage {

    private static final Map<String, String> GROUPS = groups();

    private final Matrix matrix;

    MatrixPage(Matrix matrix) {
        this.matrix = matrix;
    }

    private static Map<String, String> groups() {
        Map<String, String> groups = new LinkedHashMap<>();
        groups.put("L", "Log sequence numbers");
        groups.put("O", "Opening, closing, deleting");
        groups.put("C", "Containers");
        groups.put("A", "Appending and blocks");
        groups.put("R", "Reservations");
        groups.put("F", "Flushing, restart areas, base and archive tail, truncation");
        groups.put("D", "Reading");
        groups.put("B", "Marshalling areas and block memory");
        groups.put("M", "Management");
        return groups;
    }

    List<String> lines() {
        List<String> page = new ArrayList<>(introduction());
        GROUPS.forEach((letter, title) -> page.addAll(group(
                "## " + title,
                StatementCatalogue.all().stream()
                        .filter(each -> each.id().startsWith(letter) && inScope(each))
                        .toList())));
        page.addAll(List.of(
                "",
                "## Out of scope",
                "",
                "Listed so that none is forgotten. *Management* is policies, growing and shrinking by themselves, and clients that are",
                "asked to move their tail; *archive* is sessions in which somebody copies the log, and what waits for them. clfs4j does",
                "neither yet, so there is nothing to test.",
                "",
                "| id | when … | then … | mark | part |",
                "|---|---|---|---|---|"));
        StatementCatalogue.all().stream()
                .filter(each -> !inScope(each))
                .map(each -> row(each, each.scope().name().toLowerCase(Locale.ROOT)))
                .forEach(page::add);
        return page;
    }

    private List<String> introduction() {
        int inScope = ConformanceSuite.inScope().size();
        int tested = inScope - ConformanceSuite.notYet().size();
        return List.of(
                "# Conformance",
                "",
                "What CLFS does, as testable statements, and the tests of the conformance suite that check them on each implementation.",
                "Of " + StatementCatalogue.all().size() + " statements " + inScope + " are in scope, and " + tested
                        + " of these have tests.",
                "",
                "This page is made by the build, which fails if it is not what the build would write. The statements are in",
                "`statements.tsv` of the test kit, the annotation `@Statements` of a test names the ids that it checks, and the outcome of",
                "every test is in `itests/target/conformance.tsv` after `mvn verify`. To make the page anew:",
                "",
                "```sh",
                ConformanceMatrixIT.UPDATE,
                "```",
                "",
                "How to read it:",
                "",
                "* **when …, then …**: the statement.",
                "* **mark**: how it is known. D: documented. I: inferred from the documentation. E: observed in logs that CLFS wrote. X:",
                "  documented, and another page says otherwise; the statement is our choice. ?: no source says; our choice.",
                "* **a column for each implementation and place**: ✓ and the number of tests if all of them were passed. – if there is no",
                "  test yet. There is no other sign, since the build fails if a test does. *default* and *offheap* are the providers on the module",
                "  path, as the named modules `org.clfs4j.nio` and `org.clfs4j.offheap`; *offheap on the class path* is the one that is best",
                "  there. *offheap in Felix* is the best service there, and so on ([osgi.md](osgi.md#how-it-is-tested)); Karaf runs where",
                "  Maven runs on Java 17.",
                "* **tests**: as `Class.method` in `org.clfs4j.testkit`.",
                "",
                "The build also fails if a statement in scope has no test, if a test of the suite was not run by an implementation, or if",
                "a test asserts nothing that could fail ([testing.md](testing.md#tests-that-can-fail)).");
    }

    private List<String> group(String title, List<Statement> statements) {
        List<String> lines = new ArrayList<>();
        if (!statements.isEmpty()) {
            String columns = matrix.implementations().stream().map(each -> each + " | ").collect(joining());
            lines.addAll(List.of(
                    "",
                    title,
                    "",
                    "| id | when … | then … | mark | " + columns + "tests |",
                    "|---|---|---|---|" + "---|".repeat(matrix.implementations().size()) + "---|"));
            statements.forEach(each -> lines.add(row(each, marks(each))));
        }
        return lines;
    }

    private String marks(Statement statement) {
        Set<String> tests = matrix.tests(statement);
        String mark = (tests.isEmpty() ? "–" : "✓ " + tests.size()) + " | ";
        return mark.repeat(matrix.implementations().size())
                + tests.stream().map(test -> "`" + test + "`").collect(joining("<br>"));
    }

    private static String row(Statement each, String rest) {
        return "| " + String.join(" | ", each.id(), each.when(), each.then(), each.mark(), rest).strip() + " |";
    }

    private static boolean inScope(Statement statement) {
        return ConformanceSuite.inScope().contains(statement.id());
    }
}
