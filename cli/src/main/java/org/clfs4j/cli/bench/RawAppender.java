package org.clfs4j.cli.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.CRC32C;

/**
 * The limit for buffered appends: one thread copies records into blocks, another one checksums, writes and forces them.
 *
 * <pre>
 *   appender ──copy──▶ ring of 64 blocks ──▶ flusher: CRC32C, write, one force for all that was queued
 * </pre>
 *
 * <p>It forces by the rule of a log with default options: when more than 1 MiB is queued, all of it with one force; the
 * appender waits when all blocks are queued.
 *
 * @threading one measurement at a time
 */
final class RawAppender implements Contender {

    private static final int BLOCK = 64 << 10;
    private static final int BLOCKS = 64;
    private static final int THRESHOLD_BLOCKS = (1 << 20) / BLOCK;
    private static final int RECORD_HEADER = 8;

    private final RawFile file;
    private final int recordSize;
    private final ByteBuffer[] ring = new ByteBuffer[BLOCKS];
    private volatile long sealed;
    private volatile long written;
    private volatile boolean finished;
    private volatile Thread appender;
    private volatile IOException failure;

    RawAppender(RawFile file, int recordSize) {
        this.file = file;
        this.recordSize = recordSize;
        for (int i = 0; i < BLOCKS; i++) {
            ring[i] = ByteBuffer.allocateDirect(BLOCK);
        }
    }

    @Override
    public double measure(Duration time) throws IOException, InterruptedException {
        return Loops.perSecond(1, time, this::appendAll);
    }

    private long appendAll(Loops.Stop stop) throws IOException {
        appender = Thread.currentThread();
        finished = false;
        Thread flusher = new Thread(this::flushAll, "clfs-bench-flusher");
        flusher.setDaemon(true);
        flusher.start();
        ByteBuffer record = ByteBuffer.allocateDirect(recordSize);
        long count = 0;
        while (!stop.requested() && failure == null) {
            awaitBlock(flusher);
            count += fill(ring[(int) (sealed % BLOCKS)].clear(), record);
            sealed++; // this thread alone writes it
            if (sealed - written >= THRESHOLD_BLOCKS) {
                LockSupport.unpark(flusher);
            }
        }
        awaitFlusher(flusher);
        return count;
    }

    private long fill(ByteBuffer block, ByteBuffer record) {
        long count = 0;
        while (block.remaining() >= RECORD_HEADER + recordSize) {
            block.putLong(count);
            block.put(record.clear());
            count++;
        }
        return count;
    }

    private void awaitBlock(Thread flusher) {
        while (sealed - written == BLOCKS && failure == null) {
            LockSupport.unpark(flusher);
            LockSupport.park();
        }
    }

    private void awaitFlusher(Thread flusher) throws IOException {
        finished = true;
        LockSupport.unpark(flusher);
        try {
            flusher.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void flushAll() {
        try {
            CRC32C checksum = new CRC32C();
            while (!finished || written < sealed) {
                long end = sealed;
                if (end - written < THRESHOLD_BLOCKS && !finished) {
                    LockSupport.park();
                } else {
                    flush(end, checksum);
                    LockSupport.unpark(appender);
                }
            }
        } catch (IOException e) {
            failure = e;
            LockSupport.unpark(appender);
        }
    }

    private void flush(long end, CRC32C checksum) throws IOException {
        for (long i = written; i < end; i++) {
            ByteBuffer block = ring[(int) (i % BLOCKS)];
            checksum.reset();
            checksum.update(block.rewind());
            block.clear();
            block.putInt(0, (int) checksum.getValue());
            file.write(block);
        }
        file.force();
        written = end;
    }
}
