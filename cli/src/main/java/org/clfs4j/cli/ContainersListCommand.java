package org.clfs4j.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.clfs4j.ContainerInformation;
import org.clfs4j.LogFile;
import org.clfs4j.cli.console.ExitCode;
import org.clfs4j.cli.console.Json;
import org.clfs4j.cli.console.Shell;
import org.clfs4j.json.LogJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code clfs containers list}. */
@Command(
        name = "list",
        header = "Lists the containers of a log.",
        description = {"", "Reads only; another process may be writing to the log.", ""},
        footer = {
            "",
            "Examples:",
            "  clfs containers list D/log",
            "  clfs containers list D/log --json | jq -r .containers[].fileName"
        })
final class ContainersListCommand implements Callable<Integer> {

    private final Shell shell;
    private final Logs logs;

    @Mixin
    private LogOperand log;

    @Option(names = "--json", description = "Report as JSON.")
    private boolean json;

    ContainersListCommand(Shell shell, Logs logs) {
        this.shell = shell;
        this.logs = logs;
    }

    @Override
    public Integer call() throws IOException {
        try (LogFile file = logs.openForReading(log.name())) {
            List<ContainerInformation> containers = file.containers().list();
            if (json) {
                Json.document(shell.out(), fields -> write(fields, file, containers));
            } else {
                ContainerText.write(shell.out(), containers);
            }
            return ExitCode.OK.code();
        }
    }

    private static void write(JsonGenerator fields, LogFile file, List<ContainerInformation> containers)
            throws IOException {
        fields.writeStringField("log", file.name().toString());
        LogJson.containers(fields, containers);
    }
}
