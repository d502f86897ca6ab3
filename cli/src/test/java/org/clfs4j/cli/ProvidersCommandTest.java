package org.clfs4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import org.clfs4j.LogProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvidersCommandTest {

    private final Path directory;
    private final TestShell shell;

    ProvidersCommandTest(@TempDir Path directory) {
        this.directory = directory;
        shell = new TestShell(directory);
    }

    @AfterEach
    void clearProperty() {
        System.clearProperty(LogProvider.PROVIDER_PROPERTY);
    }

    @Test
    void everyProviderIsListedWithWhatItCanDoAndTheChosenOneWithItsReason() {
        assertThat(shell.run("providers")).isZero();
        assertThat(shell.err()).isEmpty();
        assertThat(shell.out())
                .contains("for logs in " + directory, "offheap (rank 10)", "default (rank 0)")
                .contains("  memory           direct buffers, freed by the garbage collector")
                .contains("  prompt release   yes", "  prompt release   no")
                .endsWith("chosen: offheap, the best of [offheap, default]\n");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void whatIsInTheWayIsSaidWithItsRemedy() {
        assertThat(shell.run("providers")).isZero();
        assertThat(shell.out()).contains("  in the way       no system calls", "--enable-native-access=");
    }

    @Test
    void theOptionAndThePropertyChooseAnother() {
        assertThat(shell.run("providers", "--provider", "default")).isZero();
        assertThat(shell.out()).endsWith("chosen: default, named by --provider\n");
        System.setProperty(LogProvider.PROVIDER_PROPERTY, "default");
        assertThat(shell.run("providers")).isZero();
        assertThat(shell.out()).endsWith("chosen: default, named by org.clfs4j.provider\n");
        System.setProperty(LogProvider.PROVIDER_PROPERTY, "nosuch");
        assertThat(shell.run("providers")).isEqualTo(2);
        assertThat(shell.out()).contains("chosen: none. No log provider named \"nosuch\" works here", "offheap, default");
    }

    @Test
    void programsGetTheSameAsJson() throws IOException {
        assertThat(shell.run("providers", "--json", "--dir", directory.toString())).isZero();
        assertThat(shell.out())
                .contains("\"chosen\" : \"offheap\"", "\"reason\" : \"the best of [offheap, default]\"")
                .contains("\"name\" : \"default\"", "\"traits\" : [ ]", "PROMPT_RELEASE", "\"obstacles\"", "\"skipped\" : [ ]");
        try (JsonParser parser = new JsonFactory().createParser(shell.out())) {
            while (parser.nextToken() != null) {
                assertThat(parser.currentToken()).isNotNull();
            }
        }
    }

    @Test
    void aDirectoryThatIsNotThereIsRefused() {
        assertThat(shell.run("providers", "--dir", directory.resolve("none").toString()))
                .isEqualTo(3);
        assertThat(shell.err().lines()).singleElement().asString().contains("none is no directory");
    }
}
