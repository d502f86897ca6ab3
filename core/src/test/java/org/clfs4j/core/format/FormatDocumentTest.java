package org.clfs4j.core.format;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.clfs4j.Lsn;
import org.clfs4j.core.block.BlockSeal;
import org.junit.jupiter.api.Test;

/** What docs/format.md says and what the code does are the same. */
class FormatDocumentTest {

    private static final String METADATA = "### Metadata slot";
    private static final String INDEX = "### Index segment";
    private static final String CONTAINER = "### Container header";
    private static final String BLOCK = "### Block header";
    private static final String RECORD = "### Record header";

    @Test
    void metadataFieldsLieWhereTheDocumentSays() throws Exception {
        assertSame(METADATA, MetadataFormat.class, MetadataFormat.LISTS_OFFSET);
    }

    @Test
    void containerHeaderFieldsLieWhereTheDocumentSays() throws Exception {
        assertSame(CONTAINER, ContainerHeaderFormat.class, ContainerHeaderFormat.LENGTH);
    }

    @Test
    void blockHeaderFieldsLieWhereTheDocumentSays() throws Exception {
        assertSame(BLOCK, BlockFormat.class, BlockFormat.HEADER_LENGTH);
    }

    @Test
    void recordHeaderFieldsLieWhereTheDocumentSays() throws Exception {
        assertSame(RECORD, RecordFormat.class, RecordFormat.HEADER_LENGTH);
    }

    @Test
    void indexSegmentFieldsLieWhereTheDocumentSays() throws Exception {
        assertSame(INDEX, IndexFormat.class, IndexFormat.HEADER_LENGTH);
    }

    @Test
    void indexAreaIsAsLargeAsTheDocumentSays() throws Exception {
        assertThat(text())
                .contains(IndexFormat.ENTRY_LENGTH + " bytes for each sector of the container's size")
                .contains(String.format("rounded up to %,d", IndexFormat.GRANULARITY))
                .contains((IndexFormat.SEGMENT_INTERVAL >> 20) + " MiB of it and four times more");
        assertThat(IndexFormat.areaSize(1 << 20, 512)).isEqualTo((1 << 20) / 512 * 16 + 4 * 4096);
        assertThat(IndexFormat.areaSize(128 << 20, 4096)).isEqualTo((128 << 20) / 4096 * 16 + 6 * 4096);
    }

    @Test
    void indexEntriesArePackedAsTheDocumentSays() {
        long packed = IndexFormat.pack(IndexFormat.MAX_STREAM_ID, (1L << 32) - 512, 16 << 20);
        assertThat(packed).isEqualTo((long) IndexFormat.MAX_STREAM_ID << 39 | 32768L << 23 | (1 << 23) - 1);
        assertThat(IndexFormat.streamId(packed)).isEqualTo(IndexFormat.MAX_STREAM_ID);
        assertThat(IndexFormat.blockOffset(packed)).isEqualTo((1L << 32) - 512);
        assertThat(IndexFormat.length(packed)).isEqualTo(16 << 20);
    }

    private static void assertSame(String heading, Class<?> format, int length) throws Exception {
        List<FormatDocument.Field> fields = FormatDocument.fields(heading);
        Map<String, Integer> documented = new TreeMap<>();
        int end = 0;
        for (FormatDocument.Field field : fields) {
            assertThat(field.offset()).as("%s: no gap before %s", heading, field.name()).isEqualTo(end);
            assertThat(documented.put(field.constant(), field.offset())).as(field.name()).isNull();
            end += field.size();
        }
        assertThat(end).as("length of what the table describes").isEqualTo(length);
        assertThat(documented).isEqualTo(offsets(format));
    }

    /** Returns the constants of fields; the metadata's lists are no field of a fixed size. */
    private static Map<String, Integer> offsets(Class<?> format) throws IllegalAccessException {
        Map<String, Integer> offsets = new TreeMap<>();
        for (Field field : format.getDeclaredFields()) {
            if (field.getName().endsWith("_OFFSET") && !field.getName().equals("LISTS_OFFSET")) {
                offsets.put(field.getName(), field.getInt(null));
            }
        }
        return offsets;
    }

    @Test
    void metadataListsBeginWhereTheDocumentSays() throws IOException {
        List<String[]> rows = FormatDocument.rows(METADATA);
        String[] last = rows.get(rows.size() - 1);

        assertThat(last).startsWith(Integer.toString(MetadataFormat.LISTS_OFFSET), "", "lists");
    }

