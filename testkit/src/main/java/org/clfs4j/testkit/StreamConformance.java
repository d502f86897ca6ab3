package org.clfs4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clfs4j.testkit.Refusal.refused;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.clfs4j.Access;
import org.clfs4j.Append;
import org.clfs4j.Disposition;
import org.clfs4j.LogFile;
import org.clfs4j.LogKind;
import org.clfs4j.LogName;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;
import org.clfs4j.RestartOptions;
import org.clfs4j.StreamInformation;
import org.clfs4j.TailHolder;
import org.clfs4j.error.LogFullException;
import org.clfs4j.error.LogStatus;
import org.junit.jupiter.api.Test;

/**
 * Multiplexed logs: many streams, each with LSNs of its own, in the containers of one log.
 *
 * @threading tests of one instance run one after the other
 */
public abstract class StreamConformance extends LogConformance {

    private static final long MEBIBYTE = 1L << 20;
    private static final int RECORD = 3000;

    /** For subclasses. */
    protected StreamConformance() {}

    private LogName multiplexed() {
        return new LogName(directory.resolve("log"), LogKind.MULTIPLEXED, Optional.empty());
    }

    private LogFile openMultiplexed(OpenOptions options) throws Exception {
        log = track(provider().open(multiplexed(), options));
        return log;
    }

    private void createMultiplexed(int containers) throws Exception {
        openMultiplexed(OpenOptions.createNew());
        log.containers().add(containers, MEBIBYTE);
    }

    private MarshallingArea areaOf(String name) throws Exception {
        return areaOf(track(log.stream(name)));
    }

    private MarshallingArea areaOf(LogStream of) throws Exception {
        return track(of.createMarshallingArea(SMALL_BLOCKS));
    }

    private static Lsn flushed(MarshallingArea through, String text) throws Exception {
        return through.append(bytes(text), Append.FORCE_FLUSH);
    }

    /** Appends records, each in a block of its own, until the log's end lies in a container. */
    private void fill(MarshallingArea through, long physicalContainer) throws Exception {
        while (log.physicalInformation().nextLsn().containerId() < physicalContainer) {
            through.append(ByteBuffer.allocate(RECORD), Append.FORCE_APPEND);
        }
        through.flush();
    }

    @Test
    @Statements({"O5", "O7"})
    void aNameThatEndsWithTheSeparatorMakesALogWithoutStreams() throws Exception {
        openMultiplexed(OpenOptions.createNew());
        assertThat(log.kind()).isEqualTo(LogKind.MULTIPLEXED);
        assertThat(log.streams()).isEmpty();
        assertThat(log.containers().list()).isEmpty();
        assertThat(log.physicalInformation().totalStreams()).isZero();
        assertThat(directory.resolve("log.blf")).exists();
    }

    @Test
    @Statements("O6")
    void theFirstSeparatorSplitsTheName() throws Exception {
        createMultiplexed(2);
        LogName name = LogName.of("log:" + directory.resolve("log") + "::a::b");
        LogFile opened = track(provider().open(name, OpenOptions.createNew()));
        assertThat(opened.stream().name()).isEqualTo("a::b");
        assertThat(log.streams()).extracting(StreamInformation::name).containsExactly("a::b");
    }

    @Test
    @Statements({"O1", "O2", "O3"})
    void aStreamIsOpenedAndCreatedAsTheDispositionSays() throws Exception {
        createMultiplexed(2);
        refusedWithoutChange(
                LogStatus.OBJECT_NAME_NOT_FOUND, () -> log.stream("s", Disposition.OPEN_EXISTING), "::s");
        track(log.stream("s", Disposition.CREATE_NEW));
        refusedWithoutChange(LogStatus.OBJECT_NAME_COLLISION, () -> log.stream("s", Disposition.CREATE_NEW), "::s");
        refusedWithoutChange(
                LogStatus.OBJECT_NAME_COLLISION,
                () -> provider().open(multiplexed().stream("s"), OpenOptions.createNew()));
        refusedWithoutChange(
                LogStatus.OBJECT_NAME_NOT_FOUND,
                () -> provider().open(multiplexed().stream("t"), OpenOptions.openExisting()));
        track(provider().open(multiplexed().stream("t"), OpenOptions.openAlways()));
        assertThat(log.streams()).extracting(StreamInformation::name).containsExactly("s", "t");
        assertThat(log.streams()).extracting(StreamInformation::id).doesNotHaveDuplicates();
    }

