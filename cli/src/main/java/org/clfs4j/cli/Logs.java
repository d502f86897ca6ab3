package org.clfs4j.cli;

import java.util.List;
import org.clfs4j.Access;
import org.clfs4j.Damage;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.LogProvider;
import org.clfs4j.OpenOptions;
import org.clfs4j.RecoveryReport;
import org.clfs4j.cli.console.ExitCode;
import org.clfs4j.cli.console.Shell;
import org.clfs4j.cli.console.ToolException;
import org.clfs4j.error.LogException;

/**
 * Opens logs with the provider of the command line, and says in one line each what recovery found.
 *
 * @threading not thread-safe
 */
final class Logs {

    private final Shell shell;
    private String providerName;

    Logs(Shell shell) {
        this.shell = shell;
    }

    /**
     * Chooses the provider.
     *
     * @param name its name, or {@code null} for the best one
     */
    void provider(String name) {
        providerName = name;
    }

    /**
     * Finds the provider.
     *
     * @return the chosen one
     */
    LogProvider provider() {
        try {
            return providerName == null ? LogProvider.load() : LogProvider.load(providerName);
        } catch (IllegalStateException e) {
            throw new ToolException(ExitCode.USAGE, e.getMessage(), e);
        }
    }

    LogFile create(LogName name, int sectorSize) throws LogException {
        return provider().open(name, OpenOptions.createNew().sectorSize(sectorSize));
    }

    /** Opens for reading only, which works while another process writes; old blocks are checked when they are read. */
    LogFile openForReading(LogName name) throws LogException {
        return told(provider()
                .open(name, OpenOptions.openExisting().access(Access.READ).checkOldBlocks(false)));
    }

    LogFile openForWriting(LogName name) throws LogException {
        return told(provider().open(name, OpenOptions.openExisting()));
    }

    /** Opens a log for everything, as removing and deleting need it. */
    LogFile openForEverything(LogName name) throws LogException {
        return told(provider().open(name, OpenOptions.openExisting().access(Access.values())));
    }

    /** Tells the damage that was found in old blocks since the log was opened. */
    void tellDamageInOldBlocks(LogFile log) {
        List<Damage> told = log.recovery().damage();
        log.damage().stream().filter(damage -> !told.contains(damage)).forEach(this::tell);
    }

    private void tell(Damage damage) {
        shell.note("acknowledged records are damaged: " + Places.damaged(damage));
    }

    private LogFile told(LogFile log) {
        RecoveryReport recovery = log.recovery();
        recovery.torn()
                .ifPresent(torn ->
                        shell.note("the log ends before a block that was not written whole: " + Places.torn(torn)));
        recovery.damage().forEach(this::tell);
        recovery.notes().forEach(shell::note);
        return log;
    }
}
