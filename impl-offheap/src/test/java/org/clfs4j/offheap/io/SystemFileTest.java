package org.clfs4j.offheap.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One file, by every way that its bytes can take. */
class SystemFileTest {

    private static final int SIZE = 1 << 20;
    private static final int PAGE = 4096;

    @TempDir
    Path directory;

    private final SystemFiles files = new SystemFiles(true);

    /** What a write meets: memory, its alignment, offset, length. */
    private record Piece(ByteBuffer source, int position) {}

    @Test
    void piecesOfAnyMemoryOffsetAndLengthComeToLieWhereTheyBelong() throws IOException {
        for (int alignment : new int[] {0, 512, PAGE}) {
            for (boolean durableWrites : new boolean[] {true, false}) {
                anyPieces("f" + alignment + durableWrites, alignment, durableWrites);
            }
        }
    }

    private void anyPieces(String name, int alignment, boolean durableWrites) throws IOException {
        long seed = System.nanoTime();
        System.out.println("SystemFileTest.anyPieces seed " + seed + " alignment " + alignment);
        Random random = new Random(seed);
        byte[] expected = new byte[SIZE];
        Path path = Files.write(directory.resolve(name), expected);
        try (SystemFile file = open(path, alignment, durableWrites);
                Arena arena = Arena.ofShared()) {
            for (int round = 0; round < 200; round++) {
                Piece piece = anyPiece(random, arena, expected);
                switch (random.nextInt(3)) {
                    case 0 -> file.write(piece.source(), piece.position());
                    case 1 -> file.writeDurably(piece.source(), piece.position());
                    default -> file.writeDurably(halves(piece.source()), 2, piece.position());
                }
                if (random.nextInt(4) == 0) {
                    file.force();
                }
                ByteBuffer back = random.nextBoolean() ? ByteBuffer.allocate(PAGE) : ByteBuffer.allocateDirect(PAGE);
                assertThat(file.read(back, piece.position())).isPositive();
                assertThat(back.flip())
                        .isEqualTo(ByteBuffer.wrap(expected, piece.position(), back.remaining()));
            }
        }
        assertThat(Files.readAllBytes(path)).isEqualTo(expected);
    }

    private static Piece anyPiece(Random random, Arena arena, byte[] expected) {
        int unit = new int[] {1, 512, 512, PAGE, PAGE}[random.nextInt(5)];
        int length = unit * (1 + random.nextInt(random.nextInt(5) == 0 ? 80 : 4));
        int position = unit * random.nextInt((SIZE - length) / unit);
        int start = new int[] {0, 0, 1, 512}[random.nextInt(4)];
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        System.arraycopy(bytes, 0, expected, position, length);
        ByteBuffer memory = random.nextInt(3) == 0
                ? ByteBuffer.allocate(start + length + 1)
                : arena.allocate(start + length + 1L, PAGE).asByteBuffer();
        memory.position(start).put(bytes).flip().position(start);
        return new Piece(random.nextBoolean() ? memory : memory.asReadOnlyBuffer(), position);
    }

    private static ByteBuffer[] halves(ByteBuffer source) {
        int middle = source.position() + (source.remaining() / 2 & -512);
        return new ByteBuffer[] {
            source.duplicate().limit(middle), source.duplicate().position(middle), ByteBuffer.allocate(9)
        };
    }

    private SystemFile open(Path path, int alignment, boolean durableWrites) throws IOException {
        SystemFile file = (SystemFile) new SystemFiles(durableWrites).open(path, true);
        DirectAlignment said = file.direct().orElseThrow();
        assumeTrue(said.works() || alignment == 0, "the file system takes direct I/O");
        if (alignment == 0) {
            file.direct(DirectAlignment.NONE);
        } else if (alignment >= said.file()) {
            file.direct(new DirectAlignment(alignment, alignment));
        }
        return file;
    }

    @Test
    void morePiecesThanOneCallTakesAreWrittenAllTheSame() throws IOException {
        Path path = Files.write(directory.resolve("f"), new byte[SIZE]);
        ByteBuffer[] sources = new ByteBuffer[CallFrame.MAX_PIECES + 1];
        try (SystemFile file = (SystemFile) files.open(path, true);
                Arena arena = Arena.ofConfined()) {
            for (int i = 0; i < sources.length; i++) {
                sources[i] = arena.allocate(512, PAGE).asByteBuffer().putInt(0, i);
            }
            file.writeDurably(sources, sources.length, 512);
        }
        ByteBuffer written = ByteBuffer.wrap(Files.readAllBytes(path));
        for (int i = 0; i < sources.length; i++) {
            assertThat(written.getInt(512 + i * 512)).isEqualTo(i);
        }
    }

