package org.clfs4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.LogProvider;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.OpenOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that give up records: advance, truncate, reset, delete. */
class GivingUpTest {

    private final Path directory;
    private final String books;
    private final String dedicated;
    private final TestShell shell;
    private final TestLog booksLog;
    private final TestLog dedicatedLog;

    GivingUpTest(@TempDir Path directory) throws IOException {
        this.directory = directory;
        shell = new TestShell(directory);
        books = directory.resolve("books").toString();
        dedicated = directory.resolve("log").toString();
        booksLog = new TestLog(shell, Path.of(books), "ledger", "audit");
        dedicatedLog = new TestLog(shell, Path.of(dedicated));
        for (String text : List.of("zero\n", "one\n", "two\n")) {
            booksLog.append("ledger", text);
            dedicatedLog.append("", text);
        }
        booksLog.append("audit", "zero\n");
    }

    private String run(String... arguments) {
        assertThat(shell.run(arguments)).as(shell.err()).isZero();
        assertThat(shell.out()).isEmpty();
        return shell.err();
    }

    private String cat(String operand) {
        assertThat(shell.run("cat", operand, "--format", "raw")).isZero();
        return shell.out();
    }

    private TestLog of(String line) {
        return line.contains("BOOKS") ? booksLog : dedicatedLog;
    }

