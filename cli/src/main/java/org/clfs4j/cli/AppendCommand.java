package org.clfs4j.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.clfs4j.Disposition;
import org.clfs4j.LogFile;
import org.clfs4j.LogStream;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.cli.RecordAppender.Durable;
import org.clfs4j.cli.console.Count;
import org.clfs4j.cli.console.ExitCode;
import org.clfs4j.cli.console.Json;
import org.clfs4j.cli.console.OnInterrupt;
import org.clfs4j.cli.console.Progress;
import org.clfs4j.cli.console.Shell;
import org.clfs4j.cli.console.Terminal;
import org.clfs4j.cli.console.ToolException;
import org.clfs4j.cli.record.ChunkSource;
import org.clfs4j.cli.record.LineSource;
import org.clfs4j.cli.record.LineTooLongException;
import org.clfs4j.cli.record.RecordSource;
import org.clfs4j.error.LogException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code clfs append}. */
@Command(
        name = "append",
        header = "Appends a file or standard input to a log or stream.",
        description = {
            "",
            "Each record is a line with its end, or a chunk of bytes; either way \"clfs cat --format raw\" gives the input"
                    + " back byte for byte.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  clfs append D/log --from notes.txt",
            "  tar c src | clfs append D/books::sources --create --chunk 64k",
            "  tail -f app.log | clfs append D/log --durable record"
        })
final class AppendCommand implements Callable<Integer> {

    private static final String STDIN = "-";

    /** Room for the headers of a block and of its one record. */
    private static final int HEADERS = 512;

    private final Shell shell;
    private final Logs logs;

    @Mixin
    private LogOperand log;

    @Option(
            names = "--from",
            paramLabel = "FILE",
            defaultValue = STDIN,
            description = "What to append; - is standard input. Default: ${DEFAULT-VALUE}.")
    private String from;

    @Option(names = "--create", description = "Create the stream of a multiplexed log if it is not there.")
    private boolean create;

    @ArgGroup
    private Cut cut = new Cut();

    @Option(
            names = "--durable",
            paramLabel = "WHEN",
            defaultValue = "end",
            description = "When records are made durable: after each record, after each batch, or once at the end."
                    + " One of: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Durable durable;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Records of one batch. Default: ${DEFAULT-VALUE}.")
    private long batch;

    @Option(
            names = "--block-size",
            paramLabel = "SIZE",
            converter = ByteSizeConverter.OfInt.class,
            description = "Bytes of one log block. Default: 64k, or as much as the records need, up to 16M.")
    private Integer blockSize;

    @Option(names = "--json", description = "Report on standard output as JSON.")
    private boolean json;

    /** The two ways to make records. */
    private static final class Cut {

        @Option(names = "--lines", description = "One record for each line, its end included. The default.")
        private boolean lines;

        @Option(
                names = "--chunk",
                paramLabel = "SIZE",
                converter = ByteSizeConverter.OfInt.class,
                description = "One record for each SIZE bytes, up to nearly 16M.")
        private Integer chunk;
    }

    AppendCommand(Shell shell, Logs logs) {
        this.shell = shell;
        this.logs = logs;
    }

    @Override
    public Integer call() throws IOException {
        if (batch < 1) {
            throw new ToolException(ExitCode.USAGE, "a batch has at least 1 record; got --batch " + batch);
        }
        if (cut.chunk != null && cut.chunk >= MarshallingAreaOptions.MAX_BLOCK_SIZE) {
            throw new ToolException(
                    ExitCode.USAGE, "a chunk must be smaller than the largest block, 16M; got --chunk " + cut.chunk);
        }
        if (from.equals(STDIN)) {
            append(shell.in(), -1, shell.typed() ? Terminal.NONE : shell.terminal());
        } else {
            try (FileChannel file = FileChannel.open(regular(Path.of(from)))) {
                append(file, file.size() == 0 ? -1 : file.size(), shell.terminal()); // a pipe with a name has no size
            }
        }
        return ExitCode.OK.code();
    }

    private static Path regular(Path file) {
        if (Files.isDirectory(file)) {
            throw new ToolException(ExitCode.CANNOT_OPEN, file + " is a directory; give a file, or pipe a tar of it");
        }
        return file;
    }

    private void append(ReadableByteChannel input, long total, Terminal terminal) throws IOException {
        RecordSource source = cut.chunk == null
                ? new LineSource(input, MarshallingAreaOptions.MAX_BLOCK_SIZE)
                : new ChunkSource(input, cut.chunk);
        long start = System.nanoTime();
        try (LogFile file = logs.openForWriting(create ? log.name().physical() : log.name());
                LogStream stream = openStream(file);
                RecordAppender appender =
                        new RecordAppender(stream, initialBlockSize(), blockSize == null, durable, batch)) {
            OnInterrupt keeping = new OnInterrupt(() -> keep(appender));
            try (Progress progress = Progress.ofBytes(terminal, "append", total)) {
                appendAll(source, appender, progress, total);
            } catch (IOException e) {
                throw stopped(e, appender);
            } finally {
                keeping.cancel();
            }
            logs.tellDamageInOldBlocks(file);
            AppendReport report = new AppendReport(appender, (System.nanoTime() - start) / 1e9);
            if (json) {
                Json.document(shell.out(), report);
            } else {
                shell.note(report.sentence());
            }
        }
    }

    private LogStream openStream(LogFile file) throws LogException {
        boolean isNew = !NamedStream.exists(file, log.name());
        LogStream stream = NamedStream.open(file, log.name(), create ? Disposition.OPEN_ALWAYS : Disposition.OPEN_EXISTING);
        if (isNew) {
            shell.note("created stream " + log.name());
        }
        return stream;
    }

    /** Tells what went wrong and, because that is no longer nothing, what was appended before. */
    private static IOException stopped(IOException reason, RecordAppender appender) {
        if (appender.records() == 0) {
            return reason;
        }
        Failure failure = Failure.of(reason);
        throw new ToolException(
                failure.exitCode(),
                failure.sentence() + "; appended before that: " + Count.of(appender.records(), "record")
                        + ", the last at LSN " + appender.last(),
                reason);
    }

    /** What was typed or piped in before Ctrl-C is worth keeping. */
    private void keep(RecordAppender appender) {
        long records = appender.records();
        try {
            appender.flush();
            shell.note("interrupted; appended and durable: " + Count.of(records, "record"));
        } catch (LogException e) {
            shell.note("interrupted; appended, but not all durable: " + Count.of(records, "record") + ": "
                    + e.getMessage());
        }
    }

    private void appendAll(RecordSource source, RecordAppender appender, Progress progress, long total)
            throws IOException {
        for (ByteBuffer record = next(source); record != null; record = next(source)) {
            appender.append(record);
            progress.to(appender.bytes(), total);
        }
        appender.flush();
    }

    private ByteBuffer next(RecordSource source) throws IOException {
        try {
            return source.next();
        } catch (LineTooLongException e) {
            throw e;
        } catch (IOException e) {
            String input = from.equals(STDIN) ? "standard input" : from;
            throw new IOException(input + " could not be read: " + e.getMessage(), e);
        }
    }

    private int initialBlockSize() {
        if (blockSize != null) {
            return blockSize;
        }
        int record = cut.chunk == null ? 0 : cut.chunk;
        return Math.max(MarshallingAreaOptions.DEFAULT_BLOCK_SIZE, record + HEADERS);
    }
}
