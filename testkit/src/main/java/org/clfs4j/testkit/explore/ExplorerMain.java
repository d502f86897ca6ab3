package org.clfs4j.testkit.explore;

import java.io.PrintStream;
import java.util.Arrays;

/**
 * The explorer as a program: {@code ExplorerMain [--seed N] [--states N] [--threads N] [--state ID] [--canary NAME]}.
 *
 * <p>Ends with exit code 0 if nothing is wrong, 1 if something is, 2 if the arguments are.
 *
 * @threading confined to one thread, but for the static methods
 */
public final class ExplorerMain {

    /** Names the first seed. */
    public static final String SEED_PROPERTY = "clfs4j.explore.seed";

    /** Names how many states are wanted. */
    public static final String STATES_PROPERTY = "clfs4j.explore.states";

    /** Names how many threads explore. */
    public static final String THREADS_PROPERTY = "clfs4j.explore.threads";

    /** Names one state, to explore it alone. */
    public static final String STATE_PROPERTY = "clfs4j.explore.state";

    private static final String USAGE =
            "Usage: ExplorerMain [--seed N] [--states N] [--threads N] [--state ID] [--canary NAME]";

    private static final int WRONG_ARGUMENTS = 2;
    private static final int MOST_THREADS = 256;

    private long seed = 1;
    private long states = 500_000;
    private int threads = 2;
    private String state = "";
    private Subject subject = Subject.ENGINE;

    private ExplorerMain() {}

    /**
     * Runs the program.
     *
     * @param arguments see above
     * @throws InterruptedException if it is interrupted
     */
    public static void main(String[] arguments) throws InterruptedException {
        System.exit(run(arguments, System.out, System.err));
    }

    /**
     * Runs the program and returns its exit code.
     *
     * @param arguments see above
     * @param out where the report goes
     * @param err where complaints about the arguments go
     * @return the exit code
     * @throws InterruptedException if it is interrupted
     */
    public static int run(String[] arguments, PrintStream out, PrintStream err) throws InterruptedException {
        ExplorerMain main = new ExplorerMain();
        try {
            main.parse(arguments);
            return main.explore(out);
        } catch (WrongArgumentException e) {
            err.println(e.getMessage());
            err.println(USAGE);
        } catch (NoSuchStateException e) {
            err.println(e.getMessage());
        }
        return WRONG_ARGUMENTS;
    }

    private int explore(PrintStream out) throws InterruptedException {
        Explorer explorer = new Explorer(subject, seed, states);
        ExplorerReport report = state.isEmpty() ? explorer.run(threads) : explorer.replay(state, out::println);
        out.println(report);
        out.println("came past " + report.marks());
        report.findings().forEach(finding -> finding.violation().printStackTrace(out));
        return report.findings().isEmpty() ? 0 : 1;
    }

    private void parse(String[] arguments) throws WrongArgumentException {
        for (int i = 0; i < arguments.length; i += 2) {
            String option = arguments[i];
            String value = i + 1 < arguments.length ? arguments[i + 1] : null;
            switch (option) {
                case "--seed" -> seed = number(option, value, Long.MIN_VALUE / 2, Long.MAX_VALUE / 2);
                case "--states" -> states = number(option, value, 1, Long.MAX_VALUE);
                case "--threads" -> threads = (int) number(option, value, 1, MOST_THREADS);
                case "--state" -> state = state(given(option, value));
                case "--canary" -> subject = Subject.ENGINE.disguisedBy(canary(given(option, value)));
                default -> throw new WrongArgumentException("There is no option " + option);
            }
        }
    }

    private static String given(String option, String value) throws WrongArgumentException {
        if (value == null) {
            throw new WrongArgumentException(option + " needs a value");
        }
        return value;
    }

    private static long number(String option, String value, long least, long most) throws WrongArgumentException {
        try {
            long number = Long.parseLong(given(option, value));
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below, like a number that is out of range
        }
        throw new WrongArgumentException(
                option + " needs a whole number from " + least + " to " + most + ", got " + value);
    }

    private static String state(String value) throws WrongArgumentException {
        try {
            return StateId.parse(value).toString();
        } catch (IllegalArgumentException e) {
            throw new WrongArgumentException(e.getMessage());
        }
    }

    private static Canary canary(String value) throws WrongArgumentException {
        return Arrays.stream(Canary.values())
                .filter(canary -> canary.name().equals(value))
                .findFirst()
                .orElseThrow(() -> new WrongArgumentException(
                        "There is no canary " + value + ", only " + Arrays.toString(Canary.values())));
    }

    /** An argument cannot be used. */
    private static final class WrongArgumentException extends Exception {

        private static final long serialVersionUID = 1L;

        WrongArgumentException(String message) {
            super(message);
        }
    }
}
