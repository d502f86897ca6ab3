package org.clfs4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clfs4j.testkit.Refusal.refused;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.clfs4j.ContainerInformation;
import org.clfs4j.ContainerScan;
import org.clfs4j.ScanMode;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Scans: listing containers, some at a time.
 *
 * @threading tests of one instance run one after the other
 */
public abstract class ContainerScanConformance extends LogConformance {

    /** For subclasses. */
    protected ContainerScanConformance() {}

    @BeforeEach
    final void createSevenContainers() throws Exception {
        create(7);
    }

    private static List<Integer> ids(List<ContainerInformation> containers) {
        return containers.stream().map(ContainerInformation::physicalId).toList();
    }

    /** The physical ids of some of the containers that there are now. */
    private List<Integer> idsAt(int... indexes) throws LogException {
        List<Integer> all = ids(log.containers().list());
        return IntStream.of(indexes).mapToObj(all::get).toList();
    }

    private static void assertEnds(ContainerScan scan) throws LogException {
        for (int i = 0; i < 2; i++) {
            assertThat(scan.next()).isEmpty();
            assertThat(scan.status()).contains(LogStatus.NO_MORE_ENTRIES);
        }
    }

    @Test
    @Statements("C25")
    void forwardTellsSoManyAtATimeThenFewerThenNone() throws Exception {
        try (ContainerScan scan = log.containers().scan(0, 3, ScanMode.FORWARD)) {
            assertThat(scan.status()).isEmpty();
            assertThat(ids(scan.next())).isEqualTo(idsAt(0, 1, 2));
            assertThat(ids(scan.next())).isEqualTo(idsAt(3, 4, 5));
            assertThat(scan.status()).isEmpty();
            assertThat(ids(scan.next())).isEqualTo(idsAt(6));
            assertThat(scan.status()).isEmpty();
            assertEnds(scan);
        }
    }

    @Test
    @Statements("C25")
    void oneSetCanHoldThemAll() throws Exception {
        try (ContainerScan scan = log.containers().scan(0, Integer.MAX_VALUE, ScanMode.FORWARD)) {
            assertThat(scan.next()).isEqualTo(log.containers().list());
            assertEnds(scan);
        }
    }

    @Test
    void backwardBeginsWithTheLastSet() throws Exception {
        try (ContainerScan scan = log.containers().scan(0, 3, ScanMode.BACKWARD)) {
            assertThat(ids(scan.next())).isEqualTo(idsAt(6, 5, 4));
            assertThat(ids(scan.next())).isEqualTo(idsAt(3, 2, 1));
            assertThat(ids(scan.next())).isEqualTo(idsAt(0));
            assertEnds(scan);
        }
    }

    @Test
    void containersBeforeTheFirstIndexStayOut() throws Exception {
        try (ContainerScan scan = log.containers().scan(5, 3, ScanMode.FORWARD)) {
            assertThat(ids(scan.next())).isEqualTo(idsAt(5, 6));
            assertEnds(scan);
        }
        try (ContainerScan scan = log.containers().scan(5, 1, ScanMode.BACKWARD)) {
            assertThat(ids(scan.next())).isEqualTo(idsAt(6));
            assertThat(ids(scan.next())).isEqualTo(idsAt(5));
            assertEnds(scan);
        }
        try (ContainerScan scan = log.containers().scan(7, 1, ScanMode.FORWARD)) {
            assertEnds(scan);
            log.containers().add(1);
            assertThat(ids(scan.next())).isEqualTo(idsAt(7));
        }
    }

    @Test
    void theDirectionCanTurn() throws Exception {
        try (ContainerScan scan = log.containers().scan(0, 3, ScanMode.FORWARD)) {
            assertThat(ids(scan.next())).isEqualTo(idsAt(0, 1, 2));
            assertThat(ids(scan.scan(ScanMode.BACKWARD))).isEqualTo(idsAt(1, 0));
            assertThat(ids(scan.next())).isEmpty();
            assertThat(ids(scan.scan(ScanMode.FORWARD))).isEqualTo(idsAt(1, 2, 3));
            assertThat(scan.status()).isEmpty();
        }
    }

    @Test
    @Statements("C26")
    void anExistingScanIsStartedAnewWithInitAndOneDirectionOnly() throws Exception {
        try (ContainerScan scan = log.containers().scan(0, 3, ScanMode.FORWARD)) {
            scan.next();
            for (ScanMode[] wrong : List.of(
                    new ScanMode[] {ScanMode.FORWARD},
                    new ScanMode[] {ScanMode.BACKWARD},
                    new ScanMode[] {ScanMode.INIT},
                    new ScanMode[] {},
                    new ScanMode[] {ScanMode.INIT, ScanMode.FORWARD, ScanMode.BACKWARD},
                    new ScanMode[] {ScanMode.INIT, ScanMode.CLOSE})) {
                refused(LogStatus.INVALID_PARAMETER, () -> scan.restart(0, 1, wrong), List.of(wrong));
            }
            refused(LogStatus.INVALID_PARAMETER, () -> scan.restart(-1, 1, ScanMode.INIT, ScanMode.FORWARD), -1);
            refused(LogStatus.INVALID_PARAMETER, () -> scan.restart(0, 0, ScanMode.INIT, ScanMode.FORWARD), 0);
            assertThat(ids(scan.next())).as("where it was").isEqualTo(idsAt(3, 4, 5));
            scan.restart(1, 2, ScanMode.FORWARD, ScanMode.INIT);
            assertThat(ids(scan.next())).isEqualTo(idsAt(1, 2));
            scan.restart(0, 4, ScanMode.INIT, ScanMode.BACKWARD);
            assertThat(ids(scan.next())).isEqualTo(idsAt(6, 5, 4, 3));
        }
    }

