package org.clfs4j.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One file, over channels that do what channels may do. */
class FileStorageFileTest {

    private static final byte[] TEXT = "the quick brown fox jumps over the lazy dog".getBytes();

    @TempDir
    Path directory;

    private Path path;
    private int opened;

    @BeforeEach
    void makeFile() throws IOException {
        path = Files.write(directory.resolve("f"), TEXT);
    }

    @Test
    void shortWritesAndReadsAreContinued() throws IOException {
        ReopeningChannel.Opener threeBytesAtATime = () -> new ScriptedChannel(open()) {
            @Override
            public int read(ByteBuffer target, long position) throws IOException {
                return super.read(cut(target), position);
            }

            @Override
            public int write(ByteBuffer source, long position) throws IOException {
                return super.write(cut(source), position);
            }

            private ByteBuffer cut(ByteBuffer buffer) {
                return buffer.limit(Math.min(buffer.limit(), buffer.position() + 3));
            }
        };
        ByteBuffer source = ByteBuffer.wrap("0123456789".getBytes());
        ByteBuffer target = ByteBuffer.allocate(12).position(1);
        try (FileStorageFile file = file(threeBytesAtATime)) {
            file.write(source, 4);

            assertThat(file.read(target, 3)).isEqualTo(11);
        }
        assertThat(source.remaining()).isZero();
        assertThat(source.limit()).isEqualTo(10);
        assertThat(new String(target.array(), 1, 11)).isEqualTo(" 0123456789");
        assertThat(path).hasContent("the 0123456789n fox jumps over the lazy dog");
    }

    @Test
    void onlyTheBytesBetweenPositionAndLimitAreMoved() throws IOException {
        ByteBuffer source = ByteBuffer.wrap("0123456789".getBytes()).position(2).limit(5);
        try (FileStorageFile file = file(this::open)) {
            file.write(source, 0);
        }
        assertThat(source.position()).isEqualTo(5);
        assertThat(path).hasContent("234" + new String(TEXT).substring(3));
    }

    @Test
    void readEndsWithTheFile() throws IOException {
        ByteBuffer target = ByteBuffer.allocate(100).limit(50);
        try (FileStorageFile file = file(this::open)) {
            assertThat(file.read(target, 40)).isEqualTo(TEXT.length - 40);
            assertThat(target.position()).isEqualTo(TEXT.length - 40);
            assertThat(target.limit()).isEqualTo(50);
            assertThat(file.read(target, 4000)).isZero();
            assertThat(file.read(ByteBuffer.allocate(0), 0)).isZero();
        }
    }

    @Test
    void limitsOfLargeBuffersAreLeftAloneWhateverHappens() throws IOException {
        int large = 3 << 20;
        ByteBuffer target = ByteBuffer.allocate(large);
        ByteBuffer source = ByteBuffer.allocate(large);
        FileStorageFile file = file(this::open);
        try (file) {
            assertThat(file.read(target, 0)).isEqualTo(TEXT.length);
        }
        assertThatExceptionOfType(ClosedChannelException.class).isThrownBy(() -> file.write(source, 0));

        assertThat(target.limit()).isEqualTo(large);
        assertThat(source.limit()).isEqualTo(large);
        assertThat(source.position()).isZero();
    }

    @Test
    void writeThatMovesNothingFailsInsteadOfGoingOnForEver() throws IOException {
        try (FileStorageFile file = file(() -> new ScriptedChannel(open()) {
            @Override
            public int write(ByteBuffer source, long position) {
                return 0;
            }
        })) {
            assertThatThrownBy(() -> file.write(ByteBuffer.allocate(7), 3))
                    .isInstanceOf(IOException.class)
                    .hasMessageContainingAll("7 bytes", "offset 3", path.toString());
        }
    }

    @Test
    void failureOfThePlatformNamesThePlaceAndKeepsItsCause() throws IOException {
        IOException said = new IOException("Input/output error");
        try (FileStorageFile file = file(() -> new ScriptedChannel(open()) {
            @Override
            public int write(ByteBuffer source, long position) throws IOException {
                throw said;
            }

            @Override
            public int read(ByteBuffer target, long position) throws IOException {
                throw said;
            }
        })) {
            assertThatThrownBy(() -> file.write(ByteBuffer.allocate(7), 3))
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessageContainingAll("7 bytes", "offset 3", path.toString(), "Input/output error")
                    .hasCause(said);
            assertThatThrownBy(() -> file.read(ByteBuffer.allocate(7), 3))
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessageContainingAll("7 bytes", "offset 3", path.toString(), "Input/output error")
                    .hasCause(said);
        }
    }

