package org.clfs4j.core.baselog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import org.clfs4j.ContainerSet;
import org.clfs4j.LogFile;
import org.clfs4j.LogKind;
import org.clfs4j.core.baselog.Metadata.ContainerEntry;
import org.clfs4j.core.baselog.Metadata.Cut;
import org.clfs4j.core.baselog.Metadata.Life;
import org.clfs4j.core.baselog.Metadata.Removal;
import org.clfs4j.core.baselog.Metadata.StreamEntry;
import org.clfs4j.core.baselog.MetadataCodec.MalformedException;
import org.clfs4j.core.format.MetadataFormat;
import org.clfs4j.core.format.Place;
import org.clfs4j.core.io.AllocatedBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Metadata survives the way to bytes and back, and hostile bytes are refused in one way only. */
class MetadataCodecTest {

    private final ByteBuffer slot =
            ByteBuffer.allocate(MetadataFormat.SLOT_SIZE).order(ByteOrder.LITTLE_ENDIAN);

    static Metadata metadata(long dumpCount, int containers) {
        List<ContainerEntry> entries = new ArrayList<>();
        for (int i = 0; i < containers; i++) {
            entries.add(new ContainerEntry(i, i % 3 == 2 ? ContainerEntry.NEVER_USED : i, "log \u00fc\u20ac" + i));
        }
        return new Metadata(
                dumpCount,
                new UUID(0x0102030405060708L, -2),
                1_700_000_000_000L,
                3,
                512,
                LogKind.DEDICATED,
                Life.OPEN,
                containers == 0 ? 0 : 4 * ContainerSet.SIZE_GRANULARITY,
                Place.of(1, 1024),
                0x8123_4567,
                Place.NONE,
                0,
                entries,
                List.of(new StreamEntry(0, 5, Place.NONE, Place.of(1, 1024), 3, "")),
                List.of(new Cut(Place.of(0, 512) + 2, Place.of(0, 1024))));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 7, 1023})
    void whatIsWrittenIsReadBack(int containers) throws Exception {
        Metadata written = metadata(9, containers);

        int length = MetadataCodec.encode(written, slot);

        assertThat(MetadataCodec.decode(slot, length)).isEqualTo(written);
        assertThat(slot.getInt(MetadataFormat.LENGTH_OFFSET)).isEqualTo(length);
    }

    @Test
    void largestMetadataFitsIntoASlot() throws Exception {
        List<ContainerEntry> entries = new ArrayList<>();
        for (int i = 0; i < ContainerSet.MAX_COUNT; i++) {
            entries.add(new ContainerEntry(i, i, Removal.PENDING, "x".repeat(251) + String.format("%04d", i)));
        }
        List<StreamEntry> streams = new ArrayList<>();
        for (int i = 1; i <= LogFile.MAX_STREAMS; i++) {
            streams.add(new StreamEntry(i, 0, 0, 512, 0xFFFF, "x".repeat(251) + String.format("%04d", i)));
        }
        List<Cut> cuts = Collections.nCopies(1024, new Cut(1, 512));
        Metadata large = new Metadata(
                1, new UUID(1, 2), 0, 1, 65536, LogKind.MULTIPLEXED, Life.CLOSED, ContainerSet.MAX_SIZE, 0, 0, 0, 600,
                entries, streams, cuts);

        int length = MetadataCodec.encode(large, slot);

        assertThat(MetadataCodec.decode(slot, length)).isEqualTo(large);
    }

    @Test
    void everyShorterOrLongerLengthIsMalformed() {
        int length = MetadataCodec.encode(metadata(1, 5), slot);
        for (int wrong = MetadataFormat.LISTS_OFFSET; wrong < length + 64; wrong++) {
            if (wrong != length) {
                int tried = wrong;
                assertThatThrownBy(() -> MetadataCodec.decode(slot, tried))
                        .as("length %d", tried)
                        .isInstanceOf(MalformedException.class);
            }
        }
    }

    private void assertMalformed(Consumer<ByteBuffer> harm) {
        int length = MetadataCodec.encode(metadata(1, 5), slot);
        harm.accept(slot);
        assertThatThrownBy(() -> MetadataCodec.decode(slot, length)).isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 1024, 1023, 6, 4, 0})
    void wrongCountsAreMalformed(int count) {
        assertMalformed(bytes -> bytes.putInt(MetadataFormat.CONTAINER_COUNT_OFFSET, count));
        assertMalformed(bytes -> bytes.putInt(MetadataFormat.STREAM_COUNT_OFFSET, count));
        assertMalformed(bytes -> bytes.putInt(MetadataFormat.CUT_COUNT_OFFSET, count));
    }

    @ParameterizedTest
    @ValueSource(bytes = {3, -1, Byte.MAX_VALUE, Byte.MIN_VALUE})
    void unknownLivesAndRemovalsAreMalformed(byte code) {
        assertMalformed(bytes -> bytes.put(MetadataFormat.LIFE_OFFSET, code));
        assertMalformed(bytes -> bytes.put(MetadataFormat.LISTS_OFFSET + 12, code));
    }

    @ParameterizedTest
    @ValueSource(shorts = {-1, Short.MIN_VALUE, Short.MAX_VALUE, 256, 0})
    void wrongNameLengthsAreMalformed(short length) {
        assertMalformed(bytes -> bytes.putShort(MetadataFormat.LISTS_OFFSET + 13, length));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1, 256, 511, 513, 1000, 131072, Integer.MIN_VALUE})
    void sectorSizesOutOfRangeAreMalformed(int size) {
        assertMalformed(bytes -> bytes.putInt(MetadataFormat.SECTOR_SIZE_OFFSET, size));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 1, 512, 1L << 32, Long.MIN_VALUE, Long.MAX_VALUE})
    void containerSizesOutOfRangeAreMalformed(long size) {
        assertMalformed(bytes -> bytes.putLong(MetadataFormat.CONTAINER_SIZE_OFFSET, size));
    }

    @ParameterizedTest
    @ValueSource(longs = {-2, 0xFFFF_FFFFL, 1L << 32, Long.MIN_VALUE, Long.MAX_VALUE, 1})
    void logicalIdsOutOfRangeOrTwiceAreMalformed(long id) {
        assertMalformed(bytes -> bytes.putLong(MetadataFormat.LISTS_OFFSET + 4, id));
    }

    @ParameterizedTest
    @ValueSource(bytes = {0, 3, -1})
    void unknownKindsAreMalformed(byte kind) {
        assertMalformed(bytes -> bytes.put(MetadataFormat.KIND_OFFSET, kind));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Place.NONE, Place.NONE + 1})
    void durableLsnThatIsNoneIsMalformed(long lsn) {
        assertMalformed(bytes -> bytes.putLong(MetadataFormat.DURABLE_UP_TO_OFFSET, lsn));
    }

    @ParameterizedTest
    @ValueSource(bytes = {'/', '\\', 0, 0x1F, 0x7F, (byte) 0xFF, (byte) 0xC0})
    void namesThatLeaveTheDirectoryOrAreNoTextAreMalformed(byte character) {
        assertMalformed(bytes -> bytes.put(MetadataFormat.LISTS_OFFSET + 15, character));
    }

    @Test
    void namesOfDotsAreNoFileNames() {
        assertThat(ContainerNames.isFileName(".")).isFalse();
        assertThat(ContainerNames.isFileName("..")).isFalse();
        assertThat(ContainerNames.isFileName("...")).isTrue();
        assertThat(ContainerNames.isFileName("")).isFalse();
        assertThat(ContainerNames.isFileName("x".repeat(255))).isTrue();
        assertThat(ContainerNames.isFileName("x".repeat(256))).isFalse();
    }

    @Test
    void hostileCountsAllocateLittle() {
        int length = MetadataCodec.encode(metadata(1, 5), slot);
        int[] counts = {1023, 1024, Integer.MAX_VALUE, -1};
        for (int count : counts) {
            slot.putInt(MetadataFormat.STREAM_COUNT_OFFSET, count);
            decodeMalformed(length);
            long before = AllocatedBytes.byThisThread();
            decodeMalformed(length);
            assertThat(AllocatedBytes.byThisThread() - before).isLessThan(64 << 10);
        }
    }

    private void decodeMalformed(int length) {
        try {
            MetadataCodec.decode(slot, length);
            throw new AssertionError("accepted");
        } catch (MalformedException expected) {
            assertThat(expected.getMessage()).isNotEmpty();
        }
    }

    @Test
    void randomChangesAreEitherMalformedOrWithinLimits() {
        long seed = System.nanoTime();
        System.out.println("MetadataCodecTest.randomChanges seed " + seed);
        Random random = new Random(seed);
        int length = MetadataCodec.encode(metadata(1, 5), slot);
        byte[] whole = new byte[length];
        slot.get(0, whole);
        int accepted = 0;
        for (int i = 0; i < 100_000; i++) {
            slot.put(0, whole);
            int changes = 1 + random.nextInt(4);
            for (int j = 0; j < changes; j++) {
                slot.put(random.nextInt(length), (byte) random.nextInt());
            }
            if (random.nextInt(4) == 0) {
                int from = random.nextInt(length);
                byte[] noise = new byte[1 + random.nextInt(length - from)];
                random.nextBytes(noise);
                slot.put(from, noise);
            }
            int tried = random.nextInt(8) == 0
                    ? MetadataFormat.LISTS_OFFSET + random.nextInt(length)
                    : length;
            try {
                Metadata read = MetadataCodec.decode(slot, tried);
                accepted++;
                assertThat(read.containers()).hasSizeLessThanOrEqualTo(ContainerSet.MAX_COUNT);
            } catch (MalformedException expected) {
                // the only way to refuse
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", input " + i, e);
            }
        }
        assertThat(accepted).as("some changes harm nothing").isPositive();
    }
}
