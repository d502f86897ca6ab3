package org.clfs4j.core.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.clfs4j.core.HeapStorage;
import org.clfs4j.core.format.Checksum;
import org.clfs4j.core.format.ContainerHeaderFormat;
import org.clfs4j.core.format.IndexFormat;
import org.clfs4j.core.format.Place;
import org.clfs4j.core.io.LogMemory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the index of a container says is true, however little of it is left. */
class IndexAreaTest {

    private static final UUID IDENTITY = new UUID(7, 8);
    private static final int SECTOR = 512;
    private static final long SIZE = 512 << 10;
    private static final long LOGICAL_ID = 5;

    private final HeapStorage storage = new HeapStorage();
    private final Checksum checksum = Checksum.of(IDENTITY);
    private final IndexWriter writer = new IndexWriter(LogMemory.JVM, SIZE, SECTOR, checksum);
    private final IndexArea area = new IndexArea(LogMemory.JVM, SIZE, SECTOR, checksum);
    private final List<String> written = new ArrayList<>();
    private ContainerFile container;
    private long place = Place.of(LOGICAL_ID, 0);

    @BeforeEach
    void makeContainer() throws IOException {
        container = ContainerFile.create(storage, "c", 1, SIZE, IndexFormat.areaSize(SIZE, SECTOR));
        activate(LOGICAL_ID);
    }

    private void activate(long id) throws IOException {
        container.assign(id);
        ByteBuffer slot =
                ByteBuffer.allocate(ContainerHeaderFormat.SLOT_SIZE).order(ByteOrder.LITTLE_ENDIAN);
        container.activate(IDENTITY, id, 1, SIZE, slot);
    }

    private void add(int count) {
        for (int i = 0; i < count; i++) {
            int length = (1 + written.size() % 3) * SECTOR;
            int stream = 1 + written.size() % 4;
            writer.add(stream, 10L * SECTOR * written.size(), place, length);
            written.add(text(stream, 10L * SECTOR * written.size(), place, length));
            place += length;
        }
    }

    private static String text(int stream, long lsn, long place, int length) {
        return stream + " " + lsn + " " + Place.text(place) + " " + length;
    }

    private List<String> read() throws IOException {
        return read(Place.NONE);
    }

    private List<String> read(long goesOnFrom) throws IOException {
        List<String> read = new ArrayList<>();
        area.read(container, goesOnFrom, (stream, lsn, at, length) -> read.add(text(stream, lsn, at, length)));
        return read;
    }

    private byte[] bytes() {
        return storage.bytes("c");
    }

    private static int areaStart() {
        return (int) (ContainerHeaderFormat.HEADER_SIZE + SIZE);
    }

    @Test
    void withoutASegmentNothingIsCovered() throws IOException {
        assertThat(read()).isEmpty();
        assertThat(area.coveredUpTo()).isEqualTo(Place.of(LOGICAL_ID, 0));
        assertThat(area.complete()).isFalse();
        assertThat(area.position()).isZero();
    }

    @Test
    void segmentsFollowEachOther() throws IOException {
        add(3);
        writer.write(container, false, 1);
        add(300);
        writer.write(container, false, 1);
        writer.write(container, false, 1);
        add(1);
        writer.write(container, true, 1);

        assertThat(read()).isEqualTo(written);
        assertThat(area.coveredUpTo()).isEqualTo(place);
        assertThat(area.complete()).isTrue();
    }

    @Test
    void aSegmentThatIsContinuedAfterReopeningIsReadOn() throws IOException {
        add(5);
        writer.write(container, false, 1);
        read();
        IndexWriter later = new IndexWriter(LogMemory.JVM, SIZE, SECTOR, checksum);
        later.begin(area.coveredUpTo(), area.position());
        later.add(1, 1 << 20, place, SECTOR);
        later.write(container, true, 2);

        assertThat(read()).hasSize(6).startsWith(written.toArray(String[]::new));
        assertThat(area.complete()).isTrue();
    }

    @Test
    void whereTheLogMayGoOnNothingAboveIsReadAndNoLastSegment() throws IOException {
        add(3);
        writer.write(container, false, 1);
        long durable = place;
        long position = IndexFormat.paddedLength(3);
        add(2);
        writer.write(container, true, 1);
        for (long goesOnFrom : new long[] {durable, durable + SECTOR, place}) {
            assertThat(read(goesOnFrom)).isEqualTo(written.subList(0, 3));
            assertThat(area.coveredUpTo()).isEqualTo(durable);
            assertThat(area.position()).isEqualTo(position);
            assertThat(area.complete()).isFalse();
        }
        assertThat(read(durable - SECTOR)).isEmpty();
        assertThat(read()).hasSize(5);
    }

    @Test
    void aFullContainerOfSmallestBlocksFits() throws IOException {
        for (int i = 0; i < SIZE / SECTOR; i++) {
            writer.add(1, (long) i * SECTOR, Place.of(LOGICAL_ID, (long) i * SECTOR), SECTOR);
        }
        writer.write(container, true, 1);
        assertThat(read()).hasSize((int) (SIZE / SECTOR));
        assertThat(area.complete()).isTrue();
    }

    @Test
    void whatDoesNotFitIsLeftOut() throws IOException {
        int fits = (int) (IndexFormat.areaSize(SIZE, SECTOR) / IndexFormat.GRANULARITY);
        for (int i = 0; i < fits + 3; i++) {
            add(1);
            writer.write(container, false, 1);
        }
        assertThat(read()).isEqualTo(written.subList(0, fits));
        assertThat(area.complete()).isFalse();
        assertThat(bytes()).hasSize((int) (areaStart() + IndexFormat.areaSize(SIZE, SECTOR)));
    }

    @Test
    void anEarlierLapIsNotRead() throws IOException {
        add(5);
        writer.write(container, true, 1);
        activate(LOGICAL_ID + 3);
        assertThat(read()).isEmpty();
        assertThat(area.coveredUpTo()).isEqualTo(Place.of(LOGICAL_ID + 3, 0));
    }

    @Test
    void anotherLogsIndexIsNotRead() throws IOException {
        IndexWriter foreign = new IndexWriter(LogMemory.JVM, SIZE, SECTOR, Checksum.of(new UUID(9, 9)));
        foreign.begin(place, 0);
        foreign.add(1, 0, place, SECTOR);
        foreign.write(container, true, 1);
        assertThat(read()).isEmpty();
    }

    @Test
    void damageShortensTheIndexAndChangesNothing() throws IOException {
        long seed = System.nanoTime();
        System.out.println("IndexAreaTest.damage seed " + seed);
        Random random = new Random(seed);
        add(40);
        writer.write(container, false, 1);
        add(40);
        writer.write(container, true, 1);
        byte[] whole = bytes().clone();
        int used = (int) area(written.size());
        for (int i = 0; i < 2000; i++) {
            System.arraycopy(whole, 0, bytes(), 0, whole.length);
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                bytes()[areaStart() + random.nextInt(used)] ^= (byte) (1 << random.nextInt(8));
            }
            List<String> read = read();
            assertThat(read.size()).as("seed %d", seed).isIn(0, 40, 80);
            assertThat(read).as("seed %d", seed).isEqualTo(written.subList(0, read.size()));
        }
    }

    private static long area(int entries) {
        return 2 * IndexFormat.paddedLength(entries / 2);
    }
}
