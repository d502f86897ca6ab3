package org.clfs4j.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupedWriterTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 16, 64})
    void everyProducerIsAnsweredAndAllEnd(int producers) throws Exception {
        try (RawFile file = RawFile.create(directory.resolve("raw"), 1 << 20)) {
            GroupedWriter writer = new GroupedWriter(file, producers, 256);
            assertThat(writer.measure(Duration.ofMillis(50))).isPositive();
            assertThat(writer.measure(Duration.ofMillis(50))).isPositive();
        }
    }

    @Test
    void groupsAreAlsoWrittenAroundTheCache() throws Exception {
        Optional<RawFile> direct = RawFile.createDirect(directory.resolve("raw"), 1 << 20);
        assumeTrue(direct.isPresent(), "the file system takes direct I/O");
        try (RawFile file = direct.get()) {
            assertThat(new GroupedWriter(file, 4, 300).measure(Duration.ofMillis(50))).isPositive();
        }
    }
}
