package org.clfs4j.cli;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.clfs4j.Disposition;
import org.clfs4j.LogFile;
import org.clfs4j.LogInformation;
import org.clfs4j.LogName;
import org.clfs4j.cli.console.ByteSize;
import org.clfs4j.cli.console.ExitCode;
import org.clfs4j.cli.console.OnInterrupt;
import org.clfs4j.cli.console.Progress;
import org.clfs4j.cli.console.Shell;
import org.clfs4j.cli.console.ToolException;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;
import org.clfs4j.error.LogUsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code clfs create}. */
@Command(
        name = "create",
        header = "Creates a log with its containers, or a stream.",
        description = {
            "",
            "The containers are files of one size beside the base log file LOG.blf. They are filled with zeros now, so that"
                    + " appending never has to make room, and are used again and again as the base advances.",
            "",
            "The form of the name decides for ever what the log is: D/log is dedicated and has one stream without a name;"
                    + " D/log:: is multiplexed and has as many streams as are created, and D/log::NAME is one of them, created"
                    + " with its log if that is not there.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  clfs create D/log",
            "  clfs create D/log --containers 12 --container-size 64M",
            "  clfs create D/books::ledger",
            "  clfs create D/books::audit"
        })
final class CreateCommand implements Callable<Integer> {

    private final Shell shell;
    private final Logs logs;

    @Mixin
    private LogOperand log;

    @Mixin
    private NewLogOptions options;

    CreateCommand(Shell shell, Logs logs) {
        this.shell = shell;
        this.logs = logs;
    }

    @Override
    public Integer call() throws LogException {
        options.check();
        try {
            createLog();
        } catch (LogUsageException e) {
            if (e.status() != LogStatus.OBJECT_NAME_COLLISION || log.name().streamName().isEmpty()) {
                throw e;
            }
            createStream(log.name().streamName().get());
        }
        return ExitCode.OK.code();
    }

    private void createLog() throws LogException {
        try (NewLog created = new NewLog(log.name())) {
            Optional<LogFile> whole = create(created);
            if (whole.isPresent()) { // else the process is being ended, and has said so
                LogInformation information = whole.get().information();
                shell.note("created " + log.name() + " with " + information.totalContainers() + " containers of "
                        + ByteSize.format(information.containerSize()));
            }
        }
    }

    private Optional<LogFile> create(NewLog created) throws LogException {
        int count = options.containers();
        long size = options.containerSize();
        OnInterrupt interrupt = new OnInterrupt(() -> giveUp(created));
        try (Progress progress = Progress.ofBytes(shell.terminal(), "create", count * size)) {
            return created.create(() -> logs.create(log.name(), options.sectorSize()), count, size, progress)
                    .filter(whole -> interrupt.cancel());
        } finally {
            interrupt.cancel();
        }
    }

    /** A log with some of its containers would look like one that was created so. */
    private void giveUp(NewLog created) {
        try {
            created.giveUp();
            shell.note("interrupted; " + log.name() + " was not created");
        } catch (IOException e) {
            shell.note("interrupted; not all files of " + log.name() + " could be removed: " + e.getMessage());
        }
    }

    /** Creates a stream of a log that is there already. */
    private void createStream(String stream) throws LogException {
        LogName whole = log.name().physical();
        if (options.given()) {
            throw new ToolException(
                    ExitCode.USAGE,
                    whole + " exists already and keeps its sizes; leave their options out to create a stream, and add"
                            + " containers with \"clfs containers add\"");
        }
        try (LogFile file = logs.openForWriting(whole)) {
            file.stream(stream, Disposition.CREATE_NEW).close();
        }
        shell.note("created stream " + log.name());
    }
}
