package org.clfs4j.cli;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.clfs4j.ContainerInformation;
import org.clfs4j.ContainerState;
import org.clfs4j.cli.console.Output;

/** Containers as people read them, one a line. */
final class ContainerText {

    private ContainerText() {}

    static void write(Output out, List<ContainerInformation> containers) throws IOException {
        int width = containers.stream()
                .mapToInt(container -> state(container.state()).length())
                .max()
                .orElse(0);
        for (ContainerInformation container : containers) {
            String holds = container.logicalId().isPresent()
                    ? String.format(Locale.ROOT, "container id %08x", container.logicalId().getAsLong())
                    : "never used";
            out.line(
                    "  %4d  %-" + Math.max(8, width) + "s  %-21s  %s",
                    container.physicalId(), state(container.state()), holds, container.path());
        }
    }

    /** Writes a state as people read it. */
    static String state(ContainerState state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
