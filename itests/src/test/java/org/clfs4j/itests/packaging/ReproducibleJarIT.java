package org.clfs4j.itests.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.clfs4j.itests.Child;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same sources, built again in another folder at another time, give the same bytes. */
class ReproducibleJarIT {

    private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
    private static final List<String> MODULES = List.of("allocator-spi", "api");

    /** A module may lie in a folder that is none. */
    private static final int POM_DEPTH = 3;

    @TempDir
    Path copy;

    @Test
    void secondBuildGivesTheSameJars() throws IOException, InterruptedException {
        copySources();

        ProcessBuilder again = new ProcessBuilder(
                        System.getProperty("maven.home") + "/bin/mvn",
                        "--offline",
                        "--quiet",
                        "-Dmaven.repo.local=" + System.getProperty("maven.repo.local"),
                        "-Dmaven.test.skip=true",
                        "-Dmaven.javadoc.skip=true",
                        "--projects=" + String.join(",", MODULES),
                        "package")
                .directory(copy.toFile());
        again.environment().put("JAVA_HOME", System.getProperty("maven.java.home"));
        Child maven = Child.run(again);

        assertThat(maven.exitCode()).as(maven.output()).isZero();
        for (String module : MODULES) {
            assertSameJars(module);
        }
    }

    private void assertSameJars(String module) throws IOException {
        Path target = copy.resolve(module).resolve("target");
        try (Stream<Path> files = Files.list(target)) {
            List<Path> jars = files.filter(file -> file.toString().endsWith(".jar")).toList();
            assertThat(jars).as("jar and sources").hasSize(2);
            for (Path jar : jars) {
                assertThat(jar).hasSameBinaryContentAs(
                        REPOSITORY.resolve(module).resolve("target").resolve(jar.getFileName()));
            }
        }
    }

    /** Every pom, because the parent names all modules, the licence, and the sources of the modules to be built. */
    private void copySources() throws IOException {
        Files.copy(REPOSITORY.resolve("LICENSE"), copy.resolve("LICENSE"));
        try (Stream<Path> poms = Files.find(REPOSITORY, POM_DEPTH, (file, attributes) -> file.endsWith("pom.xml"))) {
            for (Path pom : poms.map(REPOSITORY::relativize).toList()) {
                Files.createDirectories(copy.resolve(pom).getParent());
                Files.copy(REPOSITORY.resolve(pom), copy.resolve(pom));
            }
        }
        for (String module : MODULES) {
            copyTree(REPOSITORY.resolve(module).resolve("src"), copy.resolve(module).resolve("src"));
            Path bnd = REPOSITORY.resolve(module).resolve("bnd.bnd");
            if (Files.exists(bnd)) {
                Files.copy(bnd, copy.resolve(module).resolve("bnd.bnd"));
            }
        }
    }

    private static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            files.forEach(file -> {
                try {
                    Files.copy(file, to.resolve(from.relativize(file).toString()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
