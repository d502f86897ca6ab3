package org.clfs4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

    private final TestShell shell;

    CommandLineTest(@TempDir Path directory) {
        shell = new TestShell(directory);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create",
                "containers",
                "streams",
                "append",
                "cat",
                "info",
                "verify",
                "watch",
                "dump",
                "advance",
                "truncate",
                "reset",
                "delete",
                "providers",
                "bench",
                "demo"
            })
    void everyCommandHasHelpWithExamples(String command) {
        assertThat(shell.run(command, "--help")).isZero();
        assertThat(shell.out()).contains("Usage: clfs " + command, "Examples:", "--provider");
        assertThat(shell.err()).isEmpty();
    }

    @Test
    void helpListsTheCommandsAndExitCodes() {
        assertThat(shell.run("--help")).isZero();
        assertThat(shell.out())
                .contains("create", "containers", "streams", "append", "cat", "info", "verify", "watch", "dump")
                .contains("advance", "truncate", "reset", "delete", "providers", "bench", "demo", "Exit codes");
    }

    @Test
    void tellsItsVersion() {
        assertThat(shell.run("--version")).isZero();
        assertThat(shell.out()).startsWith("clfs ").contains("Java " + Runtime.version());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                   | required",
                "frobnicate                           | frobnicate",
                "info                                 | LOG",
                "info x y                             | y",
                "info ''                              | names no log",
                "cat x --from 1:2                     | is no LSN",
                "cat x --format xml                   | xml",
                "create x --container-size 0          | is no size",
                "create x --container-size 1.5M       | is no size",
                "create x --containers many           | many",
                "create x --containers 1              | 2 to 1023 containers",
                "create x --containers 1024           | 2 to 1023 containers",
                "create x --container-size 5G         | at most",
                "append x --chunk 3G                  | 2147483647",
                "append x --chunk 16M                 | smaller than the largest block",
                "append x --lines --chunk 1k          | mutually exclusive",
                "append x --durable sometimes         | sometimes",
                "append x --durable batch --batch 0   | at least 1 record",
                "demo --rounds 0                      | at least 1",
                "bench --seconds 0                    | above 0",
                "info x --provider nosuch             | nosuch",
                "demo --alternate --provider nosuch   | nosuch",
                "providers --provider nosuch          | nosuch",
                "watch x --interval 0                 | above 0",
                "watch x --interval NaN               | above 0",
                "watch x --interval 1e6               | at most a day",
                "watch x --count 0                    | at least 1 line",
                "verify x::ledger                     | verified as a whole",
                "streams                              | LOG",
                "advance x                            | --to",
                "advance x --to here                  | is no LSN",
                "truncate x                           | --to",
                "delete                               | LOG",
                "delete x y --yes                     | y"
            })
    void aWrongCommandLineGetsOneSentenceAndExitCode2(String line, String hint) {
        String[] arguments =
                line.isEmpty() ? new String[0] : line.replace("''", "\u0000").split(" ");
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = arguments[i].replace("\u0000", "");
        }
        assertThat(shell.run(arguments)).isEqualTo(2);
        assertThat(shell.out()).isEmpty();
        assertThat(shell.err().lines())
                .singleElement()
                .asString()
                .startsWith("clfs: ")
                .contains(hint);
    }
}
