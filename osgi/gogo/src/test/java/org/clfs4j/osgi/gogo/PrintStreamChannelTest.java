package org.clfs4j.osgi.gogo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.clfs4j.cli.console.Output;
import org.clfs4j.cli.console.OutputException;
import org.junit.jupiter.api.Test;

class PrintStreamChannelTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final AtomicBoolean over = new AtomicBoolean();
    private final PrintStreamChannel channel = new PrintStreamChannel(new PrintStream(bytes), over::get);

    private static ByteBuffer text(String text) {
        return StandardCharsets.UTF_8.encode(text);
    }

    @Test
    void whatIsWrittenCanBeReadAtOnce() throws IOException {
        assertThat(channel.write(text("one"))).isEqualTo(3);
        assertThat(bytes).hasToString("one");
    }

    @Test
    void anInterruptedThreadWritesNoMoreAndStaysInterrupted() {
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(ClosedByInterruptException.class).isThrownBy(() -> channel.write(text("x")));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(bytes.size()).isZero();
    }

    @Test
    void whatIsOverWritesNoMore() {
        over.set(true);
        assertThat(channel.isOpen()).isFalse();
        assertThatExceptionOfType(ClosedChannelException.class).isThrownBy(() -> channel.write(text("x")));
        assertThat(bytes.size()).isZero();
    }

    @Test
    @SuppressWarnings("resource")
    void aStreamThatFailsIsNotHiddenAsPrintStreamDoes() {
        PrintStream broken = new PrintStream(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("the reader has gone");
            }
        });
        Output output = new Output(new PrintStreamChannel(broken, over::get));
        assertThatExceptionOfType(OutputException.class)
                .isThrownBy(() -> {
                    output.line("x");
                    output.flush();
                })
                .matches(OutputException::brokenPipe);
    }
}
