package org.clfs4j.itests;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * A program by somebody else, made from the sources in {@code src/test/resources/stranger}: it is compiled against the
 * jars when a test wants it, as its author would do.
 */
public final class Stranger {

    /** Its module and its only package. */
    public static final String MODULE = "stranger";

    /** Its class with the method {@code main}. */
    public static final String MAIN_CLASS = "stranger.Main";

    /** What it reads back from the log that it makes. */
    public static final String ROUND_TRIP = "[one, two, three]";

    /** The options of javac that put the jars on the module path, and nothing on the class path. */
    public static final List<String> MODULE_PATH =
            List.of("--class-path", "", "--module-path", Artifact.FOLDER.toString());

    private static final Path SOURCES = Path.of("target", "test-classes", "stranger").toAbsolutePath();

    private Stranger() {}

    /** Compiles it as a module; returns the folder with its classes. */
    public static Path asModule(Path folder) throws IOException {
        return compiled(folder, MODULE_PATH, SOURCES.resolve("module-info.java"));
    }

    /** Compiles it for the class path; returns the folder with its classes. */
    public static Path asClasses(Path folder) throws IOException {
        return compiled(folder, List.of("--class-path", Artifact.CLASS_PATH));
    }

    /** Compiles it and packs it as a bundle that imports exactly the given packages; returns the jar. */
    public static Path bundle(Path folder, String importPackage) throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", MODULE);
        headers.putValue("Import-Package", importPackage);
        Path classes = asClasses(folder);
        Path jar = folder.resolve("stranger.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                Stream<Path> files = Files.walk(classes)) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(each).toString()));
                Files.copy(each, out);
                out.closeEntry();
            }
        }
        return jar;
    }

    /** Runs javac with options that say where the jars are; returns what it says: nothing if it accepts everything. */
    public static String compile(Path target, List<String> options, Path... sources) {
        List<String> arguments = new ArrayList<>(List.of("--release", "17", "-d", target.toString()));
        arguments.addAll(options);
        Stream.of(sources).map(Path::toString).forEach(arguments::add);
        StringWriter messages = new StringWriter();
        PrintWriter out = new PrintWriter(messages);
        ToolProvider.findFirst("javac").orElseThrow().run(out, out, arguments.toArray(String[]::new));
        return messages.toString();
    }

    private static Path compiled(Path folder, List<String> options, Path... more) throws IOException {
        Path classes = Files.createDirectories(folder.resolve("stranger-classes"));
        List<Path> sources = new ArrayList<>(List.of(more));
        sources.add(SOURCES.resolve("stranger/Main.java"));
        String messages = compile(classes, options, sources.toArray(Path[]::new));
        if (!messages.isEmpty()) {
            throw new IllegalStateException(messages);
        }
        return classes;
    }
}
