package org.clfs4j.cli;

import org.clfs4j.ContainerSet;
import org.clfs4j.OpenOptions;
import org.clfs4j.cli.console.ExitCode;
import org.clfs4j.cli.console.ToolException;
import picocli.CommandLine.Option;

/** The sizes of a log that is created. */
final class NewLogOptions {

    private static final int DEFAULT_CONTAINERS = 4;
    private static final long DEFAULT_CONTAINER_SIZE = 16L << 20;

    @Option(names = "--containers", paramLabel = "N", description = "How many containers, 2 to 1023. Default: 4.")
    private Integer containers;

    @Option(
            names = "--container-size",
            paramLabel = "SIZE",
            converter = ByteSizeConverter.OfLong.class,
            description = "Bytes of one container, rounded up to 512k, in a multiplexed log to 1M. Default: 16M.")
    private Long containerSize;

    @Option(
            names = "--sector-size",
            paramLabel = "SIZE",
            converter = ByteSizeConverter.OfInt.class,
            description = "Sector size, fixed for ever: a power of two from 512 to 64k. Default: 512.")
    private Integer sectorSize;

    int containers() {
        return containers == null ? DEFAULT_CONTAINERS : containers;
    }

    long containerSize() {
        return containerSize == null ? DEFAULT_CONTAINER_SIZE : containerSize;
    }

    int sectorSize() {
        return sectorSize == null ? OpenOptions.DEFAULT_SECTOR_SIZE : sectorSize;
    }

    /** Tells whether the command line has any of them. */
    boolean given() {
        return containers != null || containerSize != null || sectorSize != null;
    }

    /** Refuses what the log would find only when files are there already. */
    void check() {
        if (containers() < 2 || containers() > ContainerSet.MAX_COUNT) {
            throw new ToolException(
                    ExitCode.USAGE,
                    "a log has 2 to " + ContainerSet.MAX_COUNT + " containers; got --containers " + containers());
        }
        if (containerSize() > ContainerSet.MAX_SIZE) {
            throw new ToolException(
                    ExitCode.USAGE,
                    "a container has at most " + ContainerSet.MAX_SIZE + " bytes; got --container-size "
                            + containerSize());
        }
    }
}
