package org.clfs4j.cli.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether somebody watches standard error, and how wide the window is.
 *
 * @threading immutable
 * @param present true if standard error is a terminal that can redraw a line
 * @param columns the number of characters of one line
 */
public record Terminal(boolean present, int columns) {

    /** No terminal: nothing but plain lines. */
    public static final Terminal NONE = new Terminal(false, 80);

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final String STDIN = "0";
    private static final String STDERR = "2";
    private static final Pattern STTY_SIZE = Pattern.compile("\\d+ (\\d+)\\s*");
    private static final int DEFAULT_COLUMNS = 80;
    private static final int MIN_COLUMNS = 20;

    /**
     * Looks at the standard error of this process.
     *
     * @return what it is
     */
    public static Terminal ofStandardError() {
        if ("dumb".equals(System.getenv("TERM")) || !isTerminal(STDERR)) {
            return NONE;
        }
        return new Terminal(true, width());
    }

    /**
     * Tells whether somebody types what this process reads.
     *
     * @return true if standard input is a terminal
     */
    public static boolean isStandardInput() {
        return isTerminal(STDIN);
    }

    private static boolean isTerminal(String descriptor) {
        try {
            String device =
                    Files.readSymbolicLink(DESCRIPTORS.resolve(descriptor)).toString();
            return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty") || device.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return System.console() != null; // no /proc here: the nearest that Java offers
        }
    }

    private static int width() {
        try {
            // stty asks the terminal on its standard input, which need not be ours: that may be a file or a pipe.
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(Path.of("/dev/tty").toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String answer = new String(stty.getInputStream().readAllBytes());
            Matcher size = STTY_SIZE.matcher(answer);
            if (stty.waitFor(1, TimeUnit.SECONDS) && size.matches()) {
                int columns = Integer.parseInt(size.group(1));
                return columns >= MIN_COLUMNS ? columns : DEFAULT_COLUMNS;
            }
        } catch (IOException e) {
            return DEFAULT_COLUMNS; // no stty here
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return DEFAULT_COLUMNS;
    }
}
