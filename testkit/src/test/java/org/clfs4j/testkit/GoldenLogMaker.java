package org.clfs4j.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.clfs4j.Append;
import org.clfs4j.Claim;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.LogProvider;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.clfs4j.core.EngineLogProvider;
import org.clfs4j.core.Environment;
import org.clfs4j.core.io.StorageFile;
import org.clfs4j.inspect.BlockHeader;
import org.clfs4j.inspect.LogInspector;
import org.clfs4j.testkit.sim.SimClock;
import org.clfs4j.testkit.sim.SimDisk;
import org.clfs4j.testkit.sim.SimRandom;
import org.clfs4j.testkit.sim.SimStorage;

/**
 * Makes the golden logs anew: one thread, a clock that stands still, the same identities, so the same bytes. The broken ones
 * are whole ones with a few bytes changed.
 */
final class GoldenLogMaker {

    private static final LogName NAME = LogName.of(Path.of("/golden/log"));
    private static final String BASE_LOG_FILE = "log.blf";
    private static final int CONTAINER = 512 << 10;
    private static final int HEADER = 8192;
    private static final int SLOT = CONTAINER;
    private static final long MILLENNIUM = 946_684_800_000L;
    private static final int[] LENGTHS = {0, 1, 7, 8, 100, 1000, 4096, 20_000, 60_000};
    private static final int MAGIC_AT = 0;
    private static final int PREVIOUS_CHECKSUM_AT = 12;
    private static final int LENGTH_AT = 48;
    private static final int PAYLOAD_AT = 72;

    private final Map<String, Map<String, byte[]>> logs = new TreeMap<>();

    private GoldenLogMaker() {}

    /** Returns the files of each log by its name. */
    static Map<String, Map<String, byte[]>> make() throws IOException {
        GoldenLogMaker maker = new GoldenLogMaker();
        maker.makeWhole();
        maker.makeBroken();
        return maker.logs;
    }

    private void makeWhole() throws IOException {
        try (Writing log = new Writing(1)) {
            logs.put("created", log.files());
        }
        edit("creation-cut-off", "created").zeros(BASE_LOG_FILE, 0, 2 * SLOT);
        Writing closed = new Writing(2);
        closed.addContainers();
        closed.goRound();
        closed.close();
        logs.put("closed", closed.files());
        Writing killed = new Writing(3);
        killed.addContainers();
        killed.goRound();
        killed.area.append(killed.payload(5, 3000), Append.FORCE_FLUSH);
        logs.put("killed", killed.files());
        try (Writing again = new Writing(killed)) {
            again.area.append(again.payload(6, 2000), Append.FORCE_FLUSH);
            logs.put("reopened", again.files());
        }
        BlockHeader last = last(blocks("killed"));
        edit("torn-tail", "killed").zeros(last.file(), last.offset() + 512, last.length() - 512);
        Writing full = new Writing(4);
        full.addContainers();
        while (full.append(60_000).containerId() == 0) {
            // the first block of the second container is the last of the log
        }
        full.area.flush();
        logs.put("killed-in-second", full.files());
        BlockHeader first = last(blocks("killed-in-second"));
        edit("torn-first-block-of-container", "killed-in-second").flip(first.file(), first.offset() + PAYLOAD_AT);
        logs.remove("killed-in-second");
    }

