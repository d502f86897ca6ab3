package org.clfs4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchCommandTest {

    @Test
    void measuresEveryFigureBesideItsLimitAndLeavesNothingBehind(@TempDir Path directory) {
        TestShell shell = new TestShell(directory);
        int exitCode = shell.run(
                "bench",
                "--json",
                "--size",
                "16M",
                "--seconds",
                "0.02",
                "--rounds",
                "2",
                "--dir",
                directory.toString());
        assertThat(shell.err()).isEmpty();
        assertThat(exitCode).isZero();
        for (String name : new String[] {
            "buffered-64",
            "buffered-256",
            "buffered-4096",
            "durable-256-x1",
            "durable-256-x4",
            "durable-256-x16",
            "durable-256-x64",
            "read"
        }) {
            assertThat(shell.out()).contains("\"name\" : \"" + name + "\"");
        }
        assertThat(shell.out())
                .contains("\"ours\"", "\"raw\"", "\"ratio\"", "\"allocatedBytesPerAppend\"", "\"allocatedBytesPerRead\"", "\"forcePolicy\"");
        assertThat(directory).isEmptyDirectory();
    }
}
