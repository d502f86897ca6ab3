package org.clfs4j.cli;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.clfs4j.ContainerInformation;
import org.clfs4j.ContainerState;
import org.clfs4j.StreamInformation;

/**
 * How a stream has grown in an interval, and how it stands at its end.
 *
 * @param seconds since the first interval began
 * @param stream the stream as it is
 * @param recordsPerSecond how many records came
 * @param bytesPerSecond how many bytes were in them
 * @param containers how many containers of the log are in which state
 */
record Growth(
        double seconds,
        StreamInformation stream,
        double recordsPerSecond,
        double bytesPerSecond,
        Map<ContainerState, Integer> containers) {

    Growth(
            double seconds,
            StreamInformation stream,
            double recordsPerSecond,
            double bytesPerSecond,
            List<ContainerInformation> containers) {
        this(seconds, stream, recordsPerSecond, bytesPerSecond, byState(containers));
    }

    private static Map<ContainerState, Integer> byState(Collection<ContainerInformation> containers) {
        Map<ContainerState, Integer> states = new EnumMap<>(ContainerState.class);
        containers.forEach(container -> states.merge(container.state(), 1, Integer::sum));
        return states;
    }
}
