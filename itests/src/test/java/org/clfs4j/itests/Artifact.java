package org.clfs4j.itests;

import static java.util.stream.Collectors.joining;

import java.io.File;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The jars that are built here, as they lie in {@code target/jars} beside each other. */
public enum Artifact {
    ALLOCATOR_SPI("allocator-spi"),
    API("api"),
    CORE("core"),
    IMPL_DEFAULT("impl-default"),
    IMPL_OFFHEAP("impl-offheap"),
    ALLOCATOR_NATIVE("allocator-native"),
    ALLOCATOR_NETTY("allocator-netty"),
    OSGI("osgi"),
    JMX("jmx"),
    EVENTS("events"),
    HEALTH("health"),
    WEBCONSOLE("webconsole"),
    TESTKIT("testkit"),
    JSON("json"),
    CLI("cli"),
    GOGO("gogo");

    /** The folder with all of them, which is also a module path. */
    public static final Path FOLDER = Path.of("target", "jars").toAbsolutePath();

    /** The class path with all of them. */
    public static final String CLASS_PATH =
            Stream.of(values()).map(Artifact::jar).map(Path::toString).collect(joining(File.pathSeparator));

    private final String suffix;

    Artifact(String suffix) {
        this.suffix = suffix;
    }

    /** Returns the artifact id, such as {@code clfs4j-api}. */
    public String id() {
        return "clfs4j-" + suffix;
    }

    /** Returns the jar. */
    public Path jar() {
        return FOLDER.resolve(id() + ".jar");
    }

    @Override
    public String toString() {
        return id();
    }
}
