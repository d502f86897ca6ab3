package org.clfs4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The lives of logs and of what is made from them, row by row as their tables tell them.
 *
 * <p>Each test walks one table: it brings a new subject into the state, lets the event happen and looks at the state from outside. A
 * table has a row for every event in every state in which it can happen.
 *
 * @threading tests of one instance run one after the other
 */
public abstract class LifeCycleTableConformance extends CrashableLogConformance {

    /** For subclasses. */
    protected LifeCycleTableConformance() {}

    private void walk(LifeCycle life) throws Exception {
        List<LifeCycleRow> rows = life.rows();
        LifeCycleSubject any = life.begin(storage());
        assertThat(rows.stream().map(row -> row.state() + ": " + row.event()))
                .as("rows of the table: %s", life.title())
                .containsExactlyInAnyOrderElementsOf(any.possible());
        for (String state : any.states()) {
            try (LifeCycleSubject subject = life.begin(storage())) {
                subject.bring(state);
                assertThat(subject.state()).as("state: %s", life.title()).isEqualTo(state);
            }
        }
        for (LifeCycleRow row : rows) {
            try (LifeCycleSubject subject = life.begin(storage())) {
                subject.bring(row.state());
                Optional<String> told = subject.happen(row.event());
                assertThat(next(row.state(), told, subject.state()))
                        .as("%s, %s: %s", life.title(), row.state(), row.event())
                        .isEqualTo(row.next());
            }
        }
    }

    private static String next(String before, Optional<String> told, String after) {
        return told.map(status -> before.equals(after) ? "refused " + status : after + ", told " + status).orElse(after);
    }

    @Test
    @Statements({"O1", "O2", "O3", "O11", "O12"})
    void logsLiveAsTheTableSays() throws Exception {
        walk(LifeCycle.LOG);
    }

    @Test
    @Statements({"O1", "O2", "O3", "O11", "O14", "O15", "O16"})
    void streamsLiveAsTheTableSays() throws Exception {
        walk(LifeCycle.STREAM);
    }

    @Test
    @Statements({"O9", "O10"})
    void openingsShareAsTheTableSays() throws Exception {
        walk(LifeCycle.SHARING);
    }

    @Test
    @Statements({"O8", "O13"})
    void logHandlesLiveAsTheTableSays() throws Exception {
        walk(LifeCycle.LOG_HANDLE);
    }

    @Test
    @Statements({"O8", "F24"})
    void streamHandlesLiveAsTheTableSays() throws Exception {
        walk(LifeCycle.STREAM_HANDLE);
    }

    @Test
    @Statements({"B19", "D19"})
    void areasLiveAsTheTableSays() throws Exception {
        walk(LifeCycle.AREA);
    }

    @Test
    @Statements("B18")
    void areasMayDoWhatTheTableSays() throws Exception {
        walk(LifeCycle.AREA_ACCESS);
    }

    @Test
    @Statements({"D1", "D9", "D15", "D16", "D17", "D19"})
    void contextsThatReadForwardLiveAsTheTableSays() throws Exception {
        walk(LifeCycle.FORWARD_CONTEXT);
    }

    @Test
    @Statements({"D2", "D3", "D5", "D8", "D15"})
    void contextsAlongAChainLiveAsTheTableSays() throws Exception {
        walk(LifeCycle.CHAIN_CONTEXT);
    }

    @Test
    @Statements({"D13", "D14"})
    void contextsOnRestartAreasLiveAsTheTableSays() throws Exception {
        walk(LifeCycle.RESTART_CONTEXT);
    }

    @Test
    void claimsLiveAsTheTableSays() throws Exception {
        walk(LifeCycle.CLAIM);
    }

    @Test
    @Statements({"R3", "R5", "R8", "R9", "R10", "R11", "A13", "A14"})
    void reservationsLiveAsTheTableSays() throws Exception {
        walk(LifeCycle.RESERVATION);
    }

    @Test
    @Statements({"C14", "C15", "C16", "C17"})
    void containersLiveAsTheTableSays() throws Exception {
        walk(LifeCycle.CONTAINER);
    }

    @Test
    @Statements({"C26", "C27"})
    void scansLiveAsTheTableSays() throws Exception {
        walk(LifeCycle.CONTAINER_SCAN);
    }
}