    @Test
    void aNewScanTakesOneDirectionAndNothingElse() throws Exception {
        for (ScanMode[] wrong : List.of(
                new ScanMode[] {},
                new ScanMode[] {ScanMode.INIT, ScanMode.FORWARD},
                new ScanMode[] {ScanMode.FORWARD, ScanMode.BACKWARD},
                new ScanMode[] {ScanMode.CLOSE})) {
            refused(LogStatus.INVALID_PARAMETER, () -> log.containers().scan(0, 1, wrong), List.of(wrong));
        }
        refused(LogStatus.INVALID_PARAMETER, () -> log.containers().scan(-1, 1, ScanMode.FORWARD), -1);
        refused(LogStatus.INVALID_PARAMETER, () -> log.containers().scan(0, 0, ScanMode.FORWARD), 0);
    }

    @Test
    void initGoesBackToWhereTheDirectionBegins() throws Exception {
        try (ContainerScan scan = log.containers().scan(2, 3, ScanMode.FORWARD)) {
            scan.next();
            assertThat(ids(scan.scan(ScanMode.INIT, ScanMode.FORWARD))).isEqualTo(idsAt(0, 1, 2));
            assertThat(ids(scan.scan(ScanMode.INIT, ScanMode.BACKWARD))).isEqualTo(idsAt(6, 5, 4));
        }
    }

    @Test
    @Statements("C27")
    void closeTogetherWithADirectionIsRefusedAndClosesNothing() throws Exception {
        try (ContainerScan scan = log.containers().scan(0, 3, ScanMode.FORWARD)) {
            for (ScanMode[] wrong : List.of(
                    new ScanMode[] {ScanMode.CLOSE, ScanMode.FORWARD},
                    new ScanMode[] {ScanMode.CLOSE, ScanMode.BACKWARD},
                    new ScanMode[] {ScanMode.CLOSE, ScanMode.INIT},
                    new ScanMode[] {ScanMode.FORWARD, ScanMode.BACKWARD},
                    new ScanMode[] {ScanMode.INIT},
                    new ScanMode[] {})) {
                refused(LogStatus.INVALID_PARAMETER, () -> scan.scan(wrong));
            }
            assertThat(ids(scan.next())).isEqualTo(idsAt(0, 1, 2));
            assertThat(scan.scan(ScanMode.CLOSE)).isEmpty();
            refused(LogStatus.INVALID_HANDLE, scan::next);
            refused(LogStatus.INVALID_HANDLE, () -> scan.scan(ScanMode.FORWARD));
            refused(LogStatus.INVALID_HANDLE, () -> scan.restart(0, 1, ScanMode.INIT, ScanMode.FORWARD));
        }
    }

    @Test
    void aScanDoesNotKeepItsLogOpen() throws Exception {
        ContainerScan scan = log.containers().scan(0, 3, ScanMode.FORWARD);
        closeAll();
        refused(LogStatus.INVALID_HANDLE, scan::next);
        scan.close();
        scan.close();
    }

    @Test
    void whatIsRefusedLeavesTheScanAsItWas() throws Exception {
        ContainerScan scan = log.containers().scan(7, 3, ScanMode.FORWARD);
        assertEnds(scan);
        log.close();
        refused(LogStatus.INVALID_HANDLE, () -> scan.scan(ScanMode.INIT, ScanMode.FORWARD));
        assertThat(scan.status()).contains(LogStatus.NO_MORE_ENTRIES);
        refused(LogStatus.INVALID_HANDLE, () -> scan.restart(0, 3, ScanMode.INIT, ScanMode.FORWARD));
        assertThat(scan.status()).contains(LogStatus.NO_MORE_ENTRIES);
    }

    @Test
    void aScanTellsWhatIsThereAtEachCall() throws Exception {
        List<ContainerInformation> all = log.containers().list();
        try (ContainerScan scan = log.containers().scan(0, 2, ScanMode.FORWARD)) {
            assertThat(ids(scan.next())).isEqualTo(ids(all.subList(0, 2)));
            log.containers().remove(List.of(all.get(1).path(), all.get(2).path()), false);
            int added = log.containers().add(1).get(0).physicalId();
            List<Integer> rest = new ArrayList<>();
            while (scan.status().isEmpty()) {
                rest.addAll(ids(scan.next()));
            }
            List<Integer> expected = new ArrayList<>(ids(all.subList(3, 7)));
            expected.add(added);
            assertThat(rest).isEqualTo(expected);
        }
    }
}
