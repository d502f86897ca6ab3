package org.clfs4j.osgi.gogo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.clfs4j.cli.console.Output;
import org.clfs4j.cli.console.PrintableText;

/** Published logs as people read them: one a line, in columns as wide as they need, and its streams below it. */
final class LogTable {

    private static final List<String> HEADINGS =
            List.of("name", "kind", "provider", "allocator", "log", "configuration", "properties");
    private static final String GAP = "  ";
    private static final String NONE = "-";

    private LogTable() {}

    static void write(Output out, List<PublishedLog> logs) throws IOException {
        if (logs.isEmpty()) {
            out.line("no log is published");
            return;
        }
        List<List<String>> rows = new ArrayList<>(List.of(HEADINGS));
        for (PublishedLog log : logs) {
            rows.add(row(log));
            log.streams().forEach(stream -> rows.add(List.of(PrintableText.of(log.shortName() + "::" + stream))));
        }
        int[] widths = IntStream.range(0, HEADINGS.size())
                .map(column -> rows.stream()
                        .filter(row -> column < row.size())
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        for (List<String> row : rows) {
            out.line(line(row, widths));
        }
    }

    private static List<String> row(PublishedLog log) {
        String properties = log.others().entrySet().stream()
                .map(other -> other.getKey() + "=" + other.getValue())
                .collect(Collectors.joining(" "));
        return List.of(log.shortName(), log.kind(), log.provider(), log.allocator(), log.name().toString(), log.pid(), properties)
                .stream()
                .map(cell -> cell.isEmpty() ? NONE : PrintableText.of(cell))
                .toList();
    }

    private static String line(List<String> row, int[] widths) {
        return IntStream.range(0, row.size())
                .mapToObj(column -> row.get(column) + " ".repeat(widths[column] - row.get(column).length()))
                .collect(Collectors.joining(GAP))
                .stripTrailing();
    }
}
