package org.clfs4j.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.clfs4j.cli.console.ExitCode;
import org.clfs4j.cli.console.Json;
import org.clfs4j.cli.console.Shell;
import org.clfs4j.inspect.LogInspector;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code clfs dump}. */
@Command(
        name = "dump",
        header = "Shows the metadata, block headers and record headers of a log.",
        description = {
            "",
            "Shows what is in the files, whatever their state. Changes nothing and takes no lock. Exit code 1 if damage was"
                    + " met.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  clfs dump D/log --blocks",
            "  clfs dump D/log --from 00000000:00000200:000 --to 00000000:00001000:000",
            "  clfs dump D/log --json | jq '.blocks[].checksum'"
        })
final class DumpCommand implements Callable<Integer> {

    private final Shell shell;
    private final Logs logs;

    @Mixin
    private LogOperand log;

    @Mixin
    private LsnRange range;

    @Option(names = "--blocks", description = "Leave the records out.")
    private boolean blocksOnly;

    @Option(names = "--json", description = "Write JSON.")
    private boolean json;

    private boolean damaged;

    DumpCommand(Shell shell, Logs logs) {
        this.shell = shell;
        this.logs = logs;
    }

    @Override
    public Integer call() throws IOException {
        try (LogInspector inspector = logs.provider().inspect(log.name())) {
            if (json) {
                Json.document(shell.out(), out -> json(inspector, out));
            } else {
                text(inspector);
            }
        }
        return (damaged ? ExitCode.DAMAGE : ExitCode.OK).code();
    }

    private void text(LogInspector inspector) throws IOException {
        for (String line : inspector.metadata()) {
            shell.out().line(line);
        }
        DumpText text = new DumpText(shell.out(), !blocksOnly);
        inspector.blocks(range.from(), range.end(), text);
        damaged = text.damaged();
    }

    private void json(LogInspector inspector, JsonGenerator out) throws IOException {
        out.writeStringField("log", log.name().toString());
        LogJson.strings(out, "metadata", inspector.metadata());
        out.writeArrayFieldStart("blocks");
        DumpJson blocks = new DumpJson(out, !blocksOnly);
        inspector.blocks(range.from(), range.end(), blocks);
        blocks.end();
        out.writeEndArray();
        LogJson.damage(out, blocks.damage());
        damaged = !blocks.damage().isEmpty();
    }
}