    @Test
    void channelClosedByAnInterruptIsOpenedAgainAndThePieceRepeated() throws IOException {
        try (FileStorageFile file = file(() -> opened == 2 ? open() : new ScriptedChannel(open()) {
            @Override
            public int write(ByteBuffer source, long position) throws IOException {
                super.write(source, position); // done, but the interrupt takes the place of the result
                Thread.currentThread().interrupt();
                close();
                throw new ClosedByInterruptException();
            }
        })) {
            file.write(ByteBuffer.wrap("0123456789".getBytes()), 4);

            assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
            assertThat(opened).isEqualTo(3);
            assertThat(path).hasContent("the 0123456789n fox jumps over the lazy dog");
        }
    }

    @Test
    void interruptsWithoutEndCannotHoldUpTheWork() throws IOException {
        try (FileStorageFile file = file(() -> new ScriptedChannel(open()) {
            @Override
            public int write(ByteBuffer source, long position) throws IOException {
                return interrupted();
            }

            @Override
            public int read(ByteBuffer target, long position) throws IOException {
                return interrupted();
            }

            private int interrupted() throws IOException {
                Thread.currentThread().interrupt();
                close();
                throw new ClosedByInterruptException();
            }
        })) {
            ByteBuffer back = ByteBuffer.allocate(9);
            file.write(ByteBuffer.wrap("TH".getBytes()), 0);
            assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
            file.read(back, 0);
            assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
            assertThat(back.array()).isEqualTo("THe quick".getBytes());
        }
    }

    @Test
    void fileWhoseChannelCannotBeOpenedAgainIsServedByTheOtherOne() throws IOException {
        FileChannel[] only = new FileChannel[1];
        try (FileStorageFile file = file(() -> {
            if (only[0] != null) {
                throw new IOException("Too many open files");
            }
            return only[0] = open();
        })) {
            only[0].close(); // as the interrupt of another thread does

            Thread.currentThread().interrupt();
            file.write(ByteBuffer.wrap("TH".getBytes()), 0);
            ByteBuffer back = ByteBuffer.allocate(9);
            file.read(back, 0);
            file.force();

            assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
            assertThat(back.array()).isEqualTo("THe quick".getBytes());
        }
    }

    @Test
    void fileThatMustNotBeOpenedAgainByItsNameIsServedByTheOtherChannel() throws IOException {
        FileChannel[] first = new FileChannel[1];
        try (FileStorageFile file = file(() -> first[0] = open(), false)) {
            first[0].close();

            file.write(ByteBuffer.wrap("TH".getBytes()), 0);

            assertThat(opened).isEqualTo(1);
            assertThat(path).hasContent("THe" + new String(TEXT).substring(3));
        }
    }

    @Test
    void interruptThatIsPendingClosesNothing() throws IOException {
        try (FileStorageFile file = file(this::open)) {
            Thread.currentThread().interrupt();
            file.write(ByteBuffer.wrap("TH".getBytes()), 0);
            file.read(ByteBuffer.allocate(9), 0);
            file.force();
            file.size();

            assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
            assertThat(opened).isEqualTo(1);
        }
    }

    @Test
    void closedFileServesNobodyAndMayBeClosedAgain() throws IOException {
        FileStorageFile file = file(this::open);
        file.close();
        file.close();

        assertThatExceptionOfType(ClosedChannelException.class).isThrownBy(() -> file.write(ByteBuffer.allocate(1), 0));
        assertThatExceptionOfType(ClosedChannelException.class).isThrownBy(() -> file.read(ByteBuffer.allocate(1), 0));
        assertThatExceptionOfType(ClosedChannelException.class).isThrownBy(file::force);
        assertThatExceptionOfType(ClosedChannelException.class).isThrownBy(file::size);
        assertThat(path).hasBinaryContent(TEXT);
    }

    private FileStorageFile file(ReopeningChannel.Opener opener) throws IOException {
        return file(opener, true);
    }

    private FileStorageFile file(ReopeningChannel.Opener opener, boolean mayReopen) throws IOException {
        return new FileStorageFile(
                path,
                true,
                new ReopeningChannel(opener, mayReopen),
                AsynchronousFileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE),
                new FileFailures(new FakeVolume(Long.MAX_VALUE, false)));
    }

    private FileChannel open() throws IOException {
        opened++;
        return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }
}
