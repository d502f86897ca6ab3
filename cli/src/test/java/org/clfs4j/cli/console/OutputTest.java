package org.clfs4j.cli.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OutputTest {

    @Test
    void keepsOrderAndBytesOfSmallAndLargeWrites() throws IOException {
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        try (Output out = new Output(Channels.newChannel(written))) {
            for (int i = 0; i < 200; i++) {
                byte[] bytes = new byte[random.nextInt(random.nextInt(600_000) + 1)];
                random.nextBytes(bytes);
                expected.writeBytes(bytes);
                if (random.nextBoolean()) {
                    out.write(ByteBuffer.wrap(bytes));
                } else {
                    out.write(bytes, 0, bytes.length);
                }
                out.write(i);
                expected.write(i);
            }
        }
        assertThat(written.toByteArray()).as("seed %d", seed).isEqualTo(expected.toByteArray());
    }

    @Test
    void tellsABrokenPipeFromOtherFailures() {
        assertThatExceptionOfType(OutputException.class)
                .isThrownBy(() -> failing("Broken pipe").flush())
                .matches(OutputException::brokenPipe);
        assertThatExceptionOfType(OutputException.class)
                .isThrownBy(() -> failing("No space left on device").flush())
                .matches(failure -> !failure.brokenPipe())
                .withMessage("standard output could not be written: No space left on device");
    }

    @Test
    void doesNotWriteTheSameBytesAgainAfterAFailure() throws IOException {
        Output out = failing("Broken pipe");
        assertThatExceptionOfType(OutputException.class).isThrownBy(out::flush);
        assertThatNoException().isThrownBy(out::flush);
    }

    private static Output failing(String message) throws OutputException {
        Output out = new Output(new WritableByteChannel() {
            @Override
            public int write(ByteBuffer bytes) throws IOException {
                throw new IOException(message);
            }

            @Override
            public boolean isOpen() {
                return true;
            }

            @Override
            public void close() {}
        });
        out.line("text");
        return out;
    }
}