    @Test
    void aLogOfAStreamIsCreatedWithIt() throws Exception {
        LogFile first = track(provider().open(multiplexed().stream("s"), OpenOptions.createNew()));
        assertThat(first.stream().name()).isEqualTo("s");
        assertThat(first.streams()).hasSize(1);
        closeAll();
        openMultiplexed(OpenOptions.openExisting());
        assertThat(log.streams()).extracting(StreamInformation::name).containsExactly("s");
    }

    @Test
    @Statements("O4")
    void theFormOfTheNameDecidesForEver() throws Exception {
        createMultiplexed(2);
        refusedWithoutChange(LogStatus.MULTIPLEXED, () -> provider().open(name(), OpenOptions.openExisting()));
        closeAll();
        refusedWithoutChange(LogStatus.MULTIPLEXED, () -> provider().open(name(), OpenOptions.openExisting()));
    }

    @Test
    void impossibleStreamNamesAreRefused() throws Exception {
        createMultiplexed(2);
        refusedWithoutChange(LogStatus.INVALID_PARAMETER, () -> log.stream(""));
        refusedWithoutChange(LogStatus.INVALID_PARAMETER, () -> log.stream("x".repeat(256)));
        for (String half : List.of("\ud800", "a\udc00", "\udc00\ud800")) {
            refusedWithoutChange(LogStatus.INVALID_PARAMETER, () -> log.stream(half)); // half a character has no UTF-8
        }
        track(log.stream("x".repeat(255)));
        track(log.stream("\u00fc/../\u20ac"));
        assertThat(log.streams()).hasSize(2);
    }

    @Test
    @Statements("A17")
    void theLogItselfIsNeitherWrittenNorRead() throws Exception {
        createMultiplexed(2);
        refusedWithoutChange(LogStatus.MULTIPLEXED, () -> log.stream());
    }

    @Test
    @Statements({"L14", "L11"})
    void theFirstRecordOfEachStreamHasTheLsnNull() throws Exception {
        createMultiplexed(2);
        MarshallingArea one = areaOf("one");
        MarshallingArea two = areaOf("two");
        assertThat(flushed(one, "first of one")).isEqualTo(Lsn.NULL);
        assertThat(flushed(two, "first of two")).isEqualTo(Lsn.NULL);
        List<StreamInformation> streams = log.streams();
        Lsn placeOfOne = log.physicalLsn(streams.get(0).id(), Lsn.NULL);
        Lsn placeOfTwo = log.physicalLsn(streams.get(1).id(), Lsn.NULL);
        assertThat(placeOfOne).isNotEqualTo(placeOfTwo);
        assertThat(readAll(one, Lsn.NULL)).containsExactly("first of one");
        assertThat(readAll(two, Lsn.NULL)).containsExactly("first of two");
    }

