package org.clfs4j.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What happens to something in a state when an event comes: a row of the tables of life cycles, which are the resource
 * {@code life-cycle.tsv}.
 *
 * @param life whose life it is, such as {@code Log}
 * @param state in which state
 * @param event what happens
 * @param next the next state; or {@code refused} and a status, and the state is as it was; or the next state, {@code told} and a
 *     status, if both
 */
record LifeCycleRow(String life, String state, String event, String next) {

    /** In the table: the state does not change. */
    private static final String STAYS = "stays";

    private static final String SEPARATOR = "; ";

    /** Returns the rows of all tables, one for each state and event. */
    static List<LifeCycleRow> all() {
        try (InputStream file = LifeCycleRow.class.getResourceAsStream("life-cycle.tsv");
                BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            return lines.lines().skip(1).flatMap(LifeCycleRow::parse).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A line has one state or several, and one event or several, which all lead to the same. */
    private static Stream<LifeCycleRow> parse(String line) {
        String[] fields = line.split("\t", -1);
        if (fields.length != 4) {
            throw new IllegalStateException("A row has 4 fields, this one has " + fields.length + ": " + line);
        }
        return Arrays.stream(fields[1].split(SEPARATOR))
                .flatMap(state -> Arrays.stream(fields[2].split(SEPARATOR))
                        .map(event -> new LifeCycleRow(
                                fields[0], state, event, fields[3].equals(STAYS) ? state : fields[3])));
    }
}
