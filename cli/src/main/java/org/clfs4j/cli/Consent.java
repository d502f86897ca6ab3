package org.clfs4j.cli;

import org.clfs4j.cli.console.ExitCode;
import org.clfs4j.cli.console.ToolException;
import picocli.CommandLine.Option;

/** Consent to what cannot be undone; a question would be in the way of scripts, and a terminal is no sign of a person. */
final class Consent {

    @Option(names = "--yes", description = "Do it. Without this the command tells what it would do, and does nothing.")
    private boolean given;

    boolean given() {
        return given;
    }

    /**
     * Refuses to go on without consent.
     *
     * @param consequence what would happen, as part of a sentence
     */
    void require(String consequence) {
        if (!given) {
            throw new ToolException(ExitCode.USAGE, consequence + "; nothing was done, add --yes to do it");
        }
    }
}