    @Test
    @Statements({"L15", "L10"})
    void lsnsOfAStreamGrowWhateverOthersAppend() throws Exception {
        createMultiplexed(2);
        MarshallingArea one = areaOf("one");
        MarshallingArea two = areaOf("two");
        List<Lsn> lsns = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            lsns.add(flushed(one, "one " + i));
            flushed(two, "two " + i);
        }
        assertThat(lsns).isSorted().doesNotHaveDuplicates();
        assertThat(readAll(one, Lsn.NULL)).hasSize(50).contains("one 0", "one 49");
    }

    @Test
    void eachStreamReadsItsOwnRecordsAlsoAfterReopening() throws Exception {
        createMultiplexed(8);
        Seeds.forEach(1, this::readBackAfterRandomAppends);
    }

    private void readBackAfterRandomAppends(long seed, Random random) throws Exception {
        Map<String, List<String>> expected = new HashMap<>();
        for (int round = 0; round < 3; round++) {
            Map<String, MarshallingArea> areas = new HashMap<>();
            for (int i = 0; i < 5; i++) {
                areas.put("s" + i, areaOf("s" + i));
            }
            for (int i = 0; i < 600; i++) {
                String name = "s" + random.nextInt(5);
                String text = name + " " + round + " " + i + "x".repeat(random.nextInt(2000));
                Append how = random.nextInt(10) == 0
                        ? Append.FORCE_FLUSH
                        : random.nextInt(5) == 0 ? Append.FORCE_APPEND : Append.NONE;
                areas.get(name).append(bytes(text), how);
                expected.computeIfAbsent(name, key -> new ArrayList<>()).add(text);
            }
            for (Map.Entry<String, MarshallingArea> each : areas.entrySet()) {
                assertThat(readAll(each.getValue(), Lsn.NULL)).as("seed %d", seed).isEqualTo(expected.get(each.getKey()));
            }
            closeAll();
            openMultiplexed(OpenOptions.openExisting());
        }
        try (LogFile reader = provider().open(multiplexed(), OpenOptions.openExisting().access(Access.READ))) {
            for (Map.Entry<String, List<String>> each : expected.entrySet()) {
                try (LogStream of = reader.stream(each.getKey());
                        MarshallingArea through = of.createMarshallingArea(SMALL_BLOCKS)) {
                    assertThat(readAll(through, of.baseLsn())).as("seed %d", seed).isEqualTo(each.getValue());
                }
            }
        }
    }

    @Test
    @Statements({"C21", "F26"})
    void aSlowStreamHoldsTheContainersOfAll() throws Exception {
        createMultiplexed(3);
        MarshallingArea busy = areaOf("busy");
        MarshallingArea slow = areaOf("slow");
        LogStream busyStream = track(log.stream("busy"));
        LogStream slowStream = track(log.stream("slow"));
        flushed(slow, "old");
        Lsn held = log.physicalInformation().baseLsn();
        fill(busy, 1);
        busyStream.advanceBase(busyStream.nextLsn());
        assertThat(log.physicalInformation().baseLsn()).isEqualTo(held);
        assertThat(log.physicalInformation().freeContainers()).isEqualTo(1);
        TailHolder holder = log.tailHolder().orElseThrow();
        assertThat(holder.kind()).isEqualTo(TailHolder.Kind.STREAM_BASE);
        assertThat(holder.streamName()).isEqualTo("slow");
        assertThat(holder.lsn()).isEqualTo(Lsn.NULL);
        assertThat(holder.bytes()).isGreaterThan(MEBIBYTE / 2);
        slowStream.advanceBase(slowStream.nextLsn());
        assertThat(log.physicalInformation().freeContainers()).isEqualTo(2);
        assertThat(log.physicalInformation().baseLsn()).isGreaterThan(held);
        assertThat(log.tailHolder()).isEmpty();
    }

    @Test
    void whoOnlyReadsIsToldWhatHoldsTheTail() throws Exception {
        createMultiplexed(3);
        MarshallingArea busy = areaOf("busy");
        LogStream busyStream = track(log.stream("busy"));
        flushed(areaOf("slow"), "old");
        fill(busy, 1);
        busyStream.advanceBase(busyStream.nextLsn());
        TailHolder holder = log.tailHolder().orElseThrow();
        closeAll();
        openMultiplexed(OpenOptions.openExisting().access(Access.READ));
        assertThat(log.tailHolder()).contains(holder);
        closeAll();
        openMultiplexed(OpenOptions.openExisting());
        LogStream slowStream = track(log.stream("slow"));
        slowStream.advanceBase(slowStream.nextLsn());
        log.setArchiveMode(true);
        closeAll();
        openMultiplexed(OpenOptions.openExisting().access(Access.READ));
        assertThat(log.tailHolder()).isEmpty();
    }

    @Test
    void aFullLogNamesTheStreamThatHoldsIt() throws Exception {
        createMultiplexed(2);
        MarshallingArea slow = areaOf("slow");
        MarshallingArea busy = areaOf("busy");
        LogStream busyStream = track(log.stream("busy"));
        flushed(slow, "old");
        LogFullException full = null;
        while (full == null) {
            try {
                busyStream.advanceBase(busy.append(ByteBuffer.allocate(RECORD), Append.FORCE_FLUSH));
            } catch (LogFullException e) {
                full = e;
            }
        }
        assertThat(full.status()).isEqualTo(LogStatus.FULL);
        assertThat(full).hasMessageContaining("stream \"slow\"");
        LogStream slowStream = track(log.stream("slow"));
        slowStream.advanceBase(slowStream.nextLsn());
        for (int i = 0; i < 1000; i++) {
            busyStream.advanceBase(busy.append(ByteBuffer.allocate(RECORD), Append.FORCE_FLUSH));
        }
        assertThat(log.physicalInformation().nextLsn().containerId()).isGreaterThan(3);
    }

    @Test
    void restartAreasAreThoseOfTheirStream() throws Exception {
        createMultiplexed(2);
        MarshallingArea one = areaOf("one");
        MarshallingArea two = areaOf("two");
        Lsn restart = one.writeRestartArea(bytes("state of one"), Lsn.INVALID);
        assertThat(two.readRestartArea()).isEmpty();
        two.writeRestartArea(bytes("state of two"), RestartOptions.NONE);
        assertThat(text(one.readRestartArea().orElseThrow().payload())).isEqualTo("state of one");
        assertThat(one.readRestartArea().orElseThrow().lsn()).isEqualTo(restart);
        closeAll();
        openMultiplexed(OpenOptions.openExisting());
        assertThat(text(areaOf("two").readRestartArea().orElseThrow().payload())).isEqualTo("state of two");
    }

    @Test
    void chainsStayWithinTheirStream() throws Exception {
        createMultiplexed(2);
        MarshallingArea one = areaOf("one");
        MarshallingArea two = areaOf("two");
        Lsn previous = Lsn.INVALID;
        for (int i = 0; i < 30; i++) {
            previous = one.append(bytes("one " + i), Append.FORCE_FLUSH.previous(previous));
            flushed(two, "two " + i);
        }
        List<String> texts = new ArrayList<>();
        try (ReadContext chain = one.read(previous, ReadMode.PREVIOUS)) {
            while (chain.next()) {
                texts.add(text(chain.payload()));
            }
            assertThat(chain.end()).contains(LogStatus.END_OF_FILE);
        }
        assertThat(texts).hasSize(30).startsWith("one 29").endsWith("one 0");
    }

    @Test
    @Statements("O14")
    void deletingAStreamLeavesTheOthers() throws Exception {
        openMultiplexed(OpenOptions.createNew().access(Access.READ, Access.WRITE, Access.DELETE));
        log.containers().add(3, MEBIBYTE);
        MarshallingArea kept = areaOf("kept");
        try (LogStream gone = log.stream("gone");
                MarshallingArea through = gone.createMarshallingArea(SMALL_BLOCKS)) {
            flushed(through, "to be deleted");
            fill(through, 1);
        }
        flushed(kept, "kept");
        assertThat(log.tailHolder().orElseThrow().streamName()).isEqualTo("gone");
        log.deleteStream("gone");
        assertThat(log.streams()).extracting(StreamInformation::name).containsExactly("kept");
        assertThat(log.tailHolder().orElseThrow().streamName()).isEqualTo("kept");
        assertThat(log.containers().list()).hasSize(3);
        assertThat(readAll(kept, Lsn.NULL)).containsExactly("kept");
        MarshallingArea again = areaOf("gone");
        assertThat(readAll(again, Lsn.NULL)).isEmpty();
        flushed(again, "new");
        closeAll();
        openMultiplexed(OpenOptions.openExisting());
        assertThat(readAll(areaOf("gone"), Lsn.NULL)).containsExactly("new");
        assertThat(readAll(areaOf("kept"), Lsn.NULL)).containsExactly("kept");
    }

    @Test
    @Statements("O11")
    void aStreamThatIsToBeDeletedRefusesOpensAndGoesOnForThoseWhoHaveIt() throws Exception {
        openMultiplexed(OpenOptions.createNew().access(Access.READ, Access.WRITE, Access.DELETE));
        log.containers().add(2, MEBIBYTE);
        LogStream stream = log.stream("s");
        MarshallingArea through = stream.createMarshallingArea(SMALL_BLOCKS);
        flushed(through, "before");
        ReadContext context = through.read(Lsn.NULL, ReadMode.FORWARD);
        log.deleteStream("s");
        refused(LogStatus.DELETE_PENDING, () -> log.stream("s"), "::s");
        flushed(through, "after");
        stream.close();
        assertThat(log.streams()).hasSize(1);
        through.close();
        assertThat(log.streams()).as("a read context is open").hasSize(1);
        context.close();
        assertThat(log.streams()).isEmpty();
        assertThat(readAll(areaOf("s"), Lsn.NULL)).isEmpty();
    }

    @Test
    void streamsAreCreatedAndDeletedWhileOthersWrite() throws Exception {
        openMultiplexed(OpenOptions.createNew().access(Access.READ, Access.WRITE, Access.DELETE));
        log.containers().add(4, MEBIBYTE);
        MarshallingArea steady = areaOf("steady");
        LogStream steadyStream = track(log.stream("steady"));
        Threads.run(2, number -> {
            for (int i = 0; i < 100; i++) {
                if (number == 0) {
                    steadyStream.advanceBase(flushed(steady, "steady " + i));
                } else {
                    try (LogStream brief = log.stream("brief " + i);
                            MarshallingArea through = brief.createMarshallingArea(SMALL_BLOCKS)) {
                        flushed(through, "brief " + i);
                        assertThat(readAll(through, Lsn.NULL)).containsExactly("brief " + i);
                    }
                    log.deleteStream("brief " + i);
                }
            }
            return null;
        });
        assertThat(log.streams()).extracting(StreamInformation::name).containsExactly("steady");
        assertThat(readAll(steady, steadyStream.baseLsn())).containsExactly("steady 99");
    }

    @Test
    void thereAreAsManyStreamsAsALogCanHave() throws Exception {
        createMultiplexed(2);
        for (int i = 0; i < LogFile.MAX_STREAMS; i++) {
            log.stream("s" + i).close();
        }
        refusedWithoutChange(LogStatus.INSUFFICIENT_RESOURCES, () -> log.stream("one more"), LogFile.MAX_STREAMS);
        closeAll();
        openMultiplexed(OpenOptions.openExisting());
        assertThat(log.streams()).hasSize(LogFile.MAX_STREAMS);
        flushed(areaOf("s511"), "last");
    }

    @Test
    void everyStreamOfManyLapsFindsItsRecords() throws Exception {
        createMultiplexed(3);
        MarshallingArea one = areaOf("one");
        LogStream streamTwo = track(log.stream("two"));
        MarshallingArea two = track(streamTwo.createMarshallingArea(MarshallingAreaOptions.defaults()));
        LogStream streamOne = track(log.stream("one"));
        for (int lap = 0; lap < 3000; lap++) {
            Lsn first = one.append(bytes("one " + lap + "x".repeat(lap % 1000)), Append.NONE);
            Lsn second = two.append(bytes("two " + lap + "y".repeat(lap % 3000)), Append.NONE);
            if (lap % 100 == 99) {
                one.flush();
                streamOne.advanceBase(first);
                streamTwo.advanceBase(second);
                assertThat(readAll(one, first)).singleElement().asString().startsWith("one " + lap);
                assertThat(readAll(two, second)).singleElement().asString().startsWith("two " + lap);
            }
        }
        assertThat(log.physicalInformation().nextLsn().containerId()).isGreaterThan(4);
        closeAll();
        openMultiplexed(OpenOptions.openExisting());
        assertThat(readAll(areaOf("one"), track(log.stream("one")).baseLsn())).hasSize(1);
        LogStream again = track(log.stream("two"));
        MarshallingArea wide = track(again.createMarshallingArea(MarshallingAreaOptions.defaults()));
        assertThat(readAll(wide, again.baseLsn())).hasSize(1);
    }
}
