package org.clfs4j.itests.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import java.util.jar.JarFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.clfs4j.itests.Artifact;
import org.clfs4j.itests.Child;
import org.clfs4j.itests.Image;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * The page {@code docs/plain-jvm.md} shows what happens: its files are written, its dependencies put into {@code jars} as Maven would,
 * and its commands typed, from the first to the last.
 */
class PlainJvmPageIT {

    private static final Path PAGE = Path.of("..", "docs", "plain-jvm.md");
    private static final String GROUP = "org.clfs4j";

    @TempDir
    Path folder;

    @Test
    void everyCommandAnswersAsShown() throws Exception {
        int typed = 0;
        for (Page.Block block : Page.blocks(Files.readAllLines(PAGE))) {
            if (!block.file().isEmpty()) {
                Path file = folder.resolve(block.file());
                Files.createDirectories(file.getParent());
                Files.write(file, block.lines());
            } else if (block.language().equals("xml")) {
                bringJars(block);
            } else if (block.language().equals("kotlin")) {
                assertThat(block.lines()).containsExactly("implementation(\"" + GROUP + ":" + Artifact.IMPL_DEFAULT + ":"
                        + version(Artifact.IMPL_DEFAULT) + "\")");
            } else if (block.language().equals("console")) {
                for (Dialogue each : Dialogue.of(block)) {
                    type(each);
                    typed++;
                }
            }
        }
        assertThat(typed).isPositive();
    }

    private void type(Dialogue dialogue) throws InterruptedException {
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", dialogue.command()).directory(folder.toFile());
        // The image has a Java of its own in its folder, which must not be the one that compiles.
        shell.environment()
                .compute(
                        "PATH",
                        (name, path) -> String.join(
                                File.pathSeparator,
                                Path.of(Child.java()).getParent().toString(),
                                path,
                                Image.command("clfs").getParent().toString()));
        shell.environment().put("LC_ALL", "C.UTF-8");
        Child answer = Child.run(shell.redirectInput(new File("/dev/null")));

        assertThat(dialogue.isAnsweredBy(answer.output().lines().toList()))
                .as("docs/plain-jvm.md, line %d, shows%n%s%nand the answer is%n%s", dialogue.line(), dialogue, answer.output())
                .isTrue();
    }

    /** Copies what the block names, and what that needs at run time. */
    private void bringJars(Page.Block block) throws Exception {
        Document shown = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(
                        String.join("\n", block.lines()).getBytes(StandardCharsets.UTF_8)));
        Element dependency = shown.getDocumentElement();
        Artifact artifact = artifact(text(dependency, "artifactId"));
        assertThat(text(dependency, "groupId")).isEqualTo(GROUP);
        assertThat(text(dependency, "version")).isEqualTo(version(artifact));

        Files.createDirectories(folder.resolve("jars"));
        TreeSet<Artifact> needed = new TreeSet<>();
        addWithDependencies(artifact, needed);
        for (Artifact each : needed) {
            Path copy = folder.resolve("jars").resolve(each.jar().getFileName());
            if (Files.notExists(copy)) {
                Files.copy(each.jar(), copy);
            }
        }
    }

    private static void addWithDependencies(Artifact artifact, TreeSet<Artifact> needed) throws Exception {
        if (!needed.add(artifact)) {
            return;
        }
        for (Element dependency : dependencies(artifact)) {
            String scope = text(dependency, "scope");
            if (scope.isEmpty() || scope.equals("compile") || scope.equals("runtime")) {
                assertThat(text(dependency, "groupId")).as("dependency of " + artifact).isEqualTo(GROUP);
                addWithDependencies(artifact(text(dependency, "artifactId")), needed);
            }
        }
    }

    private static List<Element> dependencies(Artifact artifact) throws Exception {
        try (JarFile jar = new JarFile(artifact.jar().toFile());
                InputStream pom = jar.getInputStream(jar.getEntry(maven(artifact) + "pom.xml"))) {
            NodeList found = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(pom)
                    .getElementsByTagName("dependency");
            List<Element> dependencies = new ArrayList<>();
            for (int i = 0; i < found.getLength(); i++) {
                dependencies.add((Element) found.item(i));
            }
            return dependencies;
        }
    }

    private static String version(Artifact artifact) throws IOException {
        try (JarFile jar = new JarFile(artifact.jar().toFile());
                InputStream in = jar.getInputStream(jar.getEntry(maven(artifact) + "pom.properties"))) {
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        }
    }

    private static String maven(Artifact artifact) {
        return "META-INF/maven/" + GROUP + "/" + artifact.id() + "/";
    }

    private static Artifact artifact(String id) {
        for (Artifact each : Artifact.values()) {
            if (each.id().equals(id)) {
                return each;
            }
        }
        throw new AssertionError(id + " is no artifact that is built here");
    }

    private static String text(Element element, String child) {
        NodeList children = element.getElementsByTagName(child);
        return children.getLength() == 0 ? "" : children.item(0).getTextContent().strip();
    }
}
