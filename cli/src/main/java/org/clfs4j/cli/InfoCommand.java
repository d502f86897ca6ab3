package org.clfs4j.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.clfs4j.Damage;
import org.clfs4j.LogFile;
import org.clfs4j.StreamInformation;
import org.clfs4j.cli.console.ExitCode;
import org.clfs4j.cli.console.Json;
import org.clfs4j.cli.console.Shell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code clfs info}. */
@Command(
        name = "info",
        header = "Shows the sizes, markers, streams, containers and state of a log.",
        description = {
            "",
            "Reads only; another process may be writing to the log. The damage shown is what recovery finds near the end of"
                    + " the log; \"clfs verify\" reads all of it.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  clfs info D/log",
            "  clfs info D/books::ledger",
            "  clfs info D/books --memory --provider offheap",
            "  clfs info D/log --json | jq .currentAvailable"
        })
final class InfoCommand implements Callable<Integer> {

    private final Shell shell;
    private final Logs logs;

    @Mixin
    private LogOperand log;

    @Option(
            names = "--memory",
            description = "Read the oldest record of each stream, too, and show what block memory that takes, by pool tag.")
    private boolean memory;

    @Option(names = "--json", description = "Report as JSON.")
    private boolean json;

    InfoCommand(Shell shell, Logs logs) {
        this.shell = shell;
        this.logs = logs;
    }

    @Override
    public Integer call() throws IOException {
        try (LogFile file = logs.openForReading(log.name())) {
            List<Damage> damage = file.recovery().damage();
            Optional<StreamInformation> stream = NamedStream.information(file, log.name());
            Optional<BlockMemory> blocks = memory ? Optional.of(BlockMemory.reading(file, stream)) : Optional.empty();
            if (json) {
                Json.document(shell.out(), new InfoJson(file, stream, damage, blocks));
            } else {
                new InfoText(shell.out(), file, stream, damage, blocks).write();
            }
            return (damage.isEmpty() ? ExitCode.OK : ExitCode.DAMAGE).code();
        }
    }
}
