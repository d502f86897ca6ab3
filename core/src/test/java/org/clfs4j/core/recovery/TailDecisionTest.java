package org.clfs4j.core.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.clfs4j.RecoveryReport.Outcome;
import org.clfs4j.core.container.BlockChain.Step;
import org.junit.jupiter.api.Test;

/** The table "Tail" of docs/recovery.md is what the code does, in all combinations. */
class TailDecisionTest {

    private static final Path BASE = Path.of(System.getProperty("basedir", "."));
    private static final Path DOCUMENT = BASE.resolve("../docs/recovery.md");
    private static final Path SOURCES = BASE.resolve("src/main/java/org/clfs4j/core");
    private static final boolean[] BOTH = {false, true};

    private record Row(String label, String condition, String decision) {}

    private static List<Row> table() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (String line : Files.readAllLines(DOCUMENT)) {
            Matcher row = Pattern.compile("\\| (T\\d) \\| (.+?) \\| (.+?) \\|").matcher(line);
            if (row.matches()) {
                rows.add(new Row(row.group(1), row.group(2), row.group(3)));
            }
        }
        return rows;
    }

    /** Reads the condition of a row as words, knowing nothing of the code. */
    private static boolean holds(
            String condition, boolean closedHere, boolean belowDurable, boolean claimed, Step step, boolean later) {
        for (String part : condition.split(", ")) {
            boolean holds = switch (part) {
                case "below durable" -> belowDurable;
                case "claimed" -> claimed;
                case "closed here" -> closedHere;
                case "later block" -> later;
                case "no later block" -> !later;
                case "broken or too large" -> step == Step.BROKEN || step == Step.TOO_LARGE;
                case "absent or stale" -> step == Step.ABSENT || step == Step.STALE;
                default -> throw new AssertionError("unknown condition in the document: " + part);
            };
            if (!holds) {
                return false;
            }
        }
        return true;
    }

    private static Outcome outcome(Row row) {
        if (row.decision().contains("data loss")) {
            return Outcome.DATA_LOSS;
        }
        if (row.decision().startsWith("torn tail")) {
            return Outcome.TORN_TAIL;
        }
        return row.decision().contains("as it was closed") ? Outcome.CLOSED : Outcome.END_OF_LOG;
    }

    /** Returns the label that the Javadoc of each constant begins with, by the constant's name. */
    private static Map<String, String> labels(String source, String prefix) throws IOException {
        Map<String, String> labels = new LinkedHashMap<>();
        Matcher constant = Pattern.compile("/\\*\\* (" + prefix + "\\d): [^*]+\\*/\\s+([A-Z_]+)")
                .matcher(Files.readString(SOURCES.resolve(source)));
        while (constant.find()) {
            labels.put(constant.group(2), constant.group(1));
        }
        return labels;
    }

    @Test
    void everyCombinationIsDecidedByTheFirstRowThatMatches() throws IOException {
        List<Row> table = table();
        Map<String, String> labels = labels("recovery/TailDecision.java", "T");
        int combinations = 0;
        for (boolean closedHere : BOTH) {
            for (boolean belowDurable : BOTH) {
                for (boolean claimed : BOTH) {
                    for (Step step : List.of(Step.ABSENT, Step.STALE, Step.BROKEN, Step.TOO_LARGE)) {
                        for (boolean later : BOTH) {
                            Row expected = table.stream()
                                    .filter(row -> holds(
                                            row.condition(), closedHere, belowDurable, claimed, step, later))
                                    .findFirst()
                                    .orElseThrow();
                            TailDecision found = TailDecision.of(closedHere, belowDurable, claimed, step, later);
                            assertThat(labels.get(found.name()))
                                    .as("closed %s, below %s, claimed %s, %s, later %s",
                                            closedHere, belowDurable, claimed, step, later)
                                    .isEqualTo(expected.label());
                            assertThat(found.outcome()).isEqualTo(outcome(expected));
                            combinations++;
                        }
                    }
                }
            }
        }
        assertThat(combinations).isEqualTo(64);
    }

    @Test
    void everyConstantHasItsRowAndEveryRowItsConstant() throws IOException {
        Map<String, String> labels = labels("recovery/TailDecision.java", "T");

        assertThat(labels.keySet())
                .containsExactlyInAnyOrder(Arrays.stream(TailDecision.values())
                        .map(TailDecision::name)
                        .toArray(String[]::new));
        assertThat(table().stream().map(Row::label)).containsExactlyInAnyOrderElementsOf(labels.values());
    }

    @Test
    void placeThatContinuesTheChainIsNoEnd() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TailDecision.of(false, false, false, Step.BLOCK, false));
    }
}
