package org.clfs4j.core.baselog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.clfs4j.ContainerSet;
import org.clfs4j.LogFile;
import org.clfs4j.LogKind;
import org.clfs4j.core.baselog.Metadata.ContainerEntry;
import org.clfs4j.core.baselog.Metadata.Cut;
import org.clfs4j.core.baselog.Metadata.Life;
import org.clfs4j.core.baselog.Metadata.Removal;
import org.clfs4j.core.baselog.Metadata.StreamEntry;
import org.clfs4j.core.format.Identity;
import org.clfs4j.core.format.MetadataFormat;
import org.clfs4j.core.format.Place;
import org.clfs4j.core.format.Sectors;

/**
 * Metadata to bytes and back.
 *
 * <p>Reading trusts nothing: every length and count has a limit, every value a range, and the whole slot must be used up
 * exactly before any of it is believed.
 */
final class MetadataCodec {

    private static final int CONTAINER_FIXED_LENGTH = Integer.BYTES + Long.BYTES + Byte.BYTES + Short.BYTES;
    private static final int STREAM_FIXED_LENGTH = Integer.BYTES + 3 * Long.BYTES + Short.BYTES + Short.BYTES;
    private static final int CUT_LENGTH = 2 * Long.BYTES;

    private MetadataCodec() {}