    @Test
    void envelopeEndsWithTheDumpCount() throws IOException {
        FormatDocument.Field dumpCount = FormatDocument.fields(METADATA).stream()
                .filter(field -> field.name().equals("dump count"))
                .findFirst()
                .orElseThrow();

        assertThat(dumpCount.offset() + dumpCount.size()).isEqualTo(MetadataFormat.ENVELOPE_LENGTH);
        assertThat(text()).contains("The first " + MetadataFormat.ENVELOPE_LENGTH + " bytes of a slot");
    }

    @Test
    void slotsHaveTheSizesOfTheDocument() throws IOException {
        assertThat(text())
                .contains(
                        String.format("Two slots of %,d bytes each.", MetadataFormat.SLOT_SIZE),
                        String.format(
                                "A container's file is its size plus %,d bytes.", ContainerHeaderFormat.HEADER_SIZE),
                        String.format("a pair of slots of %,d bytes each", ContainerHeaderFormat.SLOT_SIZE));
        assertThat(MetadataFormat.SLOTS).isEqualTo(2);
        assertThat(ContainerHeaderFormat.SLOTS).isEqualTo(2);
        assertThat(MetadataFormat.LISTS_OFFSET).isLessThan(MetadataFormat.SLOT_SIZE);
    }

    @Test
    void magicNumbersAreTheCharactersOfTheDocument() throws IOException {
        assertThat(ByteBuffer.wrap(magic(METADATA)).order(ByteOrder.LITTLE_ENDIAN).getLong())
                .isEqualTo(MetadataFormat.MAGIC);
        assertThat(ByteBuffer.wrap(magic(CONTAINER)).order(ByteOrder.LITTLE_ENDIAN).getInt())
                .isEqualTo(ContainerHeaderFormat.MAGIC);
        assertThat(ByteBuffer.wrap(magic(BLOCK)).order(ByteOrder.LITTLE_ENDIAN).getInt())
                .isEqualTo(BlockFormat.MAGIC);
    }

    private static byte[] magic(String heading) throws IOException {
        Matcher characters = Pattern.compile("the characters `(\\w+)`").matcher(meaning(heading, "magic"));
        assertThat(characters.matches()).isTrue();
        return characters.group(1).getBytes(US_ASCII);
    }

    private static String meaning(String heading, String field) throws IOException {
        return FormatDocument.rows(heading).stream()
                .filter(cells -> cells[2].equals(field))
                .map(cells -> cells[3])
                .findFirst()
                .orElseThrow();
    }

    @Test
    void versionsAndConstantLengthsAreThoseOfTheDocument() throws IOException {
        assertThat(meaning(METADATA, "version")).isEqualTo("" + MetadataFormat.VERSION);
        assertThat(meaning(CONTAINER, "version")).isEqualTo("" + ContainerHeaderFormat.VERSION);
        assertThat(meaning(CONTAINER, "length")).isEqualTo("" + ContainerHeaderFormat.LENGTH);
        assertThat(meaning(BLOCK, "version")).isEqualTo("" + BlockFormat.VERSION);
        assertThat(meaning(BLOCK, "header length")).startsWith(BlockFormat.HEADER_LENGTH + ";");
        assertThat(meaning(BLOCK, "record count")).isEqualTo("1 to " + Lsn.RECORDS_PER_BLOCK);
    }

    @Test
    void recordTypesAndLinkFlagsAreThoseOfTheDocument() throws IOException {
        assertThat(meaning(RECORD, "type"))
                .startsWith(RecordFormat.TYPE_DATA + " data, " + RecordFormat.TYPE_RESTART + " restart area, "
                        + RecordFormat.TYPE_ABORTED + " aborted claim");
        assertThat(meaning(RECORD, "flags"))
                .isEqualTo(String.format(
                        "which links follow: 0x%02x previous, 0x%02x undo-next, 0x%02x new base",
                        RecordFormat.FLAG_PREVIOUS, RecordFormat.FLAG_UNDO_NEXT, RecordFormat.FLAG_NEW_BASE));
    }

    @Test
    void noLsnIsWrittenAsTheDocumentSays() throws IOException {
        assertThat(text()).contains(String.format("\"No LSN\" is written as 0x%016X.", Place.NONE));
    }

