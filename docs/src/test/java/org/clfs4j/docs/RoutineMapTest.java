package org.clfs4j.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Each routine of CLFS leads to a method that is there, or has a reason why there is none. */
class RoutineMapTest {

    private static final String PAGE = "docs/clfs-mapping.md";

    /** Every routine, field and flag of the interfaces: one name a line. */
    private static final String NAMES = "docs/src/test/resources/clfs-names.txt";

    private static Set<String> names() throws IOException {
        return new TreeSet<>(Repository.lines(NAMES));
    }

    @Test
    void everyNameOfClfsHasAMethodThatIsThereOrAReason() throws IOException {
        RoutineMap map = RoutineMap.of(Repository.lines(PAGE));

        assertThat(map.names()).hasSizeGreaterThan(200);
        assertThat(map.mistakes(names())).isEmpty();
    }

    @Test
    void namesAreSortedAndDifferent() throws IOException {
        assertThat(Repository.lines(NAMES)).containsExactlyElementsOf(names());
    }

    @Test
    void aRowThatIsRightHasNoMistake() {
        assertThat(mistakes("| `A` | `Lsn.create(long, long, int)`, `Lsn.NULL`, `OpenOptions.share(Access...)` | see `Lsn.block` |"))
                .isEmpty();
        assertThat(mistakes("| `A` | – | because |")).isEmpty();
        assertThat(mistakes("| `A` | `MarshallingAreaOptions.Builder.blockSize(int)` | |")).isEmpty();
    }

    @Test
    void wrongRowsAreFound() {
        assertThat(mistakes("| `A` | `Lsn.make(long, long, int)` | |")).containsExactly("[A]: there is no Lsn.make(long, long, int)");
        assertThat(mistakes("| `A` | `Lsn.create(long, int)` | |")).containsExactly("[A]: there is no Lsn.create(long, int)");
        assertThat(mistakes("| `A` | `Lsn.create` | |")).containsExactly("[A]: there is no Lsn.create");
        assertThat(mistakes("| `A` | `Lsm.create(long, long, int)` | |")).hasSize(1);
        assertThat(mistakes("| `A` | `Lsn.NOTHING` | |")).hasSize(1);
        assertThat(mistakes("| `A` | `OpenOptions.share(Access)` | |")).hasSize(1);
        assertThat(mistakes("| `A` | `create` | |")).hasSize(1);
        assertThat(mistakes("| `A` | – | |")).containsExactly("[A] has neither a method nor a reason");
        assertThat(mistakes("| `A` | | because |")).containsExactly("[A] says neither a method nor –");
        assertThat(mistakes("| `A` | `Lsn.NULL` | see `Lsn.zero` |"))
                .containsExactly("[A]: there is no Lsn.zero, of which the remark speaks");
        assertThat(mistakes("| A | `Lsn.NULL` | |")).hasSize(2).last().isEqualTo("A is missing");
        assertThat(mistakes("| `A`, `B` | `Lsn.NULL` | |")).containsExactly("B is no name of CLFS");
        assertThat(mistakes("| `A`, `A` | `Lsn.NULL` | |")).containsExactly("A is listed twice");
        assertThat(mistakes("| `A` | `Lsn.NULL` | |", "| `A` | – | because |")).containsExactly("A is listed twice");
        assertThat(RoutineMap.of(List.of("nothing")).mistakes(Set.of("A"))).containsExactly("A is missing");
    }

    @Test
    void membersAreNamedWithTheirStructure() {
        RoutineMap map = RoutineMap.of(List.of(
                "### CLS_INFORMATION", "", "| field | clfs4j | remark |", "|---|---|---|", "| `BaseLsn` | – | because |"));
        assertThat(map.mistakes(Set.of("CLS_INFORMATION.BaseLsn"))).isEmpty();
        assertThat(map.mistakes(Set.of("BaseLsn"))).hasSize(2);
    }

    @Test
    void everyColumnBeforeOursHasNames() {
        RoutineMap map = RoutineMap.of(List.of(
                "| kernel | Win32 | clfs4j | remark |", "|---|---|---|---|", "| `A` | `B` | – | because |", "| | `C` | – | x |"));
        assertThat(map.names()).containsExactly("A", "B", "C");
    }

    private static List<String> mistakes(String... rows) {
        List<String> table = new ArrayList<>(List.of("| name | clfs4j | remark |", "|---|---|---|"));
        table.addAll(List.of(rows));
        return RoutineMap.of(table).mistakes(Set.of("A"));
    }
}