    /** Why a slot's bytes are no metadata. */
    static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedException(String reason) {
            super(reason, null, false, false);
        }
    }

    /** Returns a length that the metadata's slot does not exceed. */
    static int greatestLength(Metadata metadata) {
        return MetadataFormat.LISTS_OFFSET
                + metadata.containers().size() * (CONTAINER_FIXED_LENGTH + NameBytes.MAX_LENGTH)
                + metadata.streams().size() * (STREAM_FIXED_LENGTH + NameBytes.MAX_LENGTH)
                + metadata.cuts().size() * CUT_LENGTH;
    }

    /** Writes a slot into a little-endian buffer of at least its length and returns that. */
    static int encode(Metadata metadata, ByteBuffer slot) {
        slot.clear();
        slot.putLong(MetadataFormat.MAGIC_OFFSET, MetadataFormat.MAGIC);
        slot.putShort(MetadataFormat.VERSION_OFFSET, (short) MetadataFormat.VERSION);
        slot.putShort(MetadataFormat.RESERVED_OFFSET, (short) 0);
        slot.putInt(MetadataFormat.RESERVED2_OFFSET, 0);
        slot.putLong(MetadataFormat.DUMP_COUNT_OFFSET, metadata.dumpCount());
        Identity.put(slot, MetadataFormat.IDENTITY_OFFSET, metadata.identity());
        slot.putLong(MetadataFormat.CREATED_OFFSET, metadata.createdMillis());
        slot.putLong(MetadataFormat.EPOCH_OFFSET, metadata.epoch());
        slot.putInt(MetadataFormat.SECTOR_SIZE_OFFSET, metadata.sectorSize());
        slot.put(MetadataFormat.KIND_OFFSET, (byte) (metadata.kind() == LogKind.DEDICATED ? 1 : 2));
        slot.put(MetadataFormat.LIFE_OFFSET, (byte) metadata.life().ordinal());
        slot.putShort(MetadataFormat.RESERVED3_OFFSET, (short) 0);
        slot.putLong(MetadataFormat.CONTAINER_SIZE_OFFSET, metadata.containerSize());
        slot.putLong(MetadataFormat.DURABLE_UP_TO_OFFSET, metadata.durableUpTo());
        slot.putInt(MetadataFormat.DURABLE_CHECKSUM_OFFSET, metadata.durableChecksum());
        slot.putInt(MetadataFormat.STREAMS_CREATED_OFFSET, metadata.streamsCreated());
        slot.putLong(MetadataFormat.ARCHIVE_TAIL_OFFSET, metadata.archiveTail());
        slot.putInt(MetadataFormat.CONTAINER_COUNT_OFFSET, metadata.containers().size());
        slot.putInt(MetadataFormat.STREAM_COUNT_OFFSET, metadata.streams().size());
        slot.putInt(MetadataFormat.CUT_COUNT_OFFSET, metadata.cuts().size());
        slot.putInt(MetadataFormat.RESERVED4_OFFSET, 0);
        slot.position(MetadataFormat.LISTS_OFFSET);
        for (ContainerEntry container : metadata.containers()) {
            slot.putInt(container.physicalId());
            slot.putLong(container.logicalId());
            slot.put((byte) container.removal().ordinal());
            putName(slot, container.fileName());
        }
        for (StreamEntry stream : metadata.streams()) {
            slot.putInt(stream.id());
            slot.putLong(stream.baseLsn());
            slot.putLong(stream.restartLsn());
            slot.putLong(stream.nextLsn());
            slot.putShort((short) stream.resets());
            putName(slot, stream.name());
        }
        for (Cut cut : metadata.cuts()) {
            slot.putLong(cut.from());
            slot.putLong(cut.upTo());
        }
        int length = slot.position();
        slot.putInt(MetadataFormat.LENGTH_OFFSET, length);
        int checksum = MetadataFormat.checksum(slot, length);
        slot.clear();
        slot.putInt(MetadataFormat.CHECKSUM_OFFSET, checksum);
        return length;
    }

    private static void putName(ByteBuffer slot, String name) {
        byte[] bytes = name.getBytes(UTF_8);
        slot.putShort((short) bytes.length);
        slot.put(bytes);
    }

    /** Reads a slot whose envelope is intact. */
    static Metadata decode(ByteBuffer slot, int length) throws MalformedException {
        ByteBuffer in = slot.duplicate().order(slot.order()).limit(length).position(MetadataFormat.LISTS_OFFSET);
        try {
            Metadata metadata = new Metadata(
                    slot.getLong(MetadataFormat.DUMP_COUNT_OFFSET),
                    Identity.get(slot, MetadataFormat.IDENTITY_OFFSET),
                    slot.getLong(MetadataFormat.CREATED_OFFSET),
                    slot.getLong(MetadataFormat.EPOCH_OFFSET),
                    slot.getInt(MetadataFormat.SECTOR_SIZE_OFFSET),
                    kind(slot.get(MetadataFormat.KIND_OFFSET)),
                    value(Life.values(), slot.get(MetadataFormat.LIFE_OFFSET), "life"),
                    slot.getLong(MetadataFormat.CONTAINER_SIZE_OFFSET),
                    slot.getLong(MetadataFormat.DURABLE_UP_TO_OFFSET),
                    slot.getInt(MetadataFormat.DURABLE_CHECKSUM_OFFSET),
                    slot.getLong(MetadataFormat.ARCHIVE_TAIL_OFFSET),
                    slot.getInt(MetadataFormat.STREAMS_CREATED_OFFSET),
                    containers(in, slot.getInt(MetadataFormat.CONTAINER_COUNT_OFFSET)),
                    streams(in, slot.getInt(MetadataFormat.STREAM_COUNT_OFFSET)),
                    cuts(in, slot.getInt(MetadataFormat.CUT_COUNT_OFFSET)));
            require(!in.hasRemaining(), "bytes follow the last entry", in.remaining());
            validate(metadata);
            return metadata;
        } catch (BufferUnderflowException e) {
            throw new MalformedException("a list is longer than the slot says");
        }
    }

    private static LogKind kind(byte code) throws MalformedException {
        require(code == 1 || code == 2, "unknown kind of log", code);
        return code == 1 ? LogKind.DEDICATED : LogKind.MULTIPLEXED;
    }

    private static List<ContainerEntry> containers(ByteBuffer in, int count) throws MalformedException {
        require(count >= 0 && count <= ContainerSet.MAX_COUNT, "container count", count);
        require(count <= in.remaining() / CONTAINER_FIXED_LENGTH, "container count", count);
        List<ContainerEntry> containers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            containers.add(new ContainerEntry(
                    in.getInt(), in.getLong(), value(Removal.values(), in.get(), "removal"), name(in)));
        }
        return containers;
    }

    private static List<StreamEntry> streams(ByteBuffer in, int count) throws MalformedException {
        require(count >= 0 && count <= LogFile.MAX_STREAMS, "stream count", count);
        List<StreamEntry> streams = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            streams.add(new StreamEntry(
                    in.getInt(),
                    in.getLong(),
                    in.getLong(),
                    in.getLong(),
                    Short.toUnsignedInt(in.getShort()),
                    name(in)));
        }
        return streams;
    }

    private static List<Cut> cuts(ByteBuffer in, int count) throws MalformedException {
        require(count >= 0 && count <= Metadata.MAX_CUTS, "cut count", count);
        require(count <= in.remaining() / CUT_LENGTH, "cut count", count);
        List<Cut> cuts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            cuts.add(new Cut(in.getLong(), in.getLong()));
        }
        return cuts;
    }

    private static <E extends Enum<E>> E value(E[] values, byte code, String what) throws MalformedException {
        require(code >= 0 && code < values.length, what, code);
        return values[code];
    }

    private static String name(ByteBuffer in) throws MalformedException {
        int length = Short.toUnsignedInt(in.getShort());
        require(length <= NameBytes.MAX_LENGTH && length <= in.remaining(), "name length", length);
        ByteBuffer bytes = in.slice(in.position(), length);
        in.position(in.position() + length);
        try {
            return UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new MalformedException("a name is not UTF-8");
        }
    }

    private static void validate(Metadata metadata) throws MalformedException {
        int sector = metadata.sectorSize();
        require(sector >= 512 && sector <= 65536 && Integer.bitCount(sector) == 1, "sector size", sector);
        long size = metadata.containerSize();
        boolean none = metadata.containers().isEmpty();
        require(
                none ? size >= 0 : size > 0 && size <= ContainerSet.MAX_SIZE
                        && size == Sectors.roundUp(size, ContainerSet.SIZE_GRANULARITY),
                "container size",
                size);
        Set<Integer> physical = new HashSet<>();
        Set<Long> logical = new HashSet<>();
        Set<String> names = new HashSet<>();
        for (ContainerEntry container : metadata.containers()) {
            require(physical.add(container.physicalId()), "physical container id twice", container.physicalId());
            long id = container.logicalId();
            require(id == ContainerEntry.NEVER_USED || id >= 0 && id < 0xFFFF_FFFFL, "logical container id", id);
            require(id == ContainerEntry.NEVER_USED || logical.add(id), "logical container id twice", id);
            if (!ContainerNames.isFileName(container.fileName()) || !names.add(container.fileName())) {
                throw new MalformedException("container name \"" + container.fileName() + "\" is not acceptable");
            }
        }
        require(
                metadata.kind() == LogKind.MULTIPLEXED || metadata.streams().size() == 1,
                "stream count of a dedicated log",
                metadata.streams().size());
        requireLsn("durable LSN", metadata.durableUpTo());
        requireLsnOrNone("archive tail", metadata.archiveTail());
        validateStreams(metadata);
        for (Cut cut : metadata.cuts()) {
            requireLsn("end of a cut", cut.upTo());
            require(Place.less(cut.from(), cut.upTo()), "start of a cut", cut.from());
        }
    }

    private static void validateStreams(Metadata metadata) throws MalformedException {
        Set<Integer> ids = new HashSet<>();
        Set<String> names = new HashSet<>();
        boolean dedicated = metadata.kind() == LogKind.DEDICATED;
        require(metadata.streamsCreated() >= 0, "number of streams created", metadata.streamsCreated());
        for (StreamEntry stream : metadata.streams()) {
            requireLsn("base LSN", stream.baseLsn());
            requireLsn("next LSN", stream.nextLsn());
            requireLsnOrNone("restart LSN", stream.restartLsn());
            require(
                    dedicated
                            ? stream.id() == Metadata.DEDICATED_STREAM
                            : stream.id() > 0 && stream.id() <= metadata.streamsCreated(),
                    "stream id",
                    stream.id());
            require(ids.add(stream.id()), "stream id twice", stream.id());
            if (dedicated != stream.name().isEmpty() || !names.add(stream.name())) {
                throw new MalformedException("stream name \"" + stream.name() + "\" is not acceptable");
            }
        }
    }

    private static void requireLsnOrNone(String what, long lsn) throws MalformedException {
        require(!Place.less(Place.NONE, lsn), what, lsn);
    }

    private static void requireLsn(String what, long lsn) throws MalformedException {
        require(Place.less(lsn, Place.NONE), what, lsn);
    }

    private static void require(boolean holds, String what, long found) throws MalformedException {
        if (!holds) {
            throw new MalformedException(what + " is out of range: " + found);
        }
    }
}
