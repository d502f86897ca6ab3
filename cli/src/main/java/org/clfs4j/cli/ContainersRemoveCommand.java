package org.clfs4j.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.clfs4j.ContainerInformation;
import org.clfs4j.ContainerSet;
import org.clfs4j.LogFile;
import org.clfs4j.cli.console.ExitCode;
import org.clfs4j.cli.console.Shell;
import org.clfs4j.error.LogException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code clfs containers remove}. */
@Command(
        name = "remove",
        header = "Removes containers from a log, all or none.",
        description = {
            "",
            "A container that holds no record from the base on is deleted at once. Another one is deleted by the log as soon as"
                    + " the base has passed it, and not used again until then. One container always stays.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  clfs containers remove D/log D/logContainer00000000000000000004",
            "  clfs containers remove D/log %%BLF%%/logContainer00000000000000000004 --force"
        })
final class ContainersRemoveCommand implements Callable<Integer> {

    private final Shell shell;
    private final Logs logs;

    @Mixin
    private LogOperand log;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "PATH",
            description = "The containers: their files, or their names as \"clfs containers list\" shows them.")
    private List<String> paths;

    @Option(names = "--force", description = "Refuse containers that hold records from the base on, instead of waiting.")
    private boolean force;

    ContainersRemoveCommand(Shell shell, Logs logs) {
        this.shell = shell;
        this.logs = logs;
    }

    @Override
    public Integer call() throws LogException {
        List<String> going = new ArrayList<>();
        for (String path : paths) {
            going.add(pathInLog(path));
        }
        try (LogFile file = logs.openForEverything(log.name())) {
            file.containers().remove(going, force);
            Set<String> left = new HashSet<>();
            for (ContainerInformation container : file.containers().list()) {
                left.add(container.path());
                left.add(container.fileName());
            }
            for (String path : going) {
                shell.note(left.contains(path)
                        ? path + " will be deleted when the base has passed it"
                        : "deleted " + path);
            }
        }
        return ExitCode.OK.code();
    }

    /** A file of the log's directory, however the shell calls it, is a container by its name. */
    private String pathInLog(String path) {
        if (path.startsWith("%")) {
            return path;
        }
        Path given = Path.of(path);
        boolean inLogDirectory = given.getNameCount() == 1 && !given.isAbsolute()
                || directory(given).equals(directory(log.name().path()));
        return inLogDirectory && given.getFileName() != null
                ? ContainerSet.BLF_DIRECTORY + given.getFileName()
                : path;
    }

    private static Path directory(Path file) {
        Path parent = file.toAbsolutePath().normalize().getParent();
        return parent == null ? file.toAbsolutePath().getRoot() : parent;
    }
}
