package org.clfs4j.testkit.explore;

import java.io.PrintStream;

/**
 * The explorer as a program: {@code ExplorerMain [--seed N] [--states N] [--threads N] [--state ID] [--canary NAME]}.
 *
 * <p>Ends with exit code 0 if nothing is wrong, 1 if something is, 2 if the arguments are.
 */
public final class ExplorerMain {

    /** Names the first seed. */
    public static final String SEED_PROPERTY = "clfs4j.explore.seed";

    /** Names one state, to explore it alone. */
    public static final String STATE_PROPERTY = "clfs4j.explore.state";

    /** Names how many states are wanted. */
    public static final String STATES_PROPERTY = "clfs4j.explore.states";

    private static final long DEFAULT_STATES = 500_000;
    private static final int DEFAULT_THREADS = 2;

    private long seed = 1;
    private long states = DEFAULT_STATES;
    private int threads = DEFAULT_THREADS;
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
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            err.println("Usage: ExplorerMain [--seed N] [--states N] [--threads N] [--state ID] [--canary NAME]");
            return 2;
        }
        Explorer explorer = new Explorer(main.subject, main.seed, main.states);
        ExplorerReport report = main.state.isEmpty() ? explorer.run(main.threads) : explorer.replay(main.state, out::println);
        out.println(report);
        out.printf("fingerprint %016x%n", report.fingerprint());
        report.findings().forEach(finding -> finding.violation().printStackTrace(out));
        return report.findings().isEmpty() ? 0 : 1;
    }

    private void parse(String[] arguments) {
        for (int i = 0; i < arguments.length; i += 2) {
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException(arguments[i] + " needs a value");
            }
            String value = arguments[i + 1];
            switch (arguments[i]) {
                case "--seed" -> seed = Long.parseLong(value);
                case "--states" -> states = Long.parseLong(value);
                case "--threads" -> threads = Integer.parseInt(value);
                case "--state" -> state = StateId.parse(value).toString();
                case "--canary" -> subject = Subject.ENGINE.disguisedBy(Canary.valueOf(value));
                default -> throw new IllegalArgumentException("There is no option " + arguments[i]);
            }
        }
    }
}
