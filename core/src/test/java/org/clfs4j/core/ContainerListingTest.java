package org.clfs4j.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.clfs4j.ContainerState;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The states of a container, which follow from base, archive tail and removal. */
class ContainerListingTest {

    @ParameterizedTest(name = "active {0}, unarchived {1}, to be deleted {2}: {3}")
    @CsvSource({
        "false, false, false, INACTIVE",
        "false, false, true,  ACTIVE_PENDING_DELETE",
        "false, true,  false, PENDING_ARCHIVE",
        "false, true,  true,  PENDING_ARCHIVE_AND_DELETE",
        "true,  false, false, ACTIVE",
        "true,  false, true,  ACTIVE_PENDING_DELETE",
        "true,  true,  false, ACTIVE",
        "true,  true,  true,  ACTIVE_PENDING_DELETE"
    })
    void stateFollowsFromBaseArchiveTailAndRemoval(
            boolean active, boolean unarchived, boolean pendingDelete, ContainerState expected) {
        assertThat(ContainerListing.state(active, unarchived, pendingDelete)).isEqualTo(expected);
    }
}
