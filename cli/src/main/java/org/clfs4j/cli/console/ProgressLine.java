package org.clfs4j.cli.console;

import java.io.PrintStream;
import me.tongfei.progressbar.ProgressBarConsumer;

/**
 * Redraws one line of the terminal.
 *
 * <p>The library's own consumer opens the terminal with native code, which newer Java versions warn about; a carriage
 * return is all that one line needs.
 */
final class ProgressLine implements ProgressBarConsumer {

    private final PrintStream terminal;
    private final int columns;

    ProgressLine(PrintStream terminal, int columns) {
        this.terminal = terminal;
        this.columns = columns;
    }

    @Override
    public int getMaxRenderedLength() {
        return columns - 1; // a full line would wrap, and the carriage return would not reach its beginning
    }

    @Override
    public void accept(String line) {
        terminal.print('\r' + line);
        terminal.flush();
    }

    @Override
    public void close() {
        terminal.flush();
    }
}
