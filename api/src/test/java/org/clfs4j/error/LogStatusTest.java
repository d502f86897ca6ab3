package org.clfs4j.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LogStatusTest {

    /** The catalogue as ntstatus.h and winerror.h have it: the low byte of 0xC01A00nn, the name, the Win32 error. */
    private static final String CATALOGUE =
            """
            01 SECTOR_INVALID 6600
            02 SECTOR_PARITY_INVALID 6601
            03 SECTOR_REMAPPED 6602
            04 BLOCK_INCOMPLETE 6603
            05 INVALID_RANGE 6604
            06 BLOCKS_EXHAUSTED 6605
            07 READ_CONTEXT_INVALID 6606
            08 RESTART_INVALID 6607
            09 BLOCK_VERSION 6608
            0A BLOCK_INVALID 6609
            0B READ_MODE_INVALID 6610
            0D METADATA_CORRUPT 6612
            0E METADATA_INVALID 6613
            0F METADATA_INCONSISTENT 6614
            10 RESERVATION_INVALID 6615
            11 CANT_DELETE 6616
            12 CONTAINER_LIMIT_EXCEEDED 6617
            13 START_OF_LOG 6618
            14 POLICY_ALREADY_INSTALLED 6619
            15 POLICY_NOT_INSTALLED 6620
            16 POLICY_INVALID 6621
            17 POLICY_CONFLICT 6622
            18 PINNED_ARCHIVE_TAIL 6623
            19 RECORD_NONEXISTENT 6624
            1A RECORDS_RESERVED_INVALID 6625
            1B SPACE_RESERVED_INVALID 6626
            1C TAIL_INVALID 6627
            1D FULL 6628
            1E MULTIPLEXED 6630
            1F DEDICATED 6631
            20 ARCHIVE_NOT_IN_PROGRESS 6632
            21 ARCHIVE_IN_PROGRESS 6633
            22 EPHEMERAL 6634
            23 NOT_ENOUGH_CONTAINERS 6635
            24 CLIENT_ALREADY_REGISTERED 6636
            25 CLIENT_NOT_REGISTERED 6637
            26 FULL_HANDLER_IN_PROGRESS 6638
            27 CONTAINER_READ_FAILED 6639
            28 CONTAINER_WRITE_FAILED 6640
            29 CONTAINER_OPEN_FAILED 6641
            2A CONTAINER_STATE_INVALID 6642
            2B STATE_INVALID 6643
            2C PINNED 6644
            2D METADATA_FLUSH_FAILED 6645
            2E INCONSISTENT_SECURITY 6646
            2F APPENDED_FLUSH_FAILED 6647
            30 PINNED_RESERVATION 6648
            """;

    /** The general ones that logs use: NTSTATUS and Win32 error. */
    private static final Map<LogStatus, List<Integer>> GENERAL = Map.ofEntries(
            Map.entry(LogStatus.INVALID_PARAMETER, List.of(0xC000000D, 87)),
            Map.entry(LogStatus.INVALID_HANDLE, List.of(0xC0000008, 6)),
            Map.entry(LogStatus.ACCESS_DENIED, List.of(0xC0000022, 5)),
            Map.entry(LogStatus.SHARING_VIOLATION, List.of(0xC0000043, 32)),
            Map.entry(LogStatus.OBJECT_NAME_NOT_FOUND, List.of(0xC0000034, 2)),
            Map.entry(LogStatus.OBJECT_PATH_NOT_FOUND, List.of(0xC000003A, 3)),
            Map.entry(LogStatus.OBJECT_NAME_COLLISION, List.of(0xC0000035, 183)),
            Map.entry(LogStatus.DELETE_PENDING, List.of(0xC0000056, 303)),
            Map.entry(LogStatus.BUFFER_OVERFLOW, List.of(0x80000005, 234)),
            Map.entry(LogStatus.NO_MORE_ENTRIES, List.of(0x8000001A, 259)),
            Map.entry(LogStatus.INSUFFICIENT_RESOURCES, List.of(0xC000009A, 1450)),
            Map.entry(LogStatus.DISK_FULL, List.of(0xC000007F, 112)),
            Map.entry(LogStatus.NOT_SUPPORTED, List.of(0xC00000BB, 50)),
            Map.entry(LogStatus.END_OF_FILE, List.of(0xC0000011, 38)),
            Map.entry(LogStatus.BUSY, List.of(0x80000011, 170)));

    @Test
    void everyStatusOfTheCatalogueHasItsCodes() {
        for (String line : CATALOGUE.lines().toList()) {
            String[] parts = line.split(" ");
            LogStatus status = LogStatus.valueOf(parts[1]);
            assertThat(status.ntStatus()).as(line).isEqualTo(0xC01A0000 + Integer.parseInt(parts[0], 16));
            assertThat(status.win32Error()).as(line).isEqualTo(Integer.parseInt(parts[2]));
        }
    }

    @Test
    void noRestartIsInformational() {
        assertThat(LogStatus.NO_RESTART.ntStatus()).isEqualTo(0x401A000C);
        assertThat(LogStatus.NO_RESTART.win32Error()).isEqualTo(6611);
    }

    @Test
    void theGeneralOnesHaveTheirCodes() {
        GENERAL.forEach((status, codes) -> {
            assertThat(status.ntStatus()).as("%s", status).isEqualTo(codes.get(0));
            assertThat(status.win32Error()).as("%s", status).isEqualTo(codes.get(1));
        });
    }

    @Test
    void thereIsNoOther() {
        long catalogued = CATALOGUE.lines().count() + 1;
        assertThat(LogStatus.values()).hasSize((int) catalogued + GENERAL.size());
    }

    @Test
    void noCodeIsUsedTwice() {
        Set<Integer> nt = new HashSet<>();
        Set<Integer> win32 = new HashSet<>();
        assertThat(LogStatus.values()).allMatch(status -> nt.add(status.ntStatus()));
        assertThat(LogStatus.values()).allMatch(status -> win32.add(status.win32Error()));
    }

    @Test
    void eachStatusIsThrownAsTheTypeOfItsCategory() {
        Set<Class<?>> types = new HashSet<>();
        for (LogStatus status : LogStatus.values()) {
            IllegalStateException cause = new IllegalStateException();
            LogException exception = LogException.of(status, "what, where", cause);
            assertThat(exception.status()).isEqualTo(status);
            assertThat(exception).hasMessage("what, where").hasCause(cause);
            assertThat(LogException.of(status, "what")).hasNoCause().isExactlyInstanceOf(exception.getClass());
            types.add(exception.getClass());
        }
        assertThat(types).hasSize(LogCategory.values().length);
        assertThat(types).containsExactlyInAnyOrder(LogException.class.getPermittedSubclasses());
    }

    @Test
    void aTypeTakesNoStatusOfAnotherCategory() {
        assertThatThrownBy(() -> new LogFullException(LogStatus.TAIL_INVALID, "what"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("TAIL_INVALID")
                .hasMessageContaining("FULL");
        assertThat(Arrays.stream(LogStatus.values()).map(LogStatus::category)).doesNotContainNull();
    }
}
