package org.clfs4j.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The exit codes that the document names are those of the tool. */
class ExitCodeTest {

    private static final String SOURCE = "cli/src/main/java/org/clfs4j/cli/console/ExitCode.java";
    private static final Pattern CONSTANT = Pattern.compile("(?m)^ {4}[A-Z_]+\\((\\d+)\\)[,;]");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d+) \\|");

    /** What a shell reports of a process that Ctrl-C ended; the tool does not choose it. */
    private static final int INTERRUPTED = 130;

    @Test
    void tableHasTheCodesOfTheEnumAndThatOfCtrlC() throws IOException {
        String document = Repository.text("docs/tool.md");
        int begin = document.indexOf("## Exit codes");
        String table = document.substring(begin, document.indexOf("\n## ", begin));

        Set<Integer> expected = new TreeSet<>(numbers(CONSTANT, Repository.text(SOURCE)));
        assertThat(expected).isNotEmpty();
        expected.add(INTERRUPTED);
        assertThat(numbers(ROW, table)).isEqualTo(expected);
    }

    private static Set<Integer> numbers(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(match -> Integer.valueOf(match.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
