package org.clfs4j.cli.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.zip.CRC32C;

/**
 * The limit for sequential reading: 64 KiB at a time, with a CRC32C over it.
 *
 * @threading one measurement at a time
 */
record RawScan(RawFile file, long length) implements Contender {

    private static final int BLOCK = 64 << 10;

    @Override
    public double measure(Duration time) throws IOException, InterruptedException {
        return Loops.perSecond(1, time, this::readAll);
    }

    private long readAll(Loops.Stop stop) throws IOException {
        ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
        CRC32C checksum = new CRC32C();
        long bytes = 0;
        while (!stop.requested()) {
            for (long position = 0; position < length && !stop.requested(); position += BLOCK) {
                bytes += file.channel().read(block.clear(), position);
                checksum.reset();
                checksum.update(block.flip());
            }
        }
        return bytes;
    }
}