    private void makeBroken() throws IOException {
        List<BlockHeader> blocks = blocks("closed");
        BlockHeader middle = blocks.get(blocks.size() / 2);
        BlockHeader next = blocks.get(blocks.size() / 2 + 1);
        BlockHeader firstOfContainer = blocks.stream()
                .filter(block -> block.offset() == HEADER && block != blocks.get(0))
                .findFirst()
                .orElseThrow();
        flip("bit-in-payload", middle, PAYLOAD_AT);
        flip("bit-in-magic", middle, MAGIC_AT);
        flip("bit-in-length", middle, LENGTH_AT + 2);
        flip("bit-in-previous-checksum", middle, PREVIOUS_CHECKSUM_AT);
        flip("bit-in-padding", middle, middle.length() - 1);
        flip("bit-in-base-block", blocks.get(0), PAYLOAD_AT);
        flip("bit-in-first-block-of-container", firstOfContainer, PAYLOAD_AT);
        flip("bit-in-last-block-of-closed", last(blocks), PAYLOAD_AT);
        edit("zeroed-sector", "closed").zeros(middle.file(), middle.offset() + 512, 512);
        Edit swap = edit("swapped-blocks", "closed");
        swap.copy(middle.file(), middle.offset(), next.file(), next.offset(), 512);
        swap.copy(next.file(), next.offset(), middle.file(), middle.offset(), 512, logs.get("closed"));
        edit("block-of-another-log", "closed")
                .copy(middle.file(), middle.offset(), middle.file(), middle.offset(), middle.length(), logs.get("killed"));
        Edit earlier = edit("container-of-an-earlier-lap", "closed");
        earlier.files.put(middle.file(), earlierLap(middle.file()));
        edit("container-missing", "closed").files.remove(middle.file());
        edit("container-too-short", "closed").resize(middle.file(), HEADER + CONTAINER - 512);
        edit("container-too-long", "closed").resize(middle.file(), HEADER + CONTAINER + 512);
        edit("container-of-another-log", "closed").files.put(middle.file(), logs.get("killed").get(middle.file()));
        Edit swapped = edit("containers-swapped", "closed");
        swapped.files.put(container(1), logs.get("closed").get(container(2)));
        swapped.files.put(container(2), logs.get("closed").get(container(1)));
        edit("container-header-slot-damaged", "closed").flipNewerHeaderSlot(middle.file());
        edit("container-header-damaged", "closed").zeros(middle.file(), 0, HEADER);
        edit("metadata-slot-damaged", "closed").flip(BASE_LOG_FILE, newestSlot() + 60);
        edit("metadata-damaged", "closed").flip(BASE_LOG_FILE, 60).flip(BASE_LOG_FILE, SLOT + 60);
        edit("metadata-of-a-newer-version", "closed").version(0).version(SLOT);
        edit("base-log-file-cut-short", "closed").resize(BASE_LOG_FILE, 100);
        edit("base-log-file-empty", "closed").resize(BASE_LOG_FILE, 0);
        edit("base-log-file-of-zeros", "closed").zeros(BASE_LOG_FILE, 0, 2 * SLOT);
        edit("no-log", "closed").files.put(BASE_LOG_FILE, "This is a text.\n".repeat(100).getBytes(UTF_8));
    }

    private void flip(String name, BlockHeader block, int at) {
        edit(name, "closed").flip(block.file(), block.offset() + at);
    }

    private static String container(int number) {
        return String.format("logContainer%020d", number);
    }

    /** What a container held when the log had gone round once less. */
    private byte[] earlierLap(String container) throws IOException {
        try (Writing log = new Writing(2)) {
            log.addContainers();
            log.goRoundOnce();
            return log.files().get(container);
        }
    }

    private long newestSlot() {
        ByteBuffer bytes = ByteBuffer.wrap(logs.get("closed").get(BASE_LOG_FILE)).order(ByteOrder.LITTLE_ENDIAN);
        int dumpCountAt = 20 + 4;
        return bytes.getLong(dumpCountAt) > bytes.getLong(SLOT + dumpCountAt) ? 0 : SLOT;
    }

    private static BlockHeader last(List<BlockHeader> blocks) {
        return blocks.get(blocks.size() - 1);
    }

    private List<BlockHeader> blocks(String name) throws IOException {
        SimStorage storage = new SimStorage(new SimDisk());
        for (Map.Entry<String, byte[]> file : logs.get(name).entrySet()) {
            try (StorageFile created = storage.create(file.getKey(), file.getValue().length)) {
                created.write(ByteBuffer.wrap(file.getValue()), 0);
            }
        }
        CollectingVisitor visitor = new CollectingVisitor();
        try (LogInspector inspector = provider(storage, 0).inspect(NAME)) {
            inspector.blocks(Lsn.INVALID, Lsn.INVALID, visitor);
        }
        return visitor.blocks;
    }

    private static LogProvider provider(SimStorage storage, long seed) {
        return new EngineLogProvider(
                "golden",
                0,
                new Environment(path -> storage, new SimClock(MILLENNIUM), new SimRandom(seed), () -> Runnable::run));
    }

    private Edit edit(String name, String original) {
        Edit edit = new Edit();
        logs.get(original).forEach((file, bytes) -> edit.files.put(file, bytes.clone()));
        logs.put(name, edit.files);
        return edit;
    }

    /** Changes copies of files. */
    private static final class Edit {
        private final Map<String, byte[]> files = new TreeMap<>();

        Edit flip(String file, long at) {
            files.get(file)[(int) at] ^= 0x10;
            return this;
        }

        Edit zeros(String file, long at, int length) {
            Arrays.fill(files.get(file), (int) at, (int) at + length, (byte) 0);
            return this;
        }

        Edit resize(String file, int length) {
            files.put(file, Arrays.copyOf(files.get(file), length));
            return this;
        }

        Edit copy(String to, long toAt, String from, long fromAt, int length) {
            return copy(to, toAt, from, fromAt, length, files);
        }

        Edit copy(String to, long toAt, String from, long fromAt, int length, Map<String, byte[]> source) {
            System.arraycopy(source.get(from), (int) fromAt, files.get(to), (int) toAt, length);
            return this;
        }

