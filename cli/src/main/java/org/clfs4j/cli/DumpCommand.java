package org.clfs4j.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.clfs4j.Lsn;
import org.clfs4j.cli.console.ExitCode;
import org.clfs4j.cli.console.Json;
import org.clfs4j.cli.console.PrintableText;
import org.clfs4j.cli.console.Shell;
import org.clfs4j.error.LogException;
import org.clfs4j.inspect.BlockVisitor;
import org.clfs4j.inspect.LogInspector;
import org.clfs4j.json.LogJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code clfs dump}. */
@Command(
        name = "dump",
        header = "Shows the metadata, block headers and record headers of a log or stream.",
        description = {
            "",
            "Shows what is in the files, whatever their state. Changes nothing and takes no lock. Exit code 1 if damage was"
                    + " met. --from and --to are LSNs of the stream, if one is named; of a multiplexed log they are places,"
                    + " as shown of each block.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  clfs dump D/log --blocks",
            "  clfs dump D/log --from 00000000:00000200:000 --to 00000000:00001000:000",
            "  clfs dump D/books::ledger --blocks",
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
        LogNames names = LogNames.of(logs, log.name());
        try (LogInspector inspector = logs.provider().inspect(log.name())) {
            if (json) {
                Json.document(shell.out(), out -> json(inspector, names, out));
            } else {
                text(inspector, names);
            }
        }
        return (damaged ? ExitCode.DAMAGE : ExitCode.OK).code();
    }

    private void text(LogInspector inspector, LogNames names) throws IOException {
        for (String line : inspector.metadata()) {
            shell.out().line(PrintableText.of(line));
        }
        DumpText text = new DumpText(shell.out(), names, !blocksOnly);
        visit(inspector, names, text);
        damaged = text.damaged();
    }

    private void json(LogInspector inspector, LogNames names, JsonGenerator out) throws IOException {
        out.writeStringField("log", names.log().toString());
        LogJson.strings(out, "metadata", inspector.metadata());
        out.writeArrayFieldStart("blocks");
        DumpJson blocks = new DumpJson(out, names, !blocksOnly);
        visit(inspector, names, blocks);
        blocks.end();
        out.writeEndArray();
        LogJson.damage(out, blocks.damage());
        damaged = !blocks.damage().isEmpty();
    }

    /** Only the log itself can be entered at an LSN, which is a place in its files; a stream has LSNs of its own. */
    private void visit(LogInspector inspector, LogNames names, BlockVisitor visitor) throws LogException {
        Optional<String> stream = log.name().streamName();
        if (stream.isPresent()) {
            inspector.blocks(Lsn.INVALID, Lsn.INVALID, new StreamBlocks(names.id(stream.get()), range, visitor));
        } else {
            inspector.blocks(range.from(), range.end(), visitor);
        }
    }
}
