package org.clfs4j.testkit;

import java.util.List;
import java.util.function.Function;

/** Whose lives have tables: by which title, and how one begins. */
enum LifeCycle {
    LOG("Log", LogLife::new),
    STREAM("Stream", StreamLife::new),
    SHARING("Sharing", SharingLife::new),
    LOG_HANDLE("Log handle", LogHandleLife::new),
    STREAM_HANDLE("Stream handle", StreamHandleLife::new),
    AREA("Marshalling area", AreaLife::new),
    AREA_ACCESS("Access of a marshalling area", AreaAccessLife::new),
    FORWARD_CONTEXT("Read context, forward", ForwardContextLife::new),
    CHAIN_CONTEXT("Read context, along a chain", ChainContextLife::new),
    RESTART_CONTEXT("Read context, on restart areas", RestartContextLife::new),
    CLAIM("Claim", ClaimLife::new),
    RESERVATION("Reservation", ReservationLife::new),
    CONTAINER("Container", ContainerLife::new),
    CONTAINER_SCAN("Container scan", ScanLife::new);

    private final String title;
    private final Function<CrashableStorage, LifeCycleSubject> beginning;

    LifeCycle(String title, Function<CrashableStorage, LifeCycleSubject> beginning) {
        this.title = title;
        this.beginning = beginning;
    }

    /** Returns the title of its table. */
    String title() {
        return title;
    }

    /** Returns the rows of its table, one for each state and event. */
    List<LifeCycleRow> rows() {
        return LifeCycleRow.all().stream().filter(row -> row.life().equals(title)).toList();
    }

    /** Begins a life in empty storage. */
    LifeCycleSubject begin(CrashableStorage storage) {
        return beginning.apply(storage);
    }
}
