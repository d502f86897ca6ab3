package org.clfs4j;

/**
 * What the file system says of a container's file, as far as Java can ask it.
 *
 * <p>Where files have POSIX permissions, a file is read-only if its owner may not write it, and hidden if its name begins
 * with a dot; {@link #SYSTEM} and {@link #ARCHIVE} are told on Windows only.
 *
 * <p>Source: <a href="https://learn.microsoft.com/windows/win32/fileio/file-attribute-constants">File attribute
 * constants</a>.
 *
 * @threading immutable
 */
public enum FileAttribute {
    /** The file cannot be written. */
    READONLY(0x01),

    /** The file is left out of ordinary listings. */
    HIDDEN(0x02),

    /** The file belongs to the operating system. */
    SYSTEM(0x04),

    /** The file is marked for archiving. */
    ARCHIVE(0x20),

    /** The file has no other attribute. */
    NORMAL(0x80);

    private final int code;

    FileAttribute(int code) {
        this.code = code;
    }

    /**
     * Returns the value that Windows gives this attribute.
     *
     * @return the value, one bit
     */
    public int code() {
        return code;
    }
}
