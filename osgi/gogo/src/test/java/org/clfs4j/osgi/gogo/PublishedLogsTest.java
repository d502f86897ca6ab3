package org.clfs4j.osgi.gogo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.clfs4j.LogName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** By which names logs are found that are services. */
class PublishedLogsTest {

    private final Framework framework = new Framework();

    PublishedLogsTest() {
        framework.log(Map.of("clfs.log", "log:/d/wal", "clfs.kind", "dedicated", "clfs.pid", "org.clfs4j.log~orders"));
        framework.log(Map.of("clfs.log", "log:/d/books::", "clfs.kind", "multiplexed", "clfs.pid", "org.clfs4j.log.0815"));
        framework.stream(Map.of("clfs.log", "log:/d/books::", "clfs.stream", "ledger"));
        framework.stream(Map.of("clfs.log", "log:/d/wal", "clfs.stream", ""));
        framework.log(Map.of("clfs.log", "log:/e/twice"));
        framework.log(Map.of("clfs.log", "log:/f/twice"));
    }

    private PublishedLogs logs() {
        return PublishedLogs.of(framework.context());
    }

    @ParameterizedTest
    @CsvSource({
        "wal, log:/d/wal",
        "orders, log:/d/wal",
        "org.clfs4j.log~orders, log:/d/wal",
        "books, log:/d/books::",
        "books::, log:/d/books::",
        "books::ledger, log:/d/books::ledger",
        "org.clfs4j.log.0815::ledger, log:/d/books::ledger",
        "books::no::such, log:/d/books::no::such",
        "wal::ledger, log:/d/wal::ledger"
    })
    void aLogIsCalledByItsFilesOrByItsConfiguration(String text, String name) {
        assertThat(logs().named(text)).contains(LogName.of(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "::", "::ledger", "ledger", "log", "/d/wal", "log:/d/wal", "./wal", "org.clfs4j.log"})
    void anyOtherWordIsNoName(String text) {
        assertThat(logs().named(text)).isEmpty();
    }

    @Test
    void aNameOfSeveralLogsIsRefusedWithTheirPaths() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> logs().named("twice"))
                .withMessage("\"twice\" may be any of log:/e/twice, log:/f/twice; name one by its path");
    }

    @Test
    void noServiceIsTakenToLookAtThem() {
        logs();
        assertThat(framework.taken()).isZero();
    }
}
