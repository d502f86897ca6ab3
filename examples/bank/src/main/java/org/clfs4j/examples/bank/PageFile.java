package org.clfs4j.examples.bank;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The accounts on disk: pages of 512 bytes, each with the LSN of the last record that it shows, and then balances. */
final class PageFile implements Closeable {

    static final int PAGE = 512;
    static final int ACCOUNTS_PER_PAGE = (PAGE - Long.BYTES) / Long.BYTES;

    private final FileChannel channel;

    PageFile(Path file) throws IOException {
        channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** Reads a page; one that was never written is all zeros. */
    ByteBuffer read(int number) throws IOException {
        ByteBuffer page = ByteBuffer.allocate(PAGE);
        channel.read(page, (long) number * PAGE);
        return page.clear();
    }

    void write(int number, ByteBuffer page) throws IOException {
        channel.write(page.duplicate().clear(), (long) number * PAGE);
    }

    void force() throws IOException {
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