        /** The slot with the greater activation. */
        Edit flipNewerHeaderSlot(String container) {
            ByteBuffer bytes = ByteBuffer.wrap(files.get(container)).order(ByteOrder.LITTLE_ENDIAN);
            int activationAt = 56;
            int slotSize = HEADER / 2;
            int newer = bytes.getLong(activationAt) > bytes.getLong(slotSize + activationAt) ? 0 : slotSize;
            return flip(container, newer + 40);
        }

        /** Makes a metadata slot one of version 2, in all else as it was. */
        Edit version(int slot) {
            ByteBuffer bytes = ByteBuffer.wrap(files.get(BASE_LOG_FILE)).order(ByteOrder.LITTLE_ENDIAN);
            bytes.putShort(slot + 8, (short) 2);
            CRC32C checksum = new CRC32C();
            checksum.update(bytes.array(), slot, 16);
            checksum.update(bytes.array(), slot + 20, bytes.getInt(slot + 12) - 20);
            bytes.putInt(slot + 16, (int) checksum.getValue());
            return this;
        }
    }

    /** A log that is being written. */
    private static final class Writing implements AutoCloseable {
        private final SimStorage storage;
        private final LogFile log;
        private final LogStream stream;
        private MarshallingArea area;
        private Lsn youngest = Lsn.INVALID;
        private int count;

        Writing(long seed) throws IOException {
            this(new SimStorage(new SimDisk()), seed);
        }

        /** Opens a log whose process was killed. */
        Writing(Writing killed) throws IOException {
            this(new SimStorage(killed.storage.disk()), 0);
            openArea();
        }

        private Writing(SimStorage storage, long seed) throws IOException {
            this.storage = storage;
            log = provider(storage, seed).open(NAME, OpenOptions.openAlways().checkOldBlocks(false));
            stream = log.stream();
        }

        void addContainers() throws IOException {
            log.containers().add(3, CONTAINER);
            openArea();
        }

        private void openArea() throws IOException {
            area = stream.createMarshallingArea(
                    MarshallingAreaOptions.builder().blockSize(64 << 10).build());
        }

        /** Goes round all containers more than once, and leaves a bit of everything. */
        void goRound() throws IOException {
            goRoundOnce();
            fillUpTo(5);
            everyKind();
        }

        void goRoundOnce() throws IOException {
            fillUpTo(3);
        }

        private void fillUpTo(int container) throws IOException {
            Lsn[] firsts = new Lsn[container + 1];
            for (Lsn lsn = append(LENGTHS[0]); lsn.containerId() < container; lsn = append(LENGTHS[count % LENGTHS.length])) {
                int current = (int) lsn.containerId();
                if (firsts[current] == null) {
                    firsts[current] = lsn;
                    area.flush();
                    stream.advanceBase(lsn);
                }
            }
        }

        Lsn append(int length) throws IOException {
            Append options = count % 4 == 3 ? Append.FORCE_FLUSH : count % 4 == 1 ? Append.FORCE_APPEND : Append.NONE;
            if (count % 3 == 0) {
                options = options.previous(youngest).undoNext(count % 2 == 0 ? youngest : Lsn.INVALID);
            }
            youngest = area.append(payload(count, length), options);
            count++;
            return youngest;
        }

        private void everyKind() throws IOException {
            area.append(List.of(payload(1, 10), payload(2, 0), payload(3, 5)), Append.NONE);
            try (Claim committed = area.claim(33, Append.NONE)) {
                committed.buffer().put(payload(4, 33));
                committed.commit();
            }
            area.claim(44, Append.NONE).abort();
            area.append(payload(7, 7), Append.FORCE_FLUSH);
            area.writeRestartArea(payload(8, 200), Lsn.INVALID);
            for (int length : LENGTHS) {
                append(length);
            }
            area.flush();
        }

        ByteBuffer payload(int number, int length) {
            byte[] bytes = new byte[length];
            byte[] text = ("record " + number + "; ").getBytes(UTF_8);
            for (int i = 0; i < length; i++) {
                bytes[i] = text[i % text.length];
            }
            return ByteBuffer.wrap(bytes);
        }

        Map<String, byte[]> files() throws IOException {
            Map<String, byte[]> files = new TreeMap<>();
            for (String name : storage.list()) {
                if (!name.endsWith(".lock")) {
                    try (StorageFile file = storage.open(name, false)) {
                        ByteBuffer bytes = ByteBuffer.allocate((int) file.size());
                        file.read(bytes, 0);
                        files.put(name, bytes.array());
                    }
                }
            }
            return files;
        }

        @Override
        public void close() throws IOException {
            if (area != null) {
                area.close();
            }
            stream.close();
            log.close();
        }
    }
}
