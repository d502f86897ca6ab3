package org.clfs4j.cli;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.clfs4j.ContainerSet;
import org.clfs4j.LogFile;
import org.clfs4j.LogInformation;
import org.clfs4j.OpenOptions;
import org.clfs4j.cli.console.ByteSize;
import org.clfs4j.cli.console.ExitCode;
import org.clfs4j.cli.console.OnInterrupt;
import org.clfs4j.cli.console.Progress;
import org.clfs4j.cli.console.Shell;
import org.clfs4j.cli.console.ToolException;
import org.clfs4j.error.LogException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code clfs create}. */
@Command(
        name = "create",
        header = "Creates a log with its containers.",
        description = {
            "",
            "The containers are files of one size beside the base log file LOG.blf. They are filled with zeros now, so that"
                    + " appending never has to make room, and are used again and again as the base advances.",
            ""
        },
        footer = {"", "Examples:", "  clfs create D/log", "  clfs create D/log --containers 12 --container-size 64M"})
final class CreateCommand implements Callable<Integer> {

    private final Shell shell;
    private final Logs logs;

    @Mixin
    private LogOperand log;

    @Option(
            names = "--containers",
            paramLabel = "N",
            defaultValue = "4",
            description = "How many containers, 2 to 1023. Default: ${DEFAULT-VALUE}.")
    private int containers;

    @Option(
            names = "--container-size",
            paramLabel = "SIZE",
            defaultValue = "16M",
            converter = ByteSizeConverter.OfLong.class,
            description = "Bytes of one container, rounded up to 512k. Default: ${DEFAULT-VALUE}.")
    private long containerSize;

    @Option(
            names = "--sector-size",
            paramLabel = "SIZE",
            defaultValue = "" + OpenOptions.DEFAULT_SECTOR_SIZE,
            converter = ByteSizeConverter.OfInt.class,
            description = "Sector size, fixed for ever: a power of two from 512 to 64k. Default: ${DEFAULT-VALUE}.")
    private int sectorSize;

    CreateCommand(Shell shell, Logs logs) {
        this.shell = shell;
        this.logs = logs;
    }

    /** What the log would find only when files are there already. */
    private void checkSizes() {
        if (containers < 2 || containers > ContainerSet.MAX_COUNT) {
            throw new ToolException(
                    ExitCode.USAGE,
                    "a log has 2 to " + ContainerSet.MAX_COUNT + " containers; got --containers " + containers);
        }
        if (containerSize > ContainerSet.MAX_SIZE) {
            throw new ToolException(
                    ExitCode.USAGE,
                    "a container has at most " + ContainerSet.MAX_SIZE + " bytes; got --container-size "
                            + containerSize);
        }
    }

    @Override
    public Integer call() throws LogException {
        checkSizes();
        try (NewLog created = new NewLog(log.name())) {
            Optional<LogFile> whole = create(created);
            if (whole.isPresent()) { // else the process is being ended, and has said so
                LogInformation information = whole.get().information();
                shell.note("created " + log.name() + " with " + information.totalContainers() + " containers of "
                        + ByteSize.format(information.containerSize()));
            }
        }
        return ExitCode.OK.code();
    }

    private Optional<LogFile> create(NewLog created) throws LogException {
        OnInterrupt interrupt = new OnInterrupt(() -> giveUp(created));
        try (Progress progress = Progress.ofBytes(shell.terminal(), "create", containers * containerSize)) {
            return created.create(() -> logs.create(log.name(), sectorSize), containers, containerSize, progress)
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
}
