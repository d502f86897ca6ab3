package org.clfs4j.core.recovery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.clfs4j.Access;
import org.clfs4j.Append;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;
import org.clfs4j.core.HeapStorage;
import org.clfs4j.core.LogFixture;
import org.clfs4j.core.format.ContainerHeaderFormat;
import org.clfs4j.error.LogDamagedException;
import org.clfs4j.error.LogException;
import org.junit.jupiter.api.Test;

/** Logs of several streams are cut off, their indexes damaged, and opened again. */
class StreamRecoveryTest {

    private static final LogName NAME = LogName.of("log:wal::");
    private static final long SIZE = 1 << 20;
    private static final MarshallingAreaOptions AREA =
            MarshallingAreaOptions.builder().blockSize(4096).build();

    private final Map<String, List<String>> expected = new HashMap<>();

    /** Writes into three streams until several containers are full; what is returned was never closed. */
    private HeapStorage written(Random random) throws LogException {
        HeapStorage storage = new HeapStorage();
        LogFile log = LogFixture.provider(storage).open(NAME, OpenOptions.createNew());
        log.containers().add(6, SIZE);
        Map<String, MarshallingArea> areas = new HashMap<>();
        for (int i = 0; i < 3; i++) {
            areas.put("s" + i, log.stream("s" + i).createMarshallingArea(AREA));
            expected.put("s" + i, new ArrayList<>());
        }
        while (log.physicalInformation().nextLsn().containerId() < 4) {
            String name = "s" + (random.nextInt(10) == 0 ? 0 : 1 + random.nextInt(2));
            String text = name + " " + expected.get(name).size() + "x".repeat(random.nextInt(3000));
            areas.get(name).append(ByteBuffer.wrap(text.getBytes(UTF_8)), Append.NONE);
            expected.get(name).add(text);
        }
        for (MarshallingArea area : areas.values()) {
            area.flush();
        }
        return storage.copy();
    }

    private static List<String> read(LogFile log, String name) throws LogException {
        List<String> records = new ArrayList<>();
        try (LogStream stream = log.stream(name);
                MarshallingArea area = stream.createMarshallingArea(AREA);
                ReadContext context = area.read(stream.baseLsn(), ReadMode.FORWARD)) {
            while (context.next()) {
                records.add(UTF_8.decode(context.payload()).toString());
            }
        }
        return records;
    }

    private void assertAllThere(HeapStorage storage) throws LogException {
        for (OpenOptions options :
                List.of(OpenOptions.openExisting().access(Access.READ), OpenOptions.openExisting())) {
            try (LogFile log = LogFixture.provider(storage).open(NAME, options)) {
                for (Map.Entry<String, List<String>> each : expected.entrySet()) {
                    assertThat(read(log, each.getKey())).isEqualTo(each.getValue());
                }
            }
        }
    }

    private static List<String> containers(HeapStorage storage) {
        return storage.list().stream().filter(name -> name.contains("Container")).sorted().toList();
    }

    @Test
    void everyStreamIsFoundAfterACrash() throws LogException {
        assertAllThere(written(random()));
    }

    @Test
    void withoutAnIndexTheBlocksTellTheSame() throws LogException {
        Random random = random();
        HeapStorage storage = written(random);
        for (String container : containers(storage)) {
            byte[] bytes = storage.bytes(container);
            int area = (int) (ContainerHeaderFormat.HEADER_SIZE + SIZE);
            if (random.nextBoolean()) {
                Arrays.fill(bytes, area, bytes.length, (byte) 0);
            } else {
                bytes[area + random.nextInt(64)] ^= 1;
            }
        }
        assertAllThere(storage);
    }

    @Test
    void streamsGoOnBehindTheirLastRecords() throws LogException {
        HeapStorage storage = written(random());
        for (int lap = 0; lap < 3; lap++) {
            LogFile log = LogFixture.provider(storage).open(NAME, OpenOptions.openExisting());
            for (String name : expected.keySet()) {
                LogStream stream = log.stream(name);
                MarshallingArea area = stream.createMarshallingArea(AREA);
                Lsn last = stream.nextLsn();
                Lsn next = area.append(ByteBuffer.wrap(("lap " + lap).getBytes(UTF_8)), Append.FORCE_FLUSH);
                assertThat(next.compareTo(last)).isNotNegative();
                expected.get(name).add("lap " + lap);
            }
            storage = storage.copy();
            assertAllThere(storage.copy());
        }
    }

    @Test
    void damageIsMetByTheStreamThatItConcernsAndHidesNothing() throws LogException {
        Random random = random();
        HeapStorage storage = written(random);
        for (int i = 0; i < 40; i++) {
            HeapStorage damaged = storage.copy();
            String container = containers(damaged).get(random.nextInt(4));
            int at = ContainerHeaderFormat.HEADER_SIZE + random.nextInt((int) SIZE - 4096);
            damaged.bytes(container)[at] ^= 4;
            boolean met = false;
            try (LogFile log = LogFixture.provider(damaged)
                    .open(NAME, OpenOptions.openExisting().access(Access.READ))) {
                for (Map.Entry<String, List<String>> each : expected.entrySet()) {
                    try {
                        assertThat(read(log, each.getKey())).isEqualTo(each.getValue());
                    } catch (LogDamagedException e) {
                        met = true;
                        assertThat(e).hasMessageContaining(container);
                    }
                }
            }
            assertThat(met).as("a bit at %d of %s", at, container).isTrue();
        }
    }

    private static Random random() {
        long seed = System.nanoTime();
        System.out.println("StreamRecoveryTest seed " + seed);
        return new Random(seed);
    }
}