    private String[] arguments(String line) {
        return line.replace("BOOKS", books).replace("LOG", dedicated).split(" ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"BOOKS::ledger", "LOG"})
    void advanceGivesUpTheOldestRecords(String operand) throws IOException {
        String log = arguments(operand)[0];
        assertThat(run("advance", log, "--to", "0:200:0"))
                .isEqualTo("clfs: the base of log:" + log + " is LSN 00000000:00000200:000 now; 2 of 3 containers are"
                        + " free\n");
        assertThat(cat(log)).isEqualTo("one\ntwo\n");
        assertThat(run("advance", log, "--to", "end")).contains("is LSN 00000000:00000600:000 now");
        assertThat(cat(log)).isEmpty();
        assertThat(cat(books + "::audit")).isEqualTo("zero\n");
    }

    @Test
    void anAdvancedBaseIsInTheMetadata() {
        run("advance", books + "::ledger", "--to", "0:200:0");
        assertThat(shell.run("dump", books)).isZero();
        assertThat(shell.out()).contains("stream 1 \"ledger\": base 00000000:00000200:000");
    }

    @Test
    void truncateTakesTheYoungestRecordsOut() throws IOException {
        assertThat(run("truncate", dedicated, "--to", "0:200:0"))
                .isEqualTo("clfs: LSN 00000000:00000200:000 is the youngest record of log:" + dedicated
                        + " now, the next one comes behind it\n");
        assertThat(cat(dedicated)).isEqualTo("zero\none\n");
        assertThat(dedicatedLog.append("", "three\n")).matches(lsn -> lsn.isGreater(Lsn.create(0, 512, 0)));
        assertThat(cat(dedicated)).isEqualTo("zero\none\nthree\n");
    }

    @Test
    void resetLetsAStreamBeginAnewAboveItsOldLsns() throws IOException {
        assertThat(run("reset", books + "::ledger", "--yes"))
                .isEqualTo("clfs: log:" + books + "::ledger has no records now, and can be reset 123 more times\n");
        assertThat(cat(books + "::ledger")).isEmpty();
        assertThat(cat(books + "::audit")).isEqualTo("zero\n");
        assertThat(booksLog.append("ledger", "new\n")).matches(lsn -> lsn.isGreater(Lsn.create(0, 1024, 0)));
        run("reset", dedicated, "--yes");
        assertThat(cat(dedicated)).isEmpty();
        assertThat(shell.run("streams", dedicated)).isZero();
        assertThat(shell.out().lines().toList().get(1)).contains("       1  (unnamed)");
    }

    @Test
    void deleteTakesAStreamOrAWholeLogAway() {
        assertThat(run("delete", books + "::ledger", "--yes")).isEqualTo("clfs: deleted log:" + books + "::ledger\n");
        assertThat(cat(books + "::audit")).isEqualTo("zero\n");
        assertThat(shell.run("cat", books + "::ledger")).isEqualTo(3);
        run("delete", books, "--with-streams", "--yes");
        run("delete", dedicated, "--yes");
        assertThat(directory).isDirectoryNotContaining(file -> !file.toString().endsWith(".lock"));
    }

    @Test
    void aMultiplexedLogWithoutStreamsIsDeletedLikeAnyOther() {
        run("delete", books + "::ledger", "--yes");
        run("delete", books + "::audit", "--yes");
        run("delete", books + "::", "--yes");
        assertThat(Path.of(books + ".blf")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "advance BOOKS::ledger --to 0:0:7 | no record's",
                "advance LOG --to 5:0:0 | must lie from the base",
                "advance LOG --to INVALID | must lie from the base",
                "advance LOG --to END | is no LSN",
                "advance LOG | --to",
                "truncate LOG --to 0:200:1 | no record at LSN",
                "truncate LOG --to 0:a00:0 | outside the active region",
                "truncate LOG --to end | is no LSN",
                "truncate LOG | --to",
                "truncate BOOKS --to 0:0:0 | only a dedicated log",
                "truncate BOOKS:: --to 0:0:0 | only a dedicated log",
                "truncate BOOKS::ledger --to 0:0:0 | only a dedicated log",
                "reset LOG | LOG would lose all its records, LSN 00000000:00000000:000 up to 00000000:00000600:000;"
                        + " nothing was done, add --yes to do it",
                "reset BOOKS::ledger | nothing was done, add --yes",
                "reset BOOKS | name one of its streams",
                "delete LOG | LOG would be deleted with 3 containers; nothing was done, add --yes to do it",
                "delete BOOKS::ledger | stream log:BOOKS::ledger would be deleted with all its records; nothing was done",
                "delete BOOKS --yes | log:BOOKS:: has streams, which would be deleted with it: log:BOOKS::ledger,",
                "delete BOOKS:: --yes | add --with-streams if that is meant",
                "delete BOOKS:: --with-streams | log:BOOKS:: would be deleted with 3 containers; nothing was done",
                "delete LOG BOOKS:: --yes | BOOKS::"
            })
    void whatIsRefusedIsOneSentenceAndChangesNothing(String line, String hint) throws IOException {
        of(line).refuses(2, hint.replace("BOOKS", books).replace("LOG", dedicated), arguments(line));
    }

    @Test
    void aBaseMovesForwardOnly() throws IOException {
        run("advance", dedicated, "--to", "0:200:0");
        dedicatedLog.refuses(2, "must lie from the base 00000000:00000200:000", "advance", dedicated, "--to", "0:0:0");
        dedicatedLog.refuses(2, "outside the active region", "truncate", dedicated, "--to", "0:0:0");
    }

    @Test
    void aLogWithLargeSectorsIsNotTruncated() throws IOException {
        String large = directory.resolve("large").toString();
        run("create", large, "--containers", "2", "--container-size", "512k", "--sector-size", "4k");
        assertThat(shell.run("truncate", large, "--to", "0:0:0")).isEqualTo(2);
        assertThat(shell.err().lines()).singleElement().asString().contains("sectors of 4096 bytes");
    }

    @Test
    void aStreamCannotBeResetForEver() throws IOException {
        try (LogFile log = booksLog.open()) {
            for (int i = 0; i < LogStream.MAX_RESETS; i++) {
                log.stream("ledger").closeAndReset();
            }
        }
        booksLog.refuses(5, "was reset 124 times", "reset", books + "::ledger", "--yes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "advance LOG --to end",
                "truncate LOG --to 0:0:0",
                "reset LOG --yes",
                "delete LOG --yes",
                "advance BOOKS::ledger --to end",
                "reset BOOKS::ledger --yes",
                "delete BOOKS::ledger --yes",
                "delete BOOKS:: --with-streams --yes",
                "create BOOKS::third"
            })
    void aLogThatIsOpenElsewhereIsLeftAlone(String line) throws IOException {
        TestLog log = of(line);
        String before = log.contents();
        try (LogFile elsewhere = LogProvider.load().open(log.name(), OpenOptions.openExisting().exclusive())) {
            assertThat(shell.run(arguments(line))).isEqualTo(3);
            assertThat(shell.err().lines())
                    .singleElement()
                    .asString()
                    .startsWith("clfs: ")
                    .contains(elsewhere.name().toString());
        }
        assertThat(log.contents()).isEqualTo(before);
    }

    @Test
    void aStreamThatIsOpenElsewhereIsNotDeletedAndNotReset() throws IOException {
        String before = booksLog.contents();
        LogName ledger = booksLog.name().stream("ledger");
        try (LogFile elsewhere = LogProvider.load().open(ledger, OpenOptions.openExisting())) {
            for (String command : new String[] {"delete", "reset"}) {
                assertThat(shell.run(command, books + "::ledger", "--yes")).isEqualTo(3);
                assertThat(shell.err()).contains(elsewhere.name().toString());
            }
        }
        assertThat(booksLog.contents()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "advance nolog --to end",
                "truncate nolog --to 0:0:0",
                "reset nolog",
                "reset nolog --yes",
                "delete nolog",
                "delete nolog --yes",
                "delete nolog::x --yes",
                "streams nolog",
                "streams nolog::x"
            })
    void aLogThatIsNotThereStaysSo(String line) {
        String missing = directory.resolve("nolog").toString();
        assertThat(shell.run(line.replace("nolog", missing).split(" "))).isEqualTo(3);
        assertThat(shell.err().lines()).singleElement().asString().contains("nolog.blf does not exist");
        assertThat(Files.exists(Path.of(missing + ".blf"))).isFalse();
        assertThat(Files.exists(Path.of(missing + ".lock"))).isFalse();
    }
}
