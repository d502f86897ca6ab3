package org.clfs4j.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The tables of the page on life cycles are those that the conformance suite walks. */
class LifeCycleDocumentTest {

    private static final String PAGE = "docs/life-cycle.md";
    private static final String TABLES = "testkit/src/main/resources/org/clfs4j/testkit/life-cycle.tsv";

    @Test
    void theTablesOfThePageAreThoseThatAreWalked() throws IOException {
        List<String> walked = Repository.lines(TABLES);
        List<String> shown = rows(Repository.lines(PAGE));

        assertThat(walked).hasSizeGreaterThan(100);
        assertThat(shown).containsExactlyElementsOf(walked.subList(1, walked.size()));
    }

    @Test
    void aRowIsReadWithItsHeading() {
        assertThat(rows(List.of(
                        "## Claim", "text", "| state | event | next |", "|---|---|---|", "| open | commit | refused `FULL` |", "")))
                .containsExactly("Claim\topen\tcommit\trefused FULL");
    }

    /** Returns each row of the page as the line that it must be in the tables: heading, then the three columns. */
    private static List<String> rows(List<String> page) {
        List<String> rows = new ArrayList<>();
        String heading = "";
        for (String line : page) {
            if (line.startsWith("#")) {
                heading = line.replaceFirst("#+ ", "");
            } else if (line.startsWith("| ") && !line.startsWith("| state |")) {
                rows.add(heading + "\t" + Arrays.stream(line.split("\\|"))
                        .skip(1)
                        .map(cell -> cell.strip().replace("`", ""))
                        .collect(Collectors.joining("\t")));
            }
        }
        return rows;
    }
}
