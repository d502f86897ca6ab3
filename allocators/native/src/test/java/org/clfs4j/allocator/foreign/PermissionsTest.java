package org.clfs4j.allocator.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the system or Java does not allow is said, and nothing else suffers. */
class PermissionsTest {

    private static final List<String> ALLOWED = List.of("--enable-native-access=ALL-UNNAMED");

    /** A process that may lock so many bytes and no more, even if this one may lock all. */
    private static List<String> lockLimit(long bytes) throws IOException {
        List<String> command = new ArrayList<>(List.of("prlimit", "--memlock=" + bytes + ":" + bytes));
        Needed.need("prlimit", exists("prlimit"), "prlimit is missing");
        if (System.getProperty("user.name").equals("root")) {
            Needed.need("setpriv", exists("setpriv"), "setpriv is missing");
            command.addAll(List.of("setpriv", "--bounding-set", "-ipc_lock"));
        }
        return command;
    }

    private static boolean exists(String command) {
        try {
            Process process = new ProcessBuilder(command, "--version")
                    .redirectErrorStream(true)
                    .start();
            process.getInputStream().readAllBytes();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void beyondTheLimitOfLockedMemoryBlocksAreRefusedAndTheLimitIsSaid() throws IOException {
        String output = AllocatorChild.run(lockLimit(256 << 10), ALLOWED, "mmap-locked");
        assertThat(output.lines())
                .contains(
                        "refused: mlock of 65536 bytes failed with ENOMEM; the process may lock 262144 bytes (RLIMIT_MEMLOCK)",
                        "blocks: 4",
                        "still works");
    }

    @Test
    void withoutAnyLockedMemoryTheAllocatorSaysSo() throws IOException {
        String output = AllocatorChild.run(lockLimit(0), ALLOWED);
        assertThat(output)
                .contains("Skipping allocator mmap-locked, which does not work here: mlock of 4096 bytes failed with EPERM;"
                        + " the process may lock 0 bytes (RLIMIT_MEMLOCK)");
        assertThat(works(output)).doesNotContain("mmap-locked").contains("mmap, mmap-huge");
    }

    @Test
    void whereJavaDeniesNativeAccessThatIsSaidAndTheOthersWork() throws IOException {
        String output = AllocatorChild.run(List.of(), List.of("--illegal-native-access=deny"));
        assertThat(works(output)).isEqualTo("works: [heap, direct]");
        assertThat(output.lines())
                .filteredOn(line -> line.contains("Skipping allocator"))
                .hasSize(7)
                .allMatch(line -> line.endsWith(
                        "Java denies native access to it; start Java with --enable-native-access=ALL-UNNAMED"));
    }

    private static String works(String output) {
        return output.lines()
                .filter(line -> line.startsWith("works: "))
                .findFirst()
                .orElseThrow();
    }
}
