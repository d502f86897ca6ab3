package org.clfs4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.clfs4j.Append;
import org.clfs4j.Lsn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Chains of records, and records of one type, as {@code clfs cat} shows them. */
class ChainCatTest {

    private final String path;
    private final TestShell shell;
    private final TestLog log;
    private Lsn begin;
    private Lsn update;
    private Lsn state;
    private Lsn undone;

    ChainCatTest(@TempDir Path directory) throws IOException {
        path = directory.resolve("log").toString();
        shell = new TestShell(directory);
        log = new TestLog(shell, Path.of(path), "ledger", "audit");
        begin = log.append("ledger", "begin");
        log.append("audit", "begin seen");
        log.restartArea("ledger", "first state", Lsn.INVALID);
        update = log.append("ledger", "update", Append.NONE.previous(begin));
        state = log.restartArea("ledger", "second state", Lsn.INVALID);
        undone = log.append("ledger", "undone", Append.NONE.previous(update).undoNext(begin));
    }

    private List<String> cat(String... options) {
        String[] arguments =
                Stream.concat(Stream.of("cat", path + "::ledger"), Stream.of(options)).toArray(String[]::new);
        assertThat(shell.run(arguments)).as(shell.err()).isZero();
        return shell.out().lines().toList();
    }

    @Test
    void previousLinksAreFollowedFromTheYoungestRecord() {
        assertThat(cat("--chain", "previous"))
                .containsExactly(
                        undone + "  [previous " + update + ", undo next " + begin + "] undone",
                        update + "  [previous " + begin + "] update",
                        begin + "  begin");
        assertThat(shell.err()).isEmpty();
    }

    @Test
    void undoNextLinksPassOverWhatIsUndone() {
        assertThat(cat("--chain", "undo"))
                .containsExactly(undone + "  [previous " + update + ", undo next " + begin + "] undone", begin + "  begin");
    }

    @Test
    void aChainStartsAndEndsAtRecordsThatAreIncluded() {
        assertThat(cat("--chain", "previous", "--from", update.toString()))
                .containsExactly(update + "  [previous " + begin + "] update", begin + "  begin");
        assertThat(cat("--chain", "previous", "--to", update.toString()))
                .containsExactly(
                        undone + "  [previous " + update + ", undo next " + begin + "] undone",
                        update + "  [previous " + begin + "] update");
    }

    @Test
    void restartAreasComeFromTheNewestBack() {
        List<String> shown = cat("--chain", "restart");
        assertThat(shown).hasSize(2);
        assertThat(shown.get(0)).startsWith(state + "  [restart area, previous ").endsWith("] second state");
        assertThat(shown.get(1)).endsWith("  [restart area] first state");
        assertThat(cat("--chain", "restart", "--from", state.toString())).isEqualTo(shown);
        assertThat(cat("--chain", "restart", "--to", state.toString())).containsExactly(shown.get(0));
    }

    @Test
    void aTypeIsShownAloneInWhateverOrder() {
        assertThat(cat("--type", "restart")).hasSize(2).first().asString().endsWith("] first state");
        assertThat(cat("--type", "data")).hasSize(3).noneMatch(line -> line.contains("restart area"));
        assertThat(cat("--type", "all")).hasSize(5).isEqualTo(cat());
        assertThat(cat("--chain", "previous", "--type", "restart")).isEmpty();
        assertThat(cat("--chain", "restart", "--type", "data")).isEmpty();
    }

    @Test
    void rawLeavesRestartAreasOutUnlessTheyAreAskedFor() {
        assertThat(cat("--format", "raw")).containsExactly("beginupdateundone");
        assertThat(cat("--format", "raw", "--type", "restart")).containsExactly("first statesecond state");
        assertThat(cat("--format", "raw", "--chain", "restart", "--to", state.toString()))
                .containsExactly("second state");
        assertThat(cat("--format", "raw", "--chain", "undo")).containsExactly("undonebegin");
    }

    @Test
    void jsonAndHexShowTheLinks() {
        assertThat(cat("--chain", "undo", "--format", "json"))
                .first()
                .isEqualTo("{\"lsn\":\"" + undone + "\",\"type\":\"DATA\",\"previous\":\"" + update + "\",\"undoNext\":\""
                        + begin + "\",\"length\":6,\"text\":\"undone\"}");
        assertThat(cat("--chain", "undo", "--format", "hex"))
                .first()
                .isEqualTo(undone + " DATA, 6 bytes, previous " + update + ", undo next " + begin);
    }

    @Test
    void aChainThatGoesOnBelowTheBaseSaysSo() {
        assertThat(shell.run("advance", path + "::ledger", "--to", update.toString())).isZero();
        assertThat(cat("--chain", "previous")).hasSize(2);
        assertThat(shell.err()).isEqualTo("clfs: the chain goes on below the base, LSN " + update + "\n");
        assertThat(cat("--chain", "restart")).hasSize(1);
        assertThat(shell.err()).isEqualTo("clfs: the chain goes on below the base, LSN " + update + "\n");
    }

    @ParameterizedTest
    @CsvSource({"previous", "undo", "restart"})
    void aStreamWithoutRecordsHasNoChain(String chain) {
        assertThat(shell.run("advance", path + "::audit", "--to", "end")).isZero();
        assertThat(shell.run("cat", path + "::audit", "--chain", chain)).isZero();
        assertThat(shell.out()).isEmpty();
        assertThat(shell.err()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--chain previous --from 0:0:5 | no record",
                "--chain undo --from 7:0:0 | outside the active region",
                "--chain restart --from BEGIN | is no restart area",
                "--chain restart --from 0:600:1 | no record",
                "--chain previous --follow | cannot be used with --follow",
                "--chain undo --skip-damage | cannot be used with --skip-damage",
                "--chain sideways | sideways",
                "--type aborted | aborted"
            })
    void whatIsNoChainIsOneSentence(String options, String hint) throws IOException {
        String[] arguments =
                ("cat " + path + "::ledger " + options.replace("BEGIN", begin.toString())).split(" ");
        log.refuses(2, hint, arguments);
    }
}
