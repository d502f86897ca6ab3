package org.clfs4j.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * All statements about CLFS that have an id, in scope or not.
 *
 * <p>They are the lines of the resource {@code statements.tsv}.
 *
 * @threading immutable
 */
public final class StatementCatalogue {

    private static final List<Statement> ALL = read();

    private StatementCatalogue() {}

    /**
     * Returns all statements, group by group.
     *
     * @return the statements
     */
    public static List<Statement> all() {
        return ALL;
    }

    /**
     * Finds a statement.
     *
     * @param id its id
     * @return the statement, or nothing if there is none of this id
     */
    public static Optional<Statement> find(String id) {
        return ALL.stream().filter(statement -> statement.id().equals(id)).findFirst();
    }

    private static List<Statement> read() {
        try (InputStream file = StatementCatalogue.class.getResourceAsStream("statements.tsv");
                BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            return lines.lines().skip(1).map(StatementCatalogue::parse).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Statement parse(String line) {
        String[] fields = line.split("\t", -1);
        if (fields.length != 5) {
            throw new IllegalStateException("A statement has 5 fields, this one has " + fields.length + ": " + line);
        }
        Statement.Scope scope = Statement.Scope.valueOf(fields[2].toUpperCase(Locale.ROOT));
        return new Statement(fields[0], fields[1], scope, fields[3], fields[4]);
    }
}
