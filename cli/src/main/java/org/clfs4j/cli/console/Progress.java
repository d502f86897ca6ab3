package org.clfs4j.cli.console;

/**
 * How far a long command has got: a bar with rate and time left on a terminal, nothing in a pipe.
 *
 * @threading safe for concurrent use
 */
public interface Progress extends AutoCloseable {

    /** Shows nothing. */
    Progress NONE = new Progress() {
        @Override
        public void to(long done, long total) {}

        @Override
        public void close() {}
    };

    /**
     * Some more is done.
     *
     * @param done how much in all
     * @param total how much there is to do, or a negative number if that is not known
     */
    void to(long done, long total);

    /** Takes the bar away. */
    @Override
    void close();

    /**
     * Starts to show how many bytes are done.
     *
     * @param terminal where
     * @param task what is being done, in a word or two
     * @param total how many bytes there are, or a negative number if that is not known
     * @return the bar
     */
    static Progress ofBytes(Terminal terminal, String task, long total) {
        return terminal.present() ? TerminalBar.ofBytes(terminal, task, total) : NONE;
    }

    /**
     * Starts to show how many steps are done.
     *
     * @param terminal where
     * @param task what is being done, in a word or two
     * @param total how many steps there are
     * @return the bar
     */
    static Progress ofSteps(Terminal terminal, String task, long total) {
        return terminal.present() ? TerminalBar.ofSteps(terminal, task, total) : NONE;
    }
}
