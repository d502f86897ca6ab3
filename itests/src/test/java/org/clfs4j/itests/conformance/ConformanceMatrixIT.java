package org.clfs4j.itests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.clfs4j.LogProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Makes the conformance matrix of what the implementations recorded in this build, and looks for gaps in it. */
class ConformanceMatrixIT {

    /** The command that makes the page anew. */
    static final String UPDATE = "mvn -B -ntp verify -Dconformance.update=true";

    private static final Path MODULES = Path.of("..");
    private static final Path PAGE = MODULES.resolve(Path.of("docs", "conformance.md"));

    private static Matrix matrix;

    @BeforeAll
    static void read() throws IOException {
        List<String> present = new ArrayList<>();
        ServiceLoader.load(LogProvider.class).forEach(provider -> present.add(provider.name()));
        String build = System.getProperty("clfs4j.conformance.build");
        matrix = new Matrix(present, RecordedTest.ofBuild(build, MODULES));
        Files.write(Path.of("target", "conformance.tsv"), matrix.lines());
    }

    @Test
    void everyStatementInScopeIsPassedByEveryImplementation() {
        assertThat(matrix.implementations()).isNotEmpty();
        assertThat(matrix.problems()).isEmpty();
    }

    @Test
    void thePageIsWhatThisRunWouldWrite() throws IOException {
        assertThat(matrix.problems()).isEmpty();
        List<String> lines = new MatrixPage(matrix).lines();
        if (Boolean.getBoolean("conformance.update")) {
            Files.write(PAGE, lines);
        }
        Path built = Files.write(Path.of("target", "conformance.md"), lines);
        assertThat(PAGE)
                .as("docs/conformance.md is out of date; run \"%s\" and commit it", UPDATE)
                .hasSameTextualContentAs(built);
    }
}
