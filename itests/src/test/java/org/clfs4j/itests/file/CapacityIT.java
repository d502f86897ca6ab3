package org.clfs4j.itests.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.clfs4j.Append;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.LogProvider;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;
import org.clfs4j.error.LogFullException;
import org.clfs4j.itests.Child;
import org.clfs4j.itests.Tool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log uses the disk that it was given, and no more. */
class CapacityIT {

    private static final int CONTAINERS = 4;
    private static final int CONTAINER_SIZE = 1 << 20;
    private static final int RECORD = 1000;

    @TempDir
    Path folder;

    private LogName name;

    @BeforeEach
    void create() throws IOException {
        name = LogName.of(folder.resolve("log"));
        try (LogFile log = LogProvider.load().open(name, OpenOptions.createNew())) {
            log.containers().add(CONTAINERS, CONTAINER_SIZE);
        }
    }

    @Test
    void tenTimesTheCapacityGoesThroughWithoutANewFileOrAByteMoreOnDisk() throws IOException, InterruptedException {
        Map<String, Long> sizes = sizes();
        long used = diskUsed();

        try (LogFile log = LogProvider.load().open(name, OpenOptions.openExisting());
                LogStream stream = log.stream();
                MarshallingArea area = stream.createMarshallingArea(MarshallingAreaOptions.defaults())) {
            Deque<Lsn> live = new ArrayDeque<>();
            long appended = 0;
            for (int record = 0; appended < 10L * CONTAINERS * CONTAINER_SIZE; record++) {
                Append options = record % 10 == 0 ? Append.FORCE_FLUSH : Append.NONE;
                live.add(area.append(payload(record), options));
                appended += RECORD;
                if (live.size() * (long) RECORD > CONTAINERS * CONTAINER_SIZE / 2) {
                    stream.advanceBase(live.removeFirst());
                }
            }
            assertThat(log.containers().list()).hasSize(CONTAINERS);
            assertThat(stream.nextLsn().containerId()).isGreaterThanOrEqualTo(10L * CONTAINERS);
        }

        assertThat(sizes()).isEqualTo(sizes);
        assertThat(diskUsed()).isLessThanOrEqualTo(used);
    }

    @Test
    void fullLogSaysSoLosesNothingAndGoesOnWhenTheBaseAdvances() throws IOException {
        List<Lsn> appended = new ArrayList<>();
        try (LogFile log = LogProvider.load().open(name, OpenOptions.openExisting());
                LogStream stream = log.stream();
                MarshallingArea area = stream.createMarshallingArea(MarshallingAreaOptions.defaults())) {
            appendUntilFull(area, appended);
            assertThat(appended.size() * (long) RECORD).isGreaterThan(CONTAINERS * CONTAINER_SIZE / 10 * 9);
            area.flush();
        }

        try (LogFile log = LogProvider.load().open(name, OpenOptions.openExisting());
                LogStream stream = log.stream();
                MarshallingArea area = stream.createMarshallingArea(MarshallingAreaOptions.defaults())) {
            assertThat(lsns(stream, area)).isEqualTo(appended);
            stream.advanceBase(appended.get(appended.size() / 2));
            List<Lsn> more = new ArrayList<>();
            appendUntilFull(area, more);
            assertThat(more).hasSizeGreaterThan(appended.size() / 4);
            List<Lsn> live = new ArrayList<>(appended.subList(appended.size() / 2, appended.size()));
            live.addAll(more);
            assertThat(lsns(stream, area)).isEqualTo(live);
        }
    }

    @Test
    void toolEndsWithItsExitCodeForAFullLogAndSaysWhatItAppended() throws IOException, InterruptedException {
        Path input = Files.write(folder.resolve("input"), new byte[2 * CONTAINERS * CONTAINER_SIZE]);

        Tool.Run append = Tool.run("append", name.path(), "--from", input, "--chunk", "100k");

        assertThat(append.exitCode()).as(append.err()).isEqualTo(4);
        assertThat(append.err().lines()).singleElement().asString().contains("appended before that: ");
        String[] words = append.err().split("appended before that: ")[1].split(" ");
        Tool.Run cat = Tool.run("cat", name.path(), "--format", "json");
        assertThat(cat.exitCode()).as(cat.err()).isZero();
        assertThat(cat.out().lines()).hasSize(Integer.parseInt(words[0]));
    }

    private static void appendUntilFull(MarshallingArea area, List<Lsn> appended) throws IOException {
        try {
            while (true) {
                appended.add(area.append(payload(appended.size())));
            }
        } catch (LogFullException e) {
            assertThat(e).hasMessageContaining("log");
        }
    }

    private static List<Lsn> lsns(LogStream stream, MarshallingArea area) throws IOException {
        List<Lsn> lsns = new ArrayList<>();
        try (ReadContext records = area.read(stream.baseLsn(), ReadMode.FORWARD)) {
            while (records.next()) {
                lsns.add(records.lsn());
            }
        }
        return lsns;
    }

    private static ByteBuffer payload(int record) {
        return ByteBuffer.allocate(RECORD).putInt(0, record);
    }

    private Map<String, Long> sizes() throws IOException {
        Map<String, Long> sizes = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                sizes.put(file.getFileName().toString(), Files.size(file));
            }
        }
        sizes.remove("log.lock"); // the id of a process
        return sizes;
    }

    /** What the file system has set aside, in KiB. */
    private long diskUsed() throws InterruptedException {
        Child du = Child.run(folder, List.of("du", "-s", "-k", "."));
        return Long.parseLong(du.output().split("\\s")[0]);
    }
}
