package org.clfs4j.testkit.explore;

/**
 * A promise that was not kept, and how to see it again.
 *
 * @param seed the workload's seed
 * @param state the crash state, as {@code operation.cut/operation.cut…}; {@code workload} if nothing was cut off yet
 * @param violation what was seen
 */
public record Finding(long seed, String state, Throwable violation) {

    /**
     * Returns the command that shows this state alone.
     *
     * @return a command line for the repository's root
     */
    public String replayCommand() {
        return "mvn -q -pl testkit -am test -Dtest=CrashExplorationTest -Dsurefire.failIfNoSpecifiedTests=false -D"
                + ExplorerMain.SEED_PROPERTY + "=" + seed + " -D" + ExplorerMain.STATE_PROPERTY + "=" + state;
    }

    @Override
    public String toString() {
        return "seed " + seed + ", state " + state + ": " + violation.getMessage() + "\n  see it again: " + replayCommand();
    }
}
