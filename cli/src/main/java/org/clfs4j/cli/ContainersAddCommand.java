package org.clfs4j.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.clfs4j.ContainerInformation;
import org.clfs4j.ContainerSet;
import org.clfs4j.LogFile;
import org.clfs4j.cli.console.ByteSize;
import org.clfs4j.cli.console.Count;
import org.clfs4j.cli.console.ExitCode;
import org.clfs4j.cli.console.Shell;
import org.clfs4j.cli.console.ToolException;
import org.clfs4j.error.LogException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code clfs containers add}. */
@Command(
        name = "add",
        header = "Adds containers to a log, all or none.",
        description = {
            "",
            "The containers get names of the log's choice. They are filled with zeros before they belong to the log; if that"
                    + " is cut off, files may be left that the log does not know.",
            ""
        },
        footer = {"", "Examples:", "  clfs containers add D/log", "  clfs containers add D/log --count 4"})
final class ContainersAddCommand implements Callable<Integer> {

    private final Shell shell;
    private final Logs logs;

    @Mixin
    private LogOperand log;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many containers. Default: ${DEFAULT-VALUE}.")
    private int count;

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            defaultValue = Option.NULL_VALUE,
            converter = ByteSizeConverter.OfLong.class,
            description = "Bytes of one container; needed only for a log that has none. Otherwise those of the others are"
                    + " taken, and SIZE must not be smaller.")
    private Long size;

    ContainersAddCommand(Shell shell, Logs logs) {
        this.shell = shell;
        this.logs = logs;
    }

    @Override
    public Integer call() throws LogException {
        if (count < 1 || count > ContainerSet.MAX_COUNT) {
            throw new ToolException(
                    ExitCode.USAGE,
                    "1 to " + ContainerSet.MAX_COUNT + " containers can be added; got --count " + count);
        }
        try (LogFile file = logs.openForWriting(log.name())) {
            ContainerSet containers = file.containers();
            List<ContainerInformation> added = size == null ? containers.add(count) : containers.add(count, size);
            shell.note("added " + Count.of(added.size(), "container") + " of "
                    + ByteSize.format(added.get(0).size()) + " to " + file.name() + ", which has "
                    + file.information().totalContainers() + " now");
        }
        return ExitCode.OK.code();
    }
}
