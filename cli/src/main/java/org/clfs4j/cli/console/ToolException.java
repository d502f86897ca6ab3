package org.clfs4j.cli.console;

/** A command cannot go on, for a reason that is not the log's. */
public final class ToolException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What the process ends with. */
    private final ExitCode exitCode;

    /**
     * Creates the exception.
     *
     * @param exitCode what the process ends with
     * @param sentence what, where, and what to do
     */
    public ToolException(ExitCode exitCode, String sentence) {
        this(exitCode, sentence, null);
    }

    /**
     * Creates the exception with what led to it.
     *
     * @param exitCode what the process ends with
     * @param sentence what, where, and what to do
     * @param cause what led to it
     */
    public ToolException(ExitCode exitCode, String sentence, Throwable cause) {
        super(sentence, cause);
        this.exitCode = exitCode;
    }

    /**
     * Returns what the process ends with.
     *
     * @return the exit code
     */
    public ExitCode exitCode() {
        return exitCode;
    }
}