    @Test
    void alignmentThatTheFileSystemDoesNotTakeIsGivenUp() throws IOException {
        Path path = Files.write(directory.resolve("f"), new byte[SIZE]);
        try (SystemFile file = (SystemFile) files.open(path, true)) {
            assumeTrue(file.direct().orElseThrow().works(), "the file system takes direct I/O");
            for (int way = 0; way < 2; way++) {
                file.direct(new DirectAlignment(1, 1));
                ByteBuffer odd = ByteBuffer.allocateDirect(77).put(0, (byte) (1 + way));
                if (way == 0) {
                    file.write(odd, 33);
                } else {
                    file.writeDurably(odd, 133);
                }
                assertThat(file.direct()).contains(DirectAlignment.NONE);
            }
        }
        assertThat(Files.readAllBytes(path)[33]).isEqualTo((byte) 1);
        assertThat(Files.readAllBytes(path)[133]).isEqualTo((byte) 2);
    }

    @Test
    void durableWritesLeaveNothingInTheSystemsCache() throws Exception {
        Path path = directory.resolve("f");
        try (SystemFile file = (SystemFile) files.create(path)) {
            file.reserve(SIZE);
            assumeTrue(file.direct().orElseThrow().works(), "the file system takes direct I/O");
            try (Arena arena = Arena.ofConfined()) {
                ByteBuffer block = arena.allocate(64 << 10, PAGE).asByteBuffer();
                for (int at = 0; at < SIZE; at += block.capacity()) {
                    file.writeDurably(new ByteBuffer[] {block.clear()}, 1, at);
                }
            }
            Process fincore = new ProcessBuilder("fincore", "--noheadings", "--bytes", "--output", "RES", path.toString()).start();
            String cached = new String(fincore.getInputStream().readAllBytes()).strip();
            assumeTrue(fincore.waitFor() == 0, "cached pages can be counted here");
            assertThat(cached).isEqualTo("0");
        }
    }

    @Test
    void alignmentIsFoundByTryingWhereTheSystemDoesNotSayIt() throws IOException {
        Path path = directory.resolve("f");
        try (SystemFile file = (SystemFile) files.create(path)) {
            assumeTrue(file.direct().isPresent() && file.direct().get().works(), "the system says what it takes");
            int said = file.direct().get().file();
            file.reserve(SIZE);

            assertThat(DirectTrial.byWriting(file, SIZE).file()).isEqualTo(said);
            file.write(ByteBuffer.allocateDirect(SIZE), 0);
            assertThat(DirectTrial.byReading(file).file()).isEqualTo(said);
            assertThat(DirectTrial.byWriting(file, 2L * said - 1)).isEqualTo(DirectAlignment.NONE);
        }
        assertThat(Files.readAllBytes(path)).isEqualTo(new byte[SIZE]);
    }

    @Test
    void memoryThatIsGoneIsRefusedAndNothingIsWritten() throws IOException {
        Path path = Files.write(directory.resolve("f"), new byte[SIZE]);
        Arena arena = Arena.ofShared();
        ByteBuffer gone = arena.allocate(PAGE, PAGE).asByteBuffer().put(0, (byte) 1);
        try (SystemFile file = (SystemFile) files.open(path, true)) {
            file.writeDurably(gone, PAGE);
            gone.clear();
            arena.close();

            assertThatIllegalStateException().isThrownBy(() -> file.write(gone, 0));
            assertThatIllegalStateException().isThrownBy(() -> file.writeDurably(gone, 0));
            assertThatIllegalStateException()
                    .isThrownBy(() -> file.writeDurably(new ByteBuffer[] {gone}, 1, 0));
            assertThatIllegalStateException().isThrownBy(() -> file.read(gone, 0));
        }
        assertThat(Files.readAllBytes(path)[0]).isZero();
        assertThat(Files.readAllBytes(path)[PAGE]).isEqualTo((byte) 1);
    }

    @Test
    void closingWhileOthersReadNeverShowsThemAnotherFile() throws Exception {
        Path own = directory.resolve("own");
        Path foreign = directory.resolve("foreign");
        Files.write(own, filled((byte) 1));
        Files.write(foreign, filled((byte) 2));
        for (int round = 0; round < 50; round++) {
            SystemFile file = (SystemFile) files.open(own, false);
            CountDownLatch reading = new CountDownLatch(2);
            List<FutureTask<Void>> readers = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                FutureTask<Void> reader = new FutureTask<>(() -> {
                    ByteBuffer bytes = ByteBuffer.allocateDirect(SIZE);
                    while (true) {
                        file.read(bytes.clear(), 0);
                        reading.countDown();
                        assertThat(bytes.flip()).isEqualTo(ByteBuffer.wrap(filled((byte) 1)));
                    }
                });
                readers.add(reader);
                new Thread(reader, "reader").start();
            }
            reading.await();
            file.close();
            List<SystemFile> others = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                others.add((SystemFile) files.open(foreign, false)); // gets the number that is free
            }
            for (FutureTask<Void> reader : readers) {
                assertThatExceptionOfType(ExecutionException.class)
                        .isThrownBy(reader::get)
                        .withCauseInstanceOf(ClosedChannelException.class);
            }
            others.forEach(SystemFile::close);
        }
    }

    private static byte[] filled(byte value) {
        byte[] bytes = new byte[SIZE];
        Arrays.fill(bytes, value);
        return bytes;
    }
}
