package org.clfs4j.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README says what is true. */
class ReadmeTest {

    private static final String SOURCE = "docs/src/test/java/org/clfs4j/docs/ReadmeExample.java";
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
    private static final Pattern MODULE_ROW = Pattern.compile("(?m)^\\| \\[`([^`]+)`]\\(([^)]+)\\) \\|");

    @Test
    void javaBlockIsTheCompiledExample() throws IOException {
        List<String> source = Repository.lines(SOURCE);
        List<String> compiled =
                source.subList(indexOf(source, "// README begins") + 1, indexOf(source, "// README ends"));

        List<String> readme = Repository.lines("README.md");
        int begin = readme.indexOf("```java") + 1;
        List<String> shown = readme.subList(begin, begin + readme.subList(begin, readme.size()).indexOf("```"));

        assertThat(String.join("\n", shown))
                .isEqualTo(String.join("\n", compiled).stripIndent());
    }

    private static int indexOf(List<String> lines, String marker) {
        return lines.stream().map(String::strip).toList().indexOf(marker);
    }

    @Test
    void exampleAppendsAndReadsBackAndDoesSoAgain(@TempDir Path directory) throws IOException {
        assertThat(output(directory)).satisfiesExactly(
                line -> assertThat(line).endsWith(" debit 100"),
                line -> assertThat(line).endsWith(" commit"));
        assertThat(output(directory)).satisfiesExactly(
                line -> assertThat(line).endsWith(" commit"),
                line -> assertThat(line).endsWith(" debit 100"),
                line -> assertThat(line).endsWith(" commit"));
    }

    private static List<String> output(Path directory) throws IOException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(printed, true, UTF_8));
        try {
            ReadmeExample.run(directory);
        } finally {
            System.setOut(before);
        }
        return printed.toString(UTF_8).lines().toList();
    }

    @Test
    void moduleMapNamesEveryModuleOnce() throws IOException {
        List<String> modules = firstGroups(MODULE, Repository.text("pom.xml"));
        List<String> rows = firstGroups(MODULE_ROW, Repository.text("README.md"));

        assertThat(modules).isNotEmpty();
        assertThat(rows).containsExactlyInAnyOrderElementsOf(modules);
    }

    @Test
    void ciRunsTheTestCommandOfTheReadme() throws IOException {
        List<String> commands = Repository.lines(".ci/run").stream()
                .filter(line -> line.startsWith("mvn "))
                .toList();

        assertThat(commands).hasSize(1);
        assertThat(Repository.lines("README.md")).anyMatch(line -> line.startsWith(commands.get(0)));
    }

    private static List<String> firstGroups(Pattern pattern, String text) {
        return pattern.matcher(text).results().map((MatchResult match) -> match.group(1)).collect(Collectors.toList());
    }
}
