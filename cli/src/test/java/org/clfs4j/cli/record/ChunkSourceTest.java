package org.clfs4j.cli.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChunkSourceTest {

    @ParameterizedTest
    @CsvSource({"0, 7, 0, 0", "6, 7, 1, 6", "7, 7, 1, 7", "8, 7, 2, 1", "1000, 7, 143, 6", "1000, 1000000, 1, 1000"})
    void cutsIntoEqualChunksAndARest(int inputSize, int chunkSize, int chunks, int lastSize) throws IOException {
        byte[] input = new byte[inputSize];
        new Random(inputSize).nextBytes(input);
        ChunkSource source = new ChunkSource(new PieceChannel(input, new Random(3), 10), chunkSize);
        List<Integer> sizes = new ArrayList<>();
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        for (ByteBuffer chunk = source.next(); chunk != null; chunk = source.next()) {
            sizes.add(chunk.remaining());
            byte[] bytes = new byte[chunk.remaining()];
            chunk.get(bytes);
            output.writeBytes(bytes);
        }
        assertThat(output.toByteArray()).isEqualTo(input);
        assertThat(sizes).hasSize(chunks);
        if (chunks > 0) {
            assertThat(sizes.subList(0, chunks - 1)).allMatch(size -> size == chunkSize);
            assertThat(sizes.get(chunks - 1)).isEqualTo(lastSize);
        }
    }
}
