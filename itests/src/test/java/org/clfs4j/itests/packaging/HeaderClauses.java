package org.clfs4j.itests.packaging;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;

/**
 * A manifest header as one line for each of its clauses, in an order that does not depend on who wrote it.
 *
 * <p>The directive {@code uses:} is left out: bnd derives it from the classes, and it changes with every signature.
 */
final class HeaderClauses {

    private HeaderClauses() {}

    static List<String> of(String header) {
        return split(header, ',').stream().map(HeaderClauses::clause).sorted().toList();
    }

    private static String clause(String text) {
        List<String> parts = split(text, ';');
        return parts.get(0)
                + parts.subList(1, parts.size()).stream()
                        .filter(part -> !part.startsWith("uses:"))
                        .sorted()
                        .map(part -> "; " + part)
                        .collect(joining());
    }

    /** Splits at a separator that is not quoted. */
    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                parts.add(text.substring(start, i).strip());
                start = i + 1;
            }
        }
        parts.add(text.substring(start).strip());
        return parts;
    }
}
