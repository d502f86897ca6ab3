package org.clfs4j.itests.baseline;

import aQute.bnd.differ.Baseline;
import aQute.bnd.differ.DiffPluginImpl;
import aQute.bnd.header.Attrs;
import aQute.bnd.header.Parameters;
import aQute.bnd.osgi.Analyzer;
import aQute.bnd.osgi.Clazz;
import aQute.bnd.osgi.Constants;
import aQute.bnd.osgi.Descriptors.TypeRef;
import aQute.bnd.osgi.Instructions;
import aQute.bnd.osgi.Jar;
import aQute.bnd.osgi.Processor;
import aQute.bnd.service.diff.Delta;
import aQute.bnd.service.diff.Tree;
import aQute.bnd.service.diff.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * What strangers can see of a jar: its exported packages, their versions, types and members, as bnd compares them.
 *
 * <p>As text it has a line for each of these, indented below what it belongs to: its type; how much it would change the
 * package's version if it were added or removed; its name.
 */
final class ApiSignature {

    private static final String API = "<api>";

    private final Tree.Data api;

    private ApiSignature(Tree.Data api) {
        this.api = api;
    }

    /** Reads a jar. */
    static ApiSignature of(Jar jar) throws Exception {
        try (Analyzer analyzer = new OwnClasses(jar)) {
            return new ApiSignature(new DiffPluginImpl().tree(analyzer).get(API).serialize());
        }
    }

    /** Reads what {@link #lines} wrote. */
    static ApiSignature parse(List<String> lines) {
        Deque<Tree.Data> path = new ArrayDeque<>();
        Tree.Data root = null;
        for (String line : lines) {
            String text = line.stripLeading();
            int depth = line.length() - text.length();
            while (path.size() > depth) {
                path.pop();
            }
            Tree.Data element = element(text);
            if (path.isEmpty()) {
                root = element;
            } else {
                Tree.Data parent = path.peek();
                parent.children = Stream.concat(Arrays.stream(parent.children), Stream.of(element)).toArray(Tree.Data[]::new);
            }
            path.push(element);
        }
        return new ApiSignature(root);
    }

    private static Tree.Data element(String text) {
        String[] fields = text.split(" ", 4);
        Tree.Data element = new Tree.Data();
        element.type = Type.valueOf(fields[0]);
        element.add = Delta.valueOf(fields[1].substring(1));
        element.rem = Delta.valueOf(fields[2].substring(1));
        element.name = fields[3].translateEscapes();
        element.children = new Tree.Data[0];
        return element;
    }

    /** Returns it as text. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        write(api, "", lines);
        return lines;
    }

    private static void write(Tree.Data element, String indent, List<String> lines) {
        String name = element.name.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
        lines.add(indent + element.type + " +" + element.add + " -" + element.rem + " " + name);
        for (Tree.Data child : children(element)) {
            write(child, indent + " ", lines);
        }
    }

    /** Tells whether anything is exported. */
    boolean isEmpty() {
        return exports().isEmpty();
    }

    /** Returns a sentence for each package whose version does not say how much it has changed since. */
    List<String> problemsSince(ApiSignature released) throws Exception {
        List<String> problems = new ArrayList<>();
        try (Processor reporter = new Processor()) {
            Baseline baseline = new Baseline(reporter, new DiffPluginImpl());
            baseline.baseline(bundle(), exports(), released.bundle(), released.exports(), new Instructions()).stream()
                    .map(ApiSignature::problem)
                    .filter(problem -> !problem.isEmpty())
                    .sorted()
                    .forEach(problems::add);
        }
        return problems;
    }

    private static String problem(Baseline.Info found) {
        if (found.suggestedVersion == null) {
            return "package " + found.packageName + " " + found.olderVersion + " is gone";
        }
        return found.mismatch
                ? "package " + found.packageName + " is of version " + found.newerVersion + " and has to be of version "
                        + found.suggestedVersion + " at least: " + String.join(", ", found.reason.split("\n"))
                : "";
    }

    private Tree bundle() throws Exception {
        Tree.Data bundle = new Tree.Data();
        bundle.type = Type.BUNDLE;
        bundle.name = "bundle";
        bundle.add = Delta.CHANGED;
        bundle.rem = Delta.CHANGED;
        bundle.children = new Tree.Data[] {api};
        return new DiffPluginImpl().deserialize(bundle);
    }

    private Parameters exports() {
        Parameters exports = new Parameters();
        for (Tree.Data each : children(api)) {
            if (each.type != Type.PACKAGE) {
                continue; // the Java version of the classes
            }
            String version = Arrays.stream(children(each))
                    .filter(child -> child.type == Type.VERSION)
                    .map(child -> child.name)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("package " + each.name + " has no version"));
            Attrs attributes = new Attrs();
            attributes.put(Constants.VERSION_ATTRIBUTE, version);
            exports.put(each.name, attributes);
        }
        return exports;
    }

    private static Tree.Data[] children(Tree.Data element) {
        return element.children == null ? new Tree.Data[0] : element.children;
    }

    /** What is inherited from Java's own classes is not ours, and differs from one Java to another. */
    private static final class OwnClasses extends Analyzer {

        OwnClasses(Jar jar) throws Exception {
            super(jar);
        }

        @Override
        public Clazz findClass(TypeRef type) throws Exception {
            return type.isJava() ? null : super.findClass(type);
        }
    }
}
