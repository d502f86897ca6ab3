package org.clfs4j.core.stream;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.clfs4j.Damage;
import org.clfs4j.Lsn;
import org.clfs4j.core.container.ContainerTable;
import org.clfs4j.core.format.BlockFormat;
import org.clfs4j.core.format.Checksum;
import org.clfs4j.core.format.Place;
import org.clfs4j.core.format.RecordFormat;
import org.clfs4j.core.io.LogClock;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogFailedException;
import org.clfs4j.error.LogStatus;

/** A stream without containers: durable blocks of 512 bytes in a map, and bounds that a test sets. */
final class FakeSource implements RecordSource {

    static final int BLOCK = 512;

    private final TreeMap<Long, ByteBuffer> blocks = new TreeMap<>();
    private final Arrivals arrivals;
    private final ReadContexts contexts = new ReadContexts();
    private final LogClock clock;

    long base;
    long readableFrom;
    long end;
    boolean failed;
    Runnable whileLooking = () -> {};
    final Set<Long> damaged = new TreeSet<>();

    FakeSource(Arrivals arrivals, LogClock clock) {
        this.arrivals = arrivals;
        this.clock = clock;
    }

    /** Adds a block with one record, whose payload is its number, and returns its LSN. */
    long add(long previous) {
        return add(previous, RecordFormat.TYPE_DATA);
    }

    long add(long previous, int type) {
        ByteBuffer block = ByteBuffer.allocate(BLOCK).order(ByteOrder.LITTLE_ENDIAN);
        block.putInt(BlockFormat.LENGTH_OFFSET, BLOCK);
        block.putShort(BlockFormat.RECORD_COUNT_OFFSET, (short) 1);
        int flags = RecordFormat.flags(previous, previous, Place.NONE);
        int at = BlockFormat.HEADER_LENGTH;
        RecordFormat.put(block, at, 1, type, flags, 0, previous, previous, Place.NONE);
        block.put(at + RecordFormat.headerLength(flags), (byte) blocks.size());
        long lsn = end;
        blocks.put(lsn, block);
        end += BLOCK;
        return lsn;
    }

    @Override
    public long end() {
        return end;
    }

    @Override
    public int visibleRecords(long block, int count) {
        return count;
    }

    @Override
    public String logName() {
        return "fake";
    }

    @Override
    public ContainerTable table() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Checksum checksum() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int sectorSize() {
        return BLOCK;
    }

    @Override
    public DurableBlocks durableBlocks(ByteBuffer memory) {
        return new Blocks(memory.duplicate().order(ByteOrder.LITTLE_ENDIAN).clear());
    }

    @Override
    public long base() {
        return base;
    }

    @Override
    public long baseAt(long lsn) {
        return lsn == base ? lsn : Place.NONE;
    }

    @Override
    public long readableFrom() {
        return readableFrom;
    }

    @Override
    public long next() {
        return end;
    }

    @Override
    public long durable() {
        return end;
    }

    @Override
    public long visibleEnd(Object reader, long position) {
        whileLooking.run();
        return end;
    }

    @Override
    public long copyUnflushed(long place, ByteBuffer target) {
        return Place.NONE;
    }

    @Override
    public long tail() {
        return readableFrom;
    }

    @Override
    public boolean refresh() {
        return false;
    }

    @Override
    public void refreshMarkers() {}

    @Override
    public ReadContexts contexts() {
        return contexts;
    }

    @Override
    public Arrivals arrivals() {
        return arrivals;
    }

    @Override
    public LogClock clock() {
        return clock;
    }

    @Override
    public void checkFailure() throws LogException {
        if (failed) {
            throw new LogFailedException(LogStatus.STATE_INVALID, "failed", null);
        }
    }

    /** The blocks of the map, in the order of LSNs. */
    private final class Blocks implements DurableBlocks {
        private final ByteBuffer memory;
        private long position;
        private long lsn;

        Blocks(ByteBuffer memory) {
            this.memory = memory;
        }

        @Override
        public ByteBuffer memory() {
            return memory;
        }

        @Override
        public ByteBuffer overwrite() {
            return memory.clear();
        }

        @Override
        public long position() {
            return position;
        }

        @Override
        public void start(long bound) {
            position = bound;
        }

        @Override
        public void goOn(long bound) {
            position = bound;
        }

        @Override
        public boolean mayHaveBeenPassed() {
            return true;
        }

        @Override
        public boolean endIsDamaged() {
            return false;
        }

        @Override
        public Found next() {
            Long found = blocks.ceilingKey(position);
            return found == null ? Found.DAMAGED : at(found);
        }

        @Override
        public Found at(long block) {
            position = block;
            lsn = block;
            for (int i = 0; i < BLOCK; i++) {
                memory.put(i, (byte) 0xEE);
            }
            if (!blocks.containsKey(block) || damaged.contains(block)) {
                return Found.DAMAGED;
            }
            memory.put(0, blocks.get(block), 0, BLOCK);
            position = block + BLOCK;
            return Found.BLOCK;
        }

        @Override
        public long lsn() {
            return lsn;
        }

        @Override
        public int index() {
            return 0;
        }

        @Override
        public boolean begins(long block) {
            return blocks.containsKey(block);
        }

        @Override
        public Damage damage() {
            return new Damage("map", position, Lsn.of(position), Lsn.of(position + BLOCK), "made so");
        }

        @Override
        public long passOver() {
            position += BLOCK;
            return BLOCK;
        }
    }
}
