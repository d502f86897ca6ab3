package org.clfs4j.core;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.clfs4j.ContainerInformation;
import org.clfs4j.ContainerScan;
import org.clfs4j.ContainerSet;
import org.clfs4j.ScanMode;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;
import org.clfs4j.error.LogUsageException;

/**
 * A walk over the containers of an open instance. Its place is a physical id, so that containers can come and go.
 *
 * <pre>
 *   going ◀──one is told, anew / none is left──▶ ended
 *     └─────────────close─────▶ closed ◀─close─────┘
 * </pre>
 *
 * @threading not thread-safe
 */
final class ContainerScanHandle implements ContainerScan {

    private static final Set<ScanMode> DIRECTIONS = EnumSet.of(ScanMode.FORWARD, ScanMode.BACKWARD);

    private final ContainerSet containers;
    private int countPerScan;
    private ScanMode direction;

    /** Containers with smaller physical ids stay out. */
    private int lowest;

    /** The physical id that was told last; before the first one, one that lies just outside. */
    private int last;

    private State state;

    private enum State {
        GOING,
        ENDED,
        CLOSED
    }

    ContainerScanHandle(ContainerSet containers, int fromIndex, int countPerScan, ScanMode... mode)
            throws LogException {
        this.containers = containers;
        Set<ScanMode> modes = setOf(mode);
        if (!isOneDirection(modes)) {
            throw wrong("A new scan needs FORWARD or BACKWARD, one of them and nothing else", modes);
        }
        start(fromIndex, countPerScan, modes);
    }

    private static Set<ScanMode> setOf(ScanMode... mode) {
        Set<ScanMode> modes = EnumSet.noneOf(ScanMode.class);
        Collections.addAll(modes, mode);
        return modes;
    }

    private static boolean isOneDirection(Set<ScanMode> modes) {
        return modes.size() == 1 && DIRECTIONS.containsAll(modes);
    }

    private static boolean isInitAndOneDirection(Set<ScanMode> modes) {
        return modes.size() == 2 && modes.contains(ScanMode.INIT) && !modes.contains(ScanMode.CLOSE);
    }

    private static LogException wrong(String what, Set<ScanMode> modes) {
        return new LogUsageException(LogStatus.INVALID_PARAMETER, what + "; got " + modes);
    }

    private void start(int fromIndex, int count, Set<ScanMode> modes) throws LogException {
        if (fromIndex < 0 || count < 1) {
            throw new LogUsageException(
                    LogStatus.INVALID_PARAMETER,
                    "A scan begins at index 0 or later and tells at least 1 container at a time, got index " + fromIndex
                            + " and " + count + " at a time");
        }
        List<ContainerInformation> all = containers.list();
        lowest = fromIndex < all.size()
                ? all.get(fromIndex).physicalId()
                : all.isEmpty() ? Integer.MIN_VALUE : all.get(all.size() - 1).physicalId() + 1;
        countPerScan = count;
        begin(modes);
    }

    private void begin(Set<ScanMode> modes) {
        direction = modes.contains(ScanMode.FORWARD) ? ScanMode.FORWARD : ScanMode.BACKWARD;
        last = direction == ScanMode.FORWARD ? Integer.MIN_VALUE : Integer.MAX_VALUE;
        state = State.GOING;
    }

    @Override
    public void restart(int fromIndex, int count, ScanMode... mode) throws LogException {
        checkOpen();
        Set<ScanMode> modes = setOf(mode);
        if (!isInitAndOneDirection(modes)) {
            throw wrong("A scan that exists is started anew with INIT and one of FORWARD and BACKWARD", modes);
        }
        start(fromIndex, count, modes);
    }

    @Override
    public List<ContainerInformation> next() throws LogException {
        checkOpen();
        return tell(containers.list());
    }

    private List<ContainerInformation> tell(List<ContainerInformation> containersNow) {
        List<ContainerInformation> all = new ArrayList<>(containersNow);
        if (direction == ScanMode.BACKWARD) {
            Collections.reverse(all);
        }
        List<ContainerInformation> set = all.stream()
                .filter(container -> container.physicalId() >= lowest && comesNext(container.physicalId()))
                .limit(countPerScan)
                .toList();
        if (set.isEmpty()) {
            state = State.ENDED;
        } else {
            state = State.GOING;
            last = set.get(set.size() - 1).physicalId();
        }
        return set;
    }

    private boolean comesNext(int physicalId) {
        return direction == ScanMode.FORWARD ? physicalId > last : physicalId < last;
    }

    @Override
    public List<ContainerInformation> scan(ScanMode... mode) throws LogException {
        checkOpen();
        Set<ScanMode> modes = setOf(mode);
        if (modes.equals(EnumSet.of(ScanMode.CLOSE))) {
            close();
            return List.of();
        }
        boolean anew = isInitAndOneDirection(modes);
        if (!anew && !isOneDirection(modes)) {
            throw wrong("A scan goes on with one direction, begins with INIT and one, or ends with CLOSE alone", modes);
        }
        List<ContainerInformation> now = containers.list(); // if that is refused, nothing has changed
        if (anew) {
            lowest = Integer.MIN_VALUE;
            begin(modes);
        } else {
            direction = modes.iterator().next();
        }
        return tell(now);
    }

    @Override
    public Optional<LogStatus> status() {
        return state == State.ENDED ? Optional.of(LogStatus.NO_MORE_ENTRIES) : Optional.empty();
    }

    private void checkOpen() throws LogException {
        if (state == State.CLOSED) {
            throw new LogUsageException(LogStatus.INVALID_HANDLE, "The scan of containers was closed");
        }
    }

    @Override
    public void close() {
        state = State.CLOSED;
    }
}
