package org.clfs4j.cli;

import picocli.CommandLine.Command;

/** {@code clfs containers}: what follows says what to do with them. */
@Command(
        name = "containers",
        header = "Adds, removes or lists the containers of a log.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  clfs containers list D/log",
            "  clfs containers add D/log --count 4",
            "  clfs containers remove D/log %%BLF%%/logContainer00000000000000000004"
        })
final class ContainersCommand {}
