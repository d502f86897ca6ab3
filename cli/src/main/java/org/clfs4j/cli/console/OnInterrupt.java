package org.clfs4j.cli.console;

/**
 * Something to do if the process is ended by a signal, such as that of Ctrl-C, before this is cancelled.
 *
 * @threading safe for concurrent use
 */
public final class OnInterrupt {

    private final Thread hook;

    /**
     * Prepares for the signal.
     *
     * @param action is run by another thread than the one that was interrupted in its work
     */
    public OnInterrupt(Runnable action) {
        hook = new Thread(action, "clfs-interrupt");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Forgets the action.
     *
     * @return false if the process is being ended already, and the action runs or has run
     */
    public boolean cancel() {
        try {
            return Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return false;
        }
    }
}
