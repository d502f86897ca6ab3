package org.clfs4j.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What needs a volume of a kind that is not at hand; what holds for every storage is in the test kit. */
class FileStorageTest {

    @TempDir
    Path directory;

    @Test
    void createAsksForRoomBeforeItTouchesAnything() throws IOException {
        Storage small = new FileStorage(directory.toRealPath(), new FakeVolume(4095, false));

        assertThatThrownBy(() -> small.create("f", 4096))
                .isInstanceOf(NoSpaceException.class)
                .hasMessageContainingAll("f", "4096", "4095");
        assertThat(directory).isEmptyDirectory();
        small.create("f", 4095).close();
    }
}
