package org.clfs4j.cli.console;

/**
 * What the tool's exit codes mean; also in {@code docs/tool.md}.
 *
 * @threading immutable
 */
public enum ExitCode {
    /** Everything was done. */
    OK(0),

    /** Damaged, lost or invented records were found. */
    DAMAGE(1),

    /** The command line is wrong: mend it. */
    USAGE(2),

    /** The log or a file cannot be opened: missing, taken, in use, no log, of a newer format, no permission. */
    CANNOT_OPEN(3),

    /** The log is full. */
    FULL(4),

    /** Storage failed or ran out: a disk, memory, an input or output that could not be read or written. */
    STORAGE(5),

    /** A mistake in the tool itself. */
    INTERNAL(70);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    /**
     * Returns the number that the process ends with.
     *
     * @return 0 to 255
     */
    public int code() {
        return code;
    }
}
