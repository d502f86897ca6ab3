package org.clfs4j.itests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.clfs4j.testkit.ConformanceSuite;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MatrixTest {

    private static final String TEST = "LsnConformance.partsComeBackAsTheyWereGiven";

    @Test
    void aCompleteRunHasNoProblem() {
        Matrix matrix = new Matrix(Set.of("x"), run("x", "25"));
        assertThat(matrix.problems()).isEmpty();
        assertThat(matrix.lines())
                .hasSizeGreaterThan(100)
                .anyMatch(line -> line.startsWith("L1\t") && line.endsWith("\tx\t" + TEST + "\tpassed"));
    }

    @Test
    void anImplementationThatRanNothingIsNamed() {
        assertThat(new Matrix(Set.of("x", "y"), run("x", "25")).problems())
                .singleElement()
                .asString()
                .contains("provider y", "mvn -B -ntp verify");
    }

    @Test
    void aRunWithoutSomeTestsIsNotComplete() {
        List<RecordedTest> recorded = run("x", "25");
        recorded.addAll(run("x", "17"));
        recorded.removeIf(each -> each.java().equals("17") && each.test().equals(TEST));
        assertThat(new Matrix(Set.of("x"), recorded).problems())
                .singleElement()
                .asString()
                .contains("1 tests", "x on Java 17", TEST, "mvn -B -ntp verify");
    }

    @Test
    void ofSeveralRunsOfATestTheWorstCounts() {
        List<RecordedTest> recorded = run("x", "25");
        recorded.add(new RecordedTest("x", "25", TEST, "failed"));
        recorded.addAll(run("x", "17"));
        Matrix matrix = new Matrix(Set.of("x"), recorded);
        assertThat(matrix.problems()).containsExactly(TEST + " has failed for x on Java 25");
        assertThat(matrix.lines()).anyMatch(line -> line.startsWith("L1\t") && line.endsWith("\tfailed"));
    }

    @Test
    void aStatementNeedsATestThatWasNotAborted() {
        List<RecordedTest> recorded = run("x", "25");
        recorded.replaceAll(each ->
                each.test().equals(TEST) ? new RecordedTest("x", "25", TEST, RecordedTest.ABORTED) : each);
        assertThat(new Matrix(Set.of("x"), recorded).problems())
                .containsExactly("L1 has no test that was passed by x on Java 25");
    }

    @Test
    void whatAnotherBuildRecordedCountsForNothing(@TempDir Path modules) throws IOException {
        Path target = Files.createDirectories(modules.resolve(Path.of("impl-x", "target")));
        Files.writeString(target.resolve("conformance.tsv"), "build\tnow\nx\t25\tA.a\tL1 L2\tpassed\n");
        Files.writeString(target.resolve("conformance-17.tsv"), "build\tthen\nx\t17\tA.a\tL1 L2\tpassed\n");
        assertThat(RecordedTest.ofBuild("now", modules))
                .containsExactly(new RecordedTest("x", "25", "A.a", RecordedTest.PASSED));
    }

    private static List<RecordedTest> run(String implementation, String java) {
        List<RecordedTest> run = new ArrayList<>();
        ConformanceSuite.tests()
                .forEach(test -> run.add(
                        new RecordedTest(implementation, java, ConformanceSuite.name(test), RecordedTest.PASSED)));
        return run;
    }
}
