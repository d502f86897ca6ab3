package org.clfs4j.itests;

import java.nio.file.Path;

/** The linked image that the module {@code image} makes. */
public final class Image {

    /** The folder that could be copied to wherever somebody wants it. */
    public static final Path FOLDER = Path.of("..", "image", "target", "clfs4j").toAbsolutePath().normalize();

    private Image() {}

    /** Returns one of its commands, {@code clfs} or {@code java}. */
    public static Path command(String name) {
        return FOLDER.resolve("bin").resolve(name);
    }
}