    @Test
    void checksumsCoverWhatTheDocumentSays() throws IOException {
        assertThat(meaning(METADATA, "checksum"))
                .isEqualTo("CRC32C of bytes 0 … " + (MetadataFormat.CHECKSUM_OFFSET - 1) + " and "
                        + MetadataFormat.RESERVED2_OFFSET + " … length − 1");
        assertThat(meaning(CONTAINER, "checksum"))
                .isEqualTo("CRC32C of bytes " + ContainerHeaderFormat.VERSION_OFFSET + " … "
                        + (ContainerHeaderFormat.LENGTH - 1));
        assertThat(meaning(BLOCK, "checksum"))
                .isEqualTo("CRC32C of the log's UUID (16 bytes as stored) and bytes " + BlockFormat.CHECKED_FROM
                        + " … length − 1");
    }

    @Test
    void workedExampleIsTheBlockThatIsWritten() throws IOException {
        byte[] example = FormatDocument.workedExample();
        byte[] payload = "redo".getBytes(US_ASCII);
        ByteBuffer block = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.fill(block.array(), (byte) 0x5A); // whatever the memory held before
        RecordFormat.put(
                block, BlockFormat.HEADER_LENGTH, payload.length, RecordFormat.TYPE_DATA, 0, 0, Place.NONE, Place.NONE,
                Place.NONE);
        block.put(BlockFormat.HEADER_LENGTH + RecordFormat.headerLength(0), payload);
        int used = BlockFormat.HEADER_LENGTH + RecordFormat.length(0, payload.length);
        int checksum = new BlockSeal(Checksum.of(new UUID(1, 2)), 512, 1).seal(block, 0, 0, used, 1, 0, 0, 0, 0);

        assertThat(example).hasSize(used);
        assertThat(Arrays.copyOfRange(example, BlockFormat.CHECKSUM_OFFSET, BlockFormat.VERSION_OFFSET))
                .containsOnly(0xCC);
        assertThat(block.getInt(BlockFormat.CHECKSUM_OFFSET)).isEqualTo(checksum);
        block.putInt(BlockFormat.CHECKSUM_OFFSET, 0xCCCC_CCCC);
        assertThat(Arrays.copyOf(block.array(), used)).containsExactly(example);
        assertThat(Arrays.copyOfRange(block.array(), used, 512)).containsOnly(0);
    }

    @Test
    void containerHeaderIsWrittenAndReadAsTheDocumentSays() {
        ContainerHeaderFormat.Header header =
                new ContainerHeaderFormat.Header(new UUID(0x0102030405060708L, 9), 7, 8, 9, 10, 11);
        ByteBuffer slot = ByteBuffer.allocate(ContainerHeaderFormat.SLOT_SIZE).order(ByteOrder.LITTLE_ENDIAN);

        ContainerHeaderFormat.put(slot, header);

        assertThat(ContainerHeaderFormat.get(slot)).contains(header);
        assertThat(slot.get(16)).isEqualTo((byte) 8);
        assertThat(slot.getInt(12)).isEqualTo(7);
        assertThat(slot.getLong(32)).isEqualTo(8);
        assertThat(slot.getLong(56)).isEqualTo(11);
    }

    @Test
    void everyFlippedBitOfAContainerHeaderIsDetected() {
        ByteBuffer slot = ByteBuffer.allocate(ContainerHeaderFormat.SLOT_SIZE).order(ByteOrder.LITTLE_ENDIAN);
        ContainerHeaderFormat.put(slot, new ContainerHeaderFormat.Header(new UUID(1, 2), 7, 8, 9, 10, 11));
        List<Integer> missed = new ArrayList<>();
        for (int bit = 0; bit < ContainerHeaderFormat.LENGTH * 8; bit++) {
            byte flip = (byte) (1 << bit % 8);
            slot.put(bit / 8, (byte) (slot.get(bit / 8) ^ flip));
            if (ContainerHeaderFormat.get(slot).isPresent()) {
                missed.add(bit);
            }
            slot.put(bit / 8, (byte) (slot.get(bit / 8) ^ flip));
        }

        assertThat(missed).isEmpty();
        assertThat(ContainerHeaderFormat.get(slot)).isPresent();
    }

    private static String text() throws IOException {
        return String.join(" ", FormatDocument.lines());
    }
}
