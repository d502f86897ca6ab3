package org.clfs4j.itests.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.clfs4j.itests.Child;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher {@code ./clfs} hands to Java, shown by a command that stands in for Java. */
class LauncherIT {

    @TempDir
    Path folder;

    private Path java;

    @BeforeEach
    void install() throws IOException {
        Files.copy(Path.of("..", "clfs"), folder.resolve("clfs"));
        Path run = Files.createDirectories(folder.resolve(".clfs").resolve("run-1"));
        Files.createFile(run.resolve("stamp"));
        Files.writeString(folder.resolve(".clfs").resolve("current"), "run-1\n");
        java = Files.writeString(
                folder.resolve("java"),
                """
                #!/bin/sh
                [ "$1" = -version ] && { echo 'openjdk version "'"$VERSION"'"' >&2; exit; }
                {
                    read -r line; echo "read $?"
                    { true 3<&0; } 2> /dev/null; echo "0 is open: $?"
                    { true 3>&1; } 2> /dev/null; echo "1 is open: $?"
                    { true 3>&2; } 2> /dev/null; echo "2 is open: $?"
                    echo "LC_ALL=$LC_ALL"
                    echo "options: $*"
                } > "$SHOWN"
                echo something || echo "standard output failed" >> "$SHOWN"
                """);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
    }

    private String shown(String locale, String redirections) throws IOException, InterruptedException {
        return shown("17.0.1", locale, redirections);
    }

    private String shown(String version, String locale, String redirections) throws IOException, InterruptedException {
        Path shown = folder.resolve("shown");
        ProcessBuilder launcher = new ProcessBuilder(
                List.of("sh", "-c", "exec sh '" + folder.resolve("clfs") + "' info log " + redirections));
        launcher.environment().put("CLFS_JAVA", java.toString());
        launcher.environment().put("SHOWN", shown.toString());
        launcher.environment().put("VERSION", version);
        launcher.environment().put("LC_ALL", locale);
        Child.run(launcher);
        return Files.readString(shown);
    }

    @Test
    void systemCallsAreAllowedOnAJavaThatHasAProviderForThem() throws IOException, InterruptedException {
        String option = "--enable-native-access=org.clfs4j.offheap";
        assertThat(shown("25.0.1", "C.UTF-8", "< /dev/null")).contains(option);
        assertThat(shown("26-ea", "C.UTF-8", "< /dev/null")).contains(option);
        assertThat(shown("17.0.1", "C.UTF-8", "< /dev/null")).contains("options: ").doesNotContain(option);
    }

    @Test
    void closedDescriptorsAreOpenedSoThatNoFileTakesTheirPlaceAndFailAsClosedOnesDo()
            throws IOException, InterruptedException {
        assertThat(shown("C.UTF-8", "0<&- 1>&- 2>&-"))
                .contains("0 is open: 0", "1 is open: 0", "2 is open: 0")
                .doesNotContain("read 0")
                .contains("standard output failed");
    }

    @Test
    void openDescriptorsAreHandedOn() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("shown.in"), "a line\n");

        assertThat(shown("C.UTF-8", "< \"$SHOWN.in\"")).contains("read 0").doesNotContain("failed");
    }

    @Test
    void localeThatKnowsAsciiOnlyIsReplaced() throws IOException, InterruptedException {
        assertThat(shown("C", "< /dev/null")).contains("LC_ALL=C.UTF-8");
        assertThat(shown("de_DE.UTF-8", "< /dev/null")).contains("LC_ALL=de_DE.UTF-8");
    }
}
