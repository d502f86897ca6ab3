package org.clfs4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.clfs4j.LogProvider;
import org.clfs4j.cli.bench.Bench;
import org.clfs4j.cli.bench.Comparison;
import org.clfs4j.cli.console.ByteSize;
import org.clfs4j.cli.console.ExitCode;
import org.clfs4j.cli.console.Json;
import org.clfs4j.cli.console.Progress;
import org.clfs4j.cli.console.Shell;
import org.clfs4j.cli.console.TemporaryDirectory;
import org.clfs4j.cli.console.ToolException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code clfs bench}. */
@Command(
        name = "bench",
        header = "Measures appending and reading beside the raw limit of this machine.",
        description = {
            "",
            "Both sides are measured in turns, after a round to warm up; the figures are medians. The raw limit of appending"
                    + " copies the same records into 64 KiB blocks, checksums them with CRC32C and writes them to a file that"
                    + " was filled with zeros; buffered, both sides force whenever more than 1 MiB is queued; durable, all"
                    + " waiting producers share one write and one force, or, beside the provider offheap, one write with"
                    + " O_DIRECT and O_DSYNC. The raw limit of reading reads 64 KiB at a time and checksums it. The disk space"
                    + " is freed at the end.",
            ""
        },
        footer = {"", "Examples:", "  clfs bench --quick", "  clfs bench --dir /mnt/fast --seconds 5 --json"})
final class BenchCommand implements Callable<Integer> {

    private static final double QUICK_SECONDS = 0.1;
    private static final int QUICK_ROUNDS = 5;
    private static final long SMALLEST_SIZE = 16 << 20;
    private static final long HEADERS = 4 << 20;

    /** The log, the file beside it, and perhaps one that is written around the system's cache. */
    private static final int FILES = 3;

    private final Shell shell;
    private final Logs logs;

    @Mixin
    private WorkDirectory directory;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "0.3",
            description = "How long each side is measured in each round. Default: ${DEFAULT-VALUE}.")
    private double seconds;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "15",
            description = "How often both sides are measured. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            defaultValue = "512M",
            converter = ByteSizeConverter.OfLong.class,
            description = "Bytes of the log, and of the file beside it. Default: ${DEFAULT-VALUE}.")
    private long size;

    @Option(names = "--quick", description = "Less exact: 5 rounds of 0.1 seconds.")
    private boolean quick;

    @Option(names = "--json", description = "Report as JSON.")
    private boolean json;

    BenchCommand(Shell shell, Logs logs) {
        this.shell = shell;
        this.logs = logs;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (quick) {
            seconds = QUICK_SECONDS;
            rounds = QUICK_ROUNDS;
        }
        if (size < SMALLEST_SIZE) {
            throw new ToolException(ExitCode.USAGE, "at least 16M are needed; got --size " + size);
        }
        if (rounds < 1 || !(seconds > 0)) {
            throw new ToolException(
                    ExitCode.USAGE, "rounds and seconds must be above 0; got " + rounds + " and " + seconds);
        }
        LogProvider provider = logs.provider();
        try (TemporaryDirectory work = directory.create("clfs-bench-")) {
            checkSpace(work);
            BenchReport report = run(provider, work);
            if (json) {
                Json.document(shell.out(), report::json);
            } else {
                report.text(shell.out());
            }
        }
        return ExitCode.OK.code();
    }

    private void checkSpace(TemporaryDirectory work) throws IOException {
        long usable = Files.getFileStore(work.path()).getUsableSpace();
        long needed = FILES * size + HEADERS;
        if (usable < needed) {
            throw new ToolException(
                    ExitCode.STORAGE,
                    work.path().getParent() + " has room for " + ByteSize.format(usable) + ", and "
                            + ByteSize.format(needed) + " are needed; name another directory with --dir");
        }
    }

    private BenchReport run(LogProvider provider, TemporaryDirectory work)
            throws IOException, InterruptedException {
        Duration time = Duration.ofNanos((long) (seconds * 1e9));
        int steps = Bench.steps(rounds);
        AtomicInteger done = new AtomicInteger();
        try (Progress progress = Progress.ofSteps(shell.terminal(), "bench", steps);
                Bench bench = new Bench(
                        provider,
                        work.path(),
                        size,
                        time,
                        rounds,
                        title -> progress.to(done.getAndIncrement(), steps))) {
            List<Comparison> comparisons = bench.run();
            return new BenchReport(provider.name(), bench.direct(), seconds, rounds, comparisons);
        }
    }
}
