package org.clfs4j.itests.conformance;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.clfs4j.LogProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Makes the conformance matrix of what the implementations recorded in this build, and looks for gaps in it. */
class ConformanceMatrixIT {

    /** The command that makes the page anew. */
    static final String UPDATE = "mvn -B -ntp verify -Dconformance.update=true";

    /**
     * Who runs the suite besides each provider by itself, on the module path: the best on the class path, and the best service in each
     * container, Karaf's on an older Java only.
     */
    private static final List<String> ELSEWHERE = List.of(
            "default in Karaf", "offheap in Equinox", "offheap in Felix", "offheap" + ClassPathConformanceIT.PLACE);

    private static final Path MODULES = Path.of("..");
    private static final Path PAGE = MODULES.resolve(Path.of("docs", "conformance.md"));

    private static Matrix matrix;
    private static Matrix shown;

    @BeforeAll
    static void read() throws IOException {
        List<String> present = new ArrayList<>();
        ServiceLoader.load(LogProvider.class).forEach(provider -> present.add(provider.name()));
        List<RecordedTest> recorded = RecordedTest.ofBuild(System.getProperty("clfs4j.conformance.build"), MODULES);
        List<String> columns = new ArrayList<>(present);
        columns.addAll(ELSEWHERE);
        shown = new Matrix(columns, recorded);
        recorded.stream().map(RecordedTest::implementation).filter(ConformanceMatrixIT::isElsewhere).forEach(present::add);
        ELSEWHERE.stream().filter(each -> !each.endsWith("Karaf")).forEach(present::add);
        matrix = new Matrix(present, recorded);
        Files.write(Path.of("target", "conformance.tsv"), matrix.lines());
        recorded.stream()
                .collect(groupingBy(each -> each.implementation() + " on Java " + each.java(), TreeMap::new, counting()))
                .forEach((who, tests) -> System.out.println("Tests of the conformance suite by " + who + ": " + tests));
    }

    private static boolean isElsewhere(String implementation) {
        return implementation.contains(" ");
    }

    @Test
    void everyStatementInScopeIsPassedByEveryImplementation() {
        assertThat(matrix.implementations()).isNotEmpty();
        assertThat(matrix.problems()).isEmpty();
    }

    @Test
    void thePageIsWhatThisRunWouldWrite() throws IOException {
        assertThat(matrix.problems()).isEmpty();
        List<String> lines = new MatrixPage(shown).lines();
        if (Boolean.getBoolean("conformance.update")) {
            Files.write(PAGE, lines);
        }
        Path built = Files.write(Path.of("target", "conformance.md"), lines);
        assertThat(PAGE)
                .as("docs/conformance.md is out of date; run \"%s\" and commit it", UPDATE)
                .hasSameTextualContentAs(built);
    }
}
