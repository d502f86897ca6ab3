package org.clfs4j.docs;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Tables that say what stands for the names of CLFS, and what is wrong with them.
 *
 * <p>A table has one or more columns of CLFS's names, then {@code clfs4j}, then a column of remarks. If the first column is
 * called {@code field}, the names are those of members of the structure that the heading names.
 *
 * @threading immutable
 */
final class RoutineMap {

    private static final List<String> PACKAGES =
            List.of("org.clfs4j.", "org.clfs4j.inspect.", "org.clfs4j.error.", "org.clfs4j.allocator.");
    private static final String OURS = "clfs4j";
    private static final String NONE = "–";

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern MEMBER = Pattern.compile("((?:[A-Z]\\w*\\.)+)(\\w+)(?:\\((.*)\\))?");

    private final List<Row> rows;

    /** One row: what CLFS calls it, what is called for it here, and a remark. */
    private record Row(List<String> names, String ours, String remark) {}

    private RoutineMap(List<Row> rows) {
        this.rows = rows;
    }

    /** Reads the tables of a document. */
    static RoutineMap of(List<String> document) {
        List<Row> rows = new ArrayList<>();
        String heading = "";
        String prefix = "";
        int ours = -1;
        for (String line : document) {
            if (line.startsWith("#")) {
                heading = line.replaceFirst("#+ ", "");
            }
            if (!line.startsWith("|")) {
                ours = -1;
                continue;
            }
            List<String> cells = cells(line);
            if (ours < 0) {
                ours = cells.indexOf(OURS);
                prefix = cells.get(0).equals("field") ? heading + "." : "";
            } else if (!cells.get(0).startsWith("---")) {
                String member = prefix;
                List<String> names = cells.subList(0, ours).stream()
                        .flatMap(cell -> codes(cell).stream())
                        .map(name -> member + name)
                        .toList();
                rows.add(new Row(names, cells.get(ours), cells.get(ours + 1)));
            }
        }
        return new RoutineMap(rows);
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.substring(1).split("\\|", -1)).map(String::strip).toList();
    }

    private static List<String> codes(String cell) {
        return CODE.matcher(cell).results().map((MatchResult code) -> code.group(1)).toList();
    }

    /**
     * Looks for mistakes.
     *
     * @param names what must be listed, each once
     * @return a sentence for each mistake
     */
    List<String> mistakes(Set<String> names) {
        List<String> mistakes = new ArrayList<>();
        Set<String> listed = new HashSet<>();
        for (Row row : rows) {
            if (row.names().isEmpty()) {
                mistakes.add("a row without a name: " + row);
            }
            for (String name : row.names()) {
                if (!listed.add(name)) {
                    mistakes.add(name + " is listed twice");
                }
                if (!names.contains(name)) {
                    mistakes.add(name + " is no name of CLFS");
                }
            }
            mistakes.addAll(mistakes(row));
        }
        names.stream().filter(name -> !listed.contains(name)).sorted().forEach(name -> mistakes.add(name + " is missing"));
        return mistakes;
    }

    private static List<String> mistakes(Row row) {
        List<String> mistakes = new ArrayList<>();
        List<String> members = codes(row.ours());
        if (row.ours().equals(NONE)) {
            if (row.remark().isEmpty()) {
                mistakes.add(row.names() + " has neither a method nor a reason");
            }
        } else if (members.isEmpty()) {
            mistakes.add(row.names() + " says neither a method nor " + NONE);
        }
        for (String member : members) {
            if (!isThere(member, true)) {
                mistakes.add(row.names() + ": there is no " + member);
            }
        }
        for (String member : codes(row.remark())) {
            if (MEMBER.matcher(member).matches() && !isThere(member, false)) {
                mistakes.add(row.names() + ": there is no " + member + ", of which the remark speaks");
            }
        }
        return mistakes;
    }

    /**
     * Tells whether the API has a member.
     *
     * @param member a type and one of its fields or methods
     * @param exact whether a method must be given with its parameters
     */
    private static boolean isThere(String member, boolean exact) {
        Matcher parts = MEMBER.matcher(member);
        if (!parts.matches()) {
            return false;
        }
        String typeName = parts.group(1).substring(0, parts.group(1).length() - 1);
        Optional<Class<?>> type = type(typeName.replace('.', '$'));
        if (type.isEmpty()) {
            return false;
        }
        String name = parts.group(2);
        String parameters = parts.group(3);
        boolean isField = parameters == null
                && Arrays.stream(type.get().getFields()).anyMatch(field -> field.getName().equals(name));
        return isField
                || Arrays.stream(type.get().getMethods())
                        .filter(method -> method.getName().equals(name))
                        .anyMatch(method -> parameters == null ? !exact : parameters(method).equals(parameters));
    }

    private static Optional<Class<?>> type(String name) {
        for (String each : PACKAGES) {
            try {
                return Optional.of(Class.forName(each + name));
            } catch (ClassNotFoundException e) {
                // perhaps in the next package
            }
        }
        return Optional.empty();
    }

    private static String parameters(Method method) {
        String all = Arrays.stream(method.getParameterTypes()).map(Class::getSimpleName).collect(Collectors.joining(", "));
        return method.isVarArgs() ? all.substring(0, all.length() - "[]".length()) + "..." : all;
    }

    /** Returns all names that are listed. */
    List<String> names() {
        return rows.stream().flatMap(row -> row.names().stream()).toList();
    }
}
