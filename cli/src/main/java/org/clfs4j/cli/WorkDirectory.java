package org.clfs4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.clfs4j.cli.console.ExitCode;
import org.clfs4j.cli.console.TemporaryDirectory;
import org.clfs4j.cli.console.ToolException;
import picocli.CommandLine.Option;

/** Where a command puts files that it removes again. */
final class WorkDirectory {

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "An existing directory on the disk to use. Default: that for temporary files.")
    private Path parent = Path.of(System.getProperty("java.io.tmpdir"));

    TemporaryDirectory create(String prefix) throws IOException {
        if (!Files.isDirectory(parent)) {
            throw new ToolException(
                    ExitCode.CANNOT_OPEN, parent + " is no directory; create it first, or name another with --dir");
        }
        if (!Files.isWritable(parent)) {
            throw new ToolException(
                    ExitCode.CANNOT_OPEN, parent + " may not be written to; name another directory with --dir");
        }
        return TemporaryDirectory.create(parent, prefix);
    }
}
