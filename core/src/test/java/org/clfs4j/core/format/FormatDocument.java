package org.clfs4j.core.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The tables of the documents that the code must agree with. */
final class FormatDocument {

    private static final Path DOCS = Path.of(System.getProperty("basedir", "."), "..", "docs");

    private FormatDocument() {}

    /** A row of a table of fields. */
    record Field(int offset, int size, String name) {

        /** Returns the name of the constant that says where the field is. */
        String constant() {
            return name.toUpperCase(Locale.ROOT).replace(' ', '_') + "_OFFSET";
        }
    }

    static List<String> lines() throws IOException {
        return Files.readAllLines(DOCS.resolve("format.md"));
    }

    /** Returns the rows under a heading whose offset and size are numbers. */
    static List<Field> fields(String heading) throws IOException {
        List<Field> fields = new ArrayList<>();
        for (String[] cells : rows(heading)) {
            if (cells[0].matches("\\d+") && cells[1].matches("\\d+")) {
                fields.add(new Field(Integer.parseInt(cells[0]), Integer.parseInt(cells[1]), cells[2]));
            }
        }
        return fields;
    }

    /** Returns the rows of the first table under a heading, trimmed cells, without its head. */
    static List<String[]> rows(String heading) throws IOException {
        List<String[]> rows = new ArrayList<>();
        boolean inside = false;
        for (String line : lines()) {
            if (line.startsWith("#")) {
                inside = line.equals(heading);
            } else if (inside && line.startsWith("|")) {
                String[] cells = line.substring(1, line.lastIndexOf('|')).split("\\|", -1);
                for (int i = 0; i < cells.length; i++) {
                    cells[i] = cells[i].trim();
                }
                rows.add(cells);
            }
        }
        return rows.size() < 2 ? List.of() : rows.subList(2, rows.size());
    }

    /** Returns the bytes of the worked example up to the zeros that it abbreviates. */
    static byte[] workedExample() throws IOException {
        List<Byte> bytes = new ArrayList<>();
        boolean inside = false;
        for (String line : lines()) {
            if (line.startsWith("container offset 8192:")) {
                inside = true;
            } else if (inside && (line.startsWith("```") || line.contains("…"))) {
                break;
            } else if (inside) {
                for (String token : line.trim().split("\\s+")) {
                    if (!token.matches("[0-9a-f]{2}")) {
                        break;
                    }
                    bytes.add((byte) Integer.parseInt(token, 16));
                }
            }
        }
        byte[] result = new byte[bytes.size()];
        for (int i = 0; i < result.length; i++) {
            result[i] = bytes.get(i);
        }
        return result;
    }
}
