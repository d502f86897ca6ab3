package org.clfs4j.itests.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.clfs4j.itests.Image;
import org.clfs4j.itests.Tool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The linked image: the tool, both providers and their Java in one folder, which needs nothing else. */
class ImageIT {

    private static final long MOST_BYTES = 60_000_000;

    @TempDir
    Path folder;

    @Test
    void itIsSmall() throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.walk(Image.FOLDER)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
        }
        System.out.printf("The linked image has %,d bytes.%n", bytes);
        assertThat(bytes).isBetween(1L, MOST_BYTES);
    }

    @Test
    void everyModuleHasADescriptorAndIsInTheImage() throws IOException, InterruptedException {
        Tool.Run modules = run("java", "--list-modules");

        assertThat(modules.exitCode()).isZero();
        assertThat(modules.out().lines())
                .as("an automatic module, or one from elsewhere, would have more than a name and a version")
                .allMatch(line -> line.matches("[\\w.]+@\\S+"))
                .map(line -> line.replaceFirst("@.*", ""))
                .contains(
                        "org.clfs4j.allocator",
                        "org.clfs4j.allocator.foreign",
                        "org.clfs4j.api",
                        "org.clfs4j.cli",
                        "org.clfs4j.core",
                        "org.clfs4j.nio",
                        "org.clfs4j.offheap")
                .doesNotContain("java.desktop", "org.clfs4j.testkit");
    }

    @Test
    void itCarriesTheLicence() {
        assertThat(Image.FOLDER.resolve("LICENSE")).hasSameBinaryContentAs(Path.of("..", "LICENSE"));
    }

    @Test
    void itRunsOnItsOwnJava() throws IOException, InterruptedException {
        Tool.Run version = run("clfs", "--version");

        assertThat(version.exitCode()).as(version.err()).isZero();
        assertThat(version.out()).contains("Java " + Runtime.version()).doesNotContain("unknown");
    }

    @Test
    void bothProvidersAreThereAndSystemCallsAreAllowed() throws IOException, InterruptedException {
        Tool.Run providers = run("clfs", "providers");

        assertThat(providers.exitCode()).as(providers.err()).isZero();
        assertThat(providers.out())
                .contains("chosen: offheap, the best of [offheap, default]")
                .doesNotContain("--enable-native-access");
        assertThat(providers.err()).isEmpty();
    }

    @Test
    void aLogIsCreatedFilledReadAndChecked() throws IOException, InterruptedException {
        Path text = Files.write(folder.resolve("text"), List.of("one", "zwölf"));

        assertThat(run("clfs", "create", "log").exitCode()).isZero();
        assertThat(run("clfs", "append", "log", "--from", text.toString()).exitCode()).isZero();
        assertThat(run("clfs", "cat", "log", "--format", "raw").out()).contains("one", "zwölf");
        assertThat(run("clfs", "verify", "log").out()).contains("log:log is intact; 1 block with 2 records");
    }

    @Test
    void nothingAcknowledgedIsLostInADemoOfItsOwnTexts() throws IOException, InterruptedException {
        Tool.Run demo = run("clfs", "demo", "--rounds", "2", "--alternate");

        assertThat(demo.exitCode()).as(demo.out() + demo.err()).isZero();
        assertThat(demo.out()).contains("2 rounds", "lost = 0, invented = 0, misplaced = 0");
    }

    @Test
    void itCanBeCalledByALinkAndOpensAnyNameInAnyLocale() throws IOException, InterruptedException {
        Files.createSymbolicLink(folder.resolve("link"), Image.command("clfs"));
        // In a file, since this JVM's own locale may know ASCII only.
        Path script = Files.writeString(folder.resolve("script"), "./link create größe && ./link verify größe");
        ProcessBuilder command = new ProcessBuilder("sh", script.toString()).directory(folder.toFile());
        command.environment().put("LC_ALL", "C");
        Tool.Run both = Tool.run(command);

        assertThat(both.exitCode()).as(both.err()).isZero();
        assertThat(both.out()).contains("log:größe is intact");
    }

    @Test
    void whatIsClosedStaysClosedAndIsNoFileOfTheLog() throws IOException, InterruptedException {
        assertThat(run("clfs", "create", "log").exitCode()).isZero();
        Tool.Run closed = Tool.run(new ProcessBuilder("sh", "-c", Image.command("clfs") + " append log 0<&- 1>&- 2>&-")
                .directory(folder.toFile()));

        assertThat(closed.exitCode()).isNotZero();
        assertThat(run("clfs", "verify", "log").out()).contains("log:log is intact");
    }

    private Tool.Run run(String command, String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(Image.command(command).toString()));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line).directory(folder.toFile()).redirectInput(new File("/dev/null"));
        builder.environment().remove("JAVA_HOME");
        return Tool.run(builder);
    }
}
