package org.clfs4j.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that takes the name of an open one is never taken for it. */
class OwnFilesTest {

    @TempDir
    Path directory;

    private OwnFiles files;
    private Path path;
    private Object key;

    @BeforeEach
    void makeFile() throws IOException {
        assumeTrue(OwnFiles.POSIX, "files have keys here");
        files = new OwnFiles(directory, new FileFailures(new FakeVolume(Long.MAX_VALUE, false)));
        path = Files.writeString(directory.resolve("f"), "own");
        key = OwnFiles.key(path);
    }

    @Test
    void lostChannelIsOpenedAgainOnTheSameFile() throws IOException {
        try (ReopeningChannel channel = files.quick(path, key, true)) {
            FileChannel lost = channel.channel();
            lost.close();

            channel.reopen(lost);

            assertThat(channel.channel()).isNotSameAs(lost);
            assertThat(channel.channel().isOpen()).isTrue();
        }
    }

    @Test
    void channelThatSomebodyElseOpenedAgainIsLeftAlone() throws IOException {
        try (ReopeningChannel channel = files.quick(path, key, true)) {
            FileChannel lost = channel.channel();
            lost.close();
            channel.reopen(lost);
            FileChannel again = channel.channel();

            channel.reopen(lost);

            assertThat(channel.channel()).isSameAs(again);
        }
    }

    @Test
    void lostChannelIsNotOpenedAgainOnAnotherFileOfTheName() throws IOException {
        try (ReopeningChannel channel = files.quick(path, key, true)) {
            replace();
            FileChannel lost = channel.channel();
            lost.close();

            channel.reopen(lost);

            assertThat(channel.channel()).isNull();
        }
    }

    @Test
    void lostChannelIsNotOpenedAgainThroughALink() throws IOException {
        try (ReopeningChannel channel = files.quick(path, key, true)) {
            Files.move(path, directory.resolve("moved"));
            Files.createSymbolicLink(path, directory.resolve("moved"));
            FileChannel lost = channel.channel();
            lost.close();

            channel.reopen(lost);

            assertThat(channel.channel()).isNull();
        }
    }

    @Test
    void fileThatIsReplacedBetweenTheTwoChannelsIsRefused() throws IOException {
        replace();

        assertThatThrownBy(() -> files.quick(path, key, true))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("was replaced");
    }

    @Test
    void closedChannelIsNotOpenedAgain() throws IOException {
        ReopeningChannel channel = files.quick(path, key, true);
        FileChannel last = channel.channel();
        channel.close();

        assertThatExceptionOfType(ClosedChannelException.class).isThrownBy(() -> channel.reopen(last));
        assertThat(channel.channel()).isNull();
        assertThat(last.isOpen()).isFalse();
    }

    private void replace() throws IOException {
        Path other = Files.writeString(directory.resolve("other"), "foreign");
        Files.move(other, path, StandardCopyOption.REPLACE_EXISTING);
    }
}
