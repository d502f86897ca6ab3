package org.clfs4j.core.baselog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.clfs4j.core.baselog.SlotReading.State;
import org.junit.jupiter.api.Test;

/** The table "Base log file" of docs/recovery.md is what the code does, in all combinations. */
class SlotChoiceTest {

    private static final Path BASE = Path.of(System.getProperty("basedir", "."));

    /** Returns each row's condition by its label. */
    private static Map<String, String> table() throws IOException {
        Map<String, String> rows = new LinkedHashMap<>();
        for (String line : Files.readAllLines(BASE.resolve("../docs/recovery.md"))) {
            Matcher row = Pattern.compile("\\| (M\\d) \\| (.+?) \\| .+ \\|").matcher(line);
            if (row.matches()) {
                rows.put(row.group(1), row.group(2));
            }
        }
        return rows;
    }

    private static Map<String, String> labels() throws IOException {
        Map<String, String> labels = new LinkedHashMap<>();
        Matcher constant = Pattern.compile("/\\*\\* (M\\d): [^*]+\\*/\\s+([A-Z_]+)")
                .matcher(Files.readString(
                        BASE.resolve("src/main/java/org/clfs4j/core/baselog/SlotChoice.java")));
        while (constant.find()) {
            labels.put(constant.group(2), constant.group(1));
        }
        return labels;
    }

    private static boolean is(String words, State state) {
        return switch (words) {
            case "any" -> true;
            case "not intact" -> state != State.INTACT;
            default -> state == State.valueOf(words.toUpperCase(Locale.ROOT));
        };
    }

    private static boolean matches(String condition, State one, State other) {
        String[] parts = condition.split(", ");
        assertThat(parts).hasSize(2);
        return is(parts[0], one) && is(parts[1], other) || is(parts[0], other) && is(parts[1], one);
    }

    @Test
    void everyCombinationIsDecidedAsTheTableSays() throws IOException {
        Map<String, String> labels = labels();
        for (State first : State.values()) {
            for (State second : State.values()) {
                // M4 says "any", so it goes before the rows that speak of the other slot only.
                boolean newer = matches(table().get("M4"), first, second);
                String expected = newer
                        ? "M4"
                        : table().entrySet().stream()
                                .filter(row -> matches(row.getValue(), first, second))
                                .findFirst()
                                .orElseThrow()
                                .getKey();
                assertThat(labels.get(SlotChoice.of(first, second).name()))
                        .as("%s, %s", first, second)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void everyConstantHasItsRowAndEveryRowItsConstant() throws IOException {
        assertThat(labels().keySet())
                .containsExactlyInAnyOrder(Arrays.stream(SlotChoice.values())
                        .map(SlotChoice::name)
                        .toArray(String[]::new));
        assertThat(table().keySet()).containsExactlyInAnyOrderElementsOf(labels().values());
    }

    @Test
    void orderOfTheSlotsDoesNotMatter() {
        for (State first : State.values()) {
            for (State second : State.values()) {
                assertThat(SlotChoice.of(first, second)).isEqualTo(SlotChoice.of(second, first));
            }
        }
    }
}
