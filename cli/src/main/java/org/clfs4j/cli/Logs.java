package org.clfs4j.cli;

import java.util.List;
import java.util.Optional;
import org.clfs4j.Access;
import org.clfs4j.Damage;
import org.clfs4j.LogFile;
import org.clfs4j.LogKind;
import org.clfs4j.LogName;
import org.clfs4j.LogProvider;
import org.clfs4j.OpenOptions;
import org.clfs4j.ProviderSearch;
import org.clfs4j.RecoveryReport;
import org.clfs4j.cli.console.ExitCode;
import org.clfs4j.cli.console.Shell;
import org.clfs4j.cli.console.ToolException;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;
import org.clfs4j.error.LogUsageException;

/**
 * Opens logs with the provider of the command line, and says in one line each what recovery found.
 *
 * @threading not thread-safe
 */
final class Logs {

    private final Shell shell;
    private final Host host;
    private String providerName;

    Logs(Shell shell, Host host) {
        this.shell = shell;
        this.host = host;
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
        ProviderSearch search = search();
        return search.chosen().orElseThrow(() -> new ToolException(ExitCode.USAGE, search.reason()));
    }

    /**
     * Finds all providers.
     *
     * @return those there are, with the one that {@link #provider()} returns as the chosen one
     */
    ProviderSearch search() {
        ProviderSearch search = host.providers();
        return providerName == null
                ? search
                : new ProviderSearch(
                        search.found(), search.skipped(), Optional.of(named(search.found())), "named by --provider");
    }

    private LogProvider named(List<LogProvider> found) {
        return found.stream()
                .filter(provider -> provider.name().equals(providerName))
                .findFirst()
                .orElseThrow(() -> new ToolException(
                        ExitCode.USAGE,
                        "No log provider named \"" + providerName + "\" works here; there are: "
                                + found.stream().map(LogProvider::name).toList()));
    }

    /** Creates a log without containers and streams; of a stream's name, the log that it is to be in. */
    LogFile create(LogName name, int sectorSize) throws LogException {
        return provider().open(name.physical(), OpenOptions.createNew().sectorSize(sectorSize));
    }

    /** Opens for reading only, which works while another process writes; old blocks are checked when they are read. */
    LogFile openForReading(LogName name) throws LogException {
        return told(name, open(name, readingOnly().access(Access.READ)));
    }

    LogFile openForWriting(LogName name) throws LogException {
        return told(name, open(name, OpenOptions.openExisting()));
    }

    /** Opens a log for everything, as removing containers needs it. */
    LogFile openForEverything(LogName name) throws LogException {
        return told(name, open(name, OpenOptions.openExisting().access(Access.values())));
    }

    /** Opens a log for everything and lets nobody else have it, as what cannot be undone needs it. */
    LogFile openAlone(LogName name) throws LogException {
        return told(name, open(name, OpenOptions.openExisting().access(Access.values()).exclusive()));
    }

    /** Opens a log for questions only, and says nothing of its state. */
    LogFile openForQuestions(LogName name) throws LogException {
        return withItsStream(name, open(name, readingOnly().withoutAccess()));
    }

    private static OpenOptions readingOnly() {
        return OpenOptions.openExisting().checkOldBlocks(false);
    }

    /**
     * Opens the log that a name names or is a stream of, without a stream; a path without :: will do for a multiplexed log, for
     * what a log is was decided when it was created.
     */
    private LogFile open(LogName name, OpenOptions options) throws LogException {
        try {
            return provider().open(name.physical(), options);
        } catch (LogUsageException e) {
            if (e.status() == LogStatus.DEDICATED) {
                throw new ToolException(
                        ExitCode.USAGE,
                        LogName.of(name.path()) + " is dedicated and has one stream without a name; write it without ::, got "
                                + name,
                        e);
            }
            if (e.status() == LogStatus.MULTIPLEXED) {
                return provider().open(new LogName(name.path(), LogKind.MULTIPLEXED, Optional.empty()), options);
            }
            throw e;
        }
    }

    /** Tells the damage that was found in old blocks since the log was opened. */
    void tellDamageInOldBlocks(LogFile log) {
        List<Damage> told = log.recovery().damage();
        log.damage().stream().filter(damage -> !told.contains(damage)).forEach(this::tell);
    }

    private void tell(Damage damage) {
        shell.note("acknowledged records are damaged: " + Places.damaged(damage));
    }

    private LogFile told(LogName name, LogFile log) throws LogException {
        RecoveryReport recovery = log.recovery();
        recovery.torn()
                .ifPresent(torn ->
                        shell.note("the log ends before a block that was not written whole: " + Places.torn(torn)));
        recovery.damage().forEach(this::tell);
        recovery.notes().forEach(shell::note);
        return withItsStream(name, log);
    }

    /** A stream that is named must be there, whatever the command does with it. */
    private static LogFile withItsStream(LogName name, LogFile log) throws LogException {
        boolean whole = false;
        try {
            if (!NamedStream.exists(log, name)) {
                throw NamedStream.missing(log, name);
            }
            whole = true;
            return log;
        } finally {
            if (!whole) {
                log.close();
            }
        }
    }
}
