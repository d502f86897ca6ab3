package org.clfs4j.offheap.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryTraitsTest {

    @TempDir
    private Path directory;

    @Test
    void whatIsToldOfADirectoryHoldsForAFileThatIsMadeThere() throws IOException {
        DirectoryTraits told = SystemStorage.traits(directory);
        assertThat(directory).isEmptyDirectory();

        SystemFiles files = new SystemFiles(true);
        try (SystemFile file = (SystemFile) files.create(directory.resolve("file"))) {
            files.reserve(file, 1 << 20);
            assertThat(told.directIo().isEmpty()).isEqualTo(file.direct().orElseThrow().works());
        }
    }

    @Test
    void aDirectoryThatIsNotThereIsSaidToBeUnknown() {
        DirectoryTraits told = SystemStorage.traits(directory.resolve("none"));

        assertThat(told.directIo()).hasValueSatisfying(why -> assertThat(why).contains("none"));
        assertThat(told.durableWrites()).isEqualTo(told.directIo());
    }

    @Test
    void whatIsInTheWayIsSaid() {
        assertThat(DirectoryTraits.directIo(directory, "ext4", 0)).isEmpty();
        assertThat(DirectoryTraits.directIo(directory, "slowfs", Errno.EINVAL.result()))
                .hasValueSatisfying(why -> assertThat(why).contains("slowfs", "no direct I/O"));
        assertThat(DirectoryTraits.directIo(directory, "slowfs", Errno.EACCES.result()))
                .hasValueSatisfying(why -> assertThat(why).contains("each log", "EACCES"));
    }
}
