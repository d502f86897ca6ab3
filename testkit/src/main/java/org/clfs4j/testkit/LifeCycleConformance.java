package org.clfs4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clfs4j.testkit.Refusal.refused;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
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
import org.clfs4j.RecordFilter;
import org.clfs4j.StreamInformation;
import org.clfs4j.error.LogStatus;
import org.junit.jupiter.api.Test;

/**
 * Deleting and resetting: what is marked, who may still use it, and when it takes effect.
 *
 * @threading tests of one instance run one after the other
 */
public abstract class LifeCycleConformance extends LogConformance {

    private static final OpenOptions WITH_DELETE =
            OpenOptions.openAlways().access(Access.READ, Access.WRITE, Access.DELETE);

    /** For subclasses. */
    protected LifeCycleConformance() {}

    /** The log's files, but for the lock file. */
    private List<String> files() throws Exception {
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(file -> file.getFileName().toString())
                    .filter(file -> !file.endsWith(".lock"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    @Statements("O12")
    void aDeletedLogGoesWithTheLastHandleAreaAndContext() throws Exception {
        LogFile first = provider().open(name(), WITH_DELETE);
        first.containers().add(2, CONTAINER);
        LogFile second = provider().open(name(), OpenOptions.openExisting());
        LogStream stream = second.stream();
        MarshallingArea area = stream.createMarshallingArea(SMALL_BLOCKS);
        Lsn lsn = area.append(bytes("record"), Append.FORCE_FLUSH);
        ReadContext context = area.read(lsn, ReadMode.FORWARD);
        first.delete();
        refused(LogStatus.DELETE_PENDING, () -> provider().open(name(), OpenOptions.openExisting()), name());
        first.close();
        second.close();
        area.append(bytes("another"), Append.FORCE_FLUSH);
        stream.close();
        area.close();
        assertThat(files()).as("a read context is open").hasSize(3);
        context.close();
        assertThat(files()).isEmpty();
        refusedWithoutChange(
                LogStatus.OBJECT_NAME_NOT_FOUND, () -> provider().open(name(), OpenOptions.openExisting()));
    }

    @Test
    @Statements({"O11", "O12"})
    void aReaderThatWasThereBeforeKeepsALogThatIsDeleted() throws Exception {
        create(2);
        flushed("kept");
        closeAll();
        open(OpenOptions.openExisting().access(Access.READ));
        area = area(SMALL_BLOCKS);
        provider().delete(name());
        assertThat(files()).hasSize(3);
        refused(LogStatus.DELETE_PENDING, () -> provider().open(name(), OpenOptions.openAlways()), name());
        assertThat(readAll()).containsExactly("kept");
        closeAll();
        assertThat(files()).isEmpty();
    }

    @Test
    @Statements({"O11", "O14"})
    void aReaderThatWasThereBeforeKeepsAStreamThatIsDeleted() throws Exception {
        LogName name = createStream("kept");
        LogFile reader = provider().open(name, OpenOptions.openExisting().access(Access.READ));
        provider().delete(name);
        refused(LogStatus.DELETE_PENDING, () -> provider().open(name, OpenOptions.openAlways()), name);
        assertThat(reader.streams()).hasSize(1);
        reader.close();
        assertThat(streamsOf(name)).isEmpty();
    }

    @Test
    @Statements("O15")
    void aReaderThatWasThereBeforeKeepsAStreamThatIsReset() throws Exception {
        LogName name = createStream("kept");
        LogFile reader = provider().open(name, OpenOptions.openExisting().access(Access.READ));
        try (LogFile writer = provider().open(name, OpenOptions.openExisting())) {
            writer.stream().closeAndReset();
        }
        assertThat(reader.streams().get(0).resets()).isZero();
        reader.close();
        assertThat(streamsOf(name)).extracting(StreamInformation::resets).containsExactly(1);
    }

    /** Creates a stream of a multiplexed log, with a record, and closes everything. */
    private LogName createStream(String text) throws Exception {
        LogName name = LogName.of("log:" + directory.resolve("log") + "::s");
        try (LogFile opened = provider().open(name, OpenOptions.createNew())) {
            opened.containers().add(2, CONTAINER);
            try (LogStream of = opened.stream();
                    MarshallingArea through = of.createMarshallingArea(SMALL_BLOCKS)) {
                through.append(bytes(text), Append.FORCE_FLUSH);
            }
        }
        return name;
    }

    private List<StreamInformation> streamsOf(LogName name) throws Exception {
        try (LogFile opened = provider().open(name.physical(), OpenOptions.openExisting())) {
            return opened.streams();
        }
    }

    @Test
    void aDeletedLogCanBeCreatedAnew() throws Exception {
        create(2);
        flushed("old");
        closeAll();
        provider().delete(name());
        assertThat(files()).isEmpty();
        create(2);
        assertThat(readAll()).isEmpty();
        flushed("new");
        reopen();
        assertThat(readAll()).containsExactly("new");
    }

    @Test
    void deletingWhatIsNotThereIsRefused() throws Exception {
        refusedWithoutChange(LogStatus.OBJECT_NAME_NOT_FOUND, () -> provider().delete(name()), name());
        create(2);
        refusedWithoutChange(
                LogStatus.DEDICATED, () -> provider().delete(LogName.of("log:" + directory.resolve("log") + "::s")));
    }

    @Test
    @Statements("O12")
    void deletingAMultiplexedLogTakesAllStreamsWithIt() throws Exception {
        LogName name = LogName.of("log:" + directory.resolve("log") + "::");
        LogFile multiplexed = provider().open(name, WITH_DELETE);
        multiplexed.containers().add(2, CONTAINER);
        LogStream one = multiplexed.stream("one");
        multiplexed.stream("two").close();
        provider().delete(name);
        refused(LogStatus.DELETE_PENDING, () -> multiplexed.stream("two"));
        multiplexed.close();
        assertThat(files()).isNotEmpty();
        one.close();
        assertThat(files()).isEmpty();
    }

    @Test
    @Statements("O13")
    void deletingNeedsTheAccess() throws Exception {
        create(2, OpenOptions.createNew());
        refusedWithoutChange(LogStatus.ACCESS_DENIED, () -> log.delete(), name());
        LogFile reader = another(OpenOptions.openExisting().access(Access.READ));
        refusedWithoutChange(LogStatus.ACCESS_DENIED, reader::delete);
        closeAll();
        open(OpenOptions.openExisting());
        assertThat(log.containers().list()).hasSize(2);
    }

    @Test
    @Statements("O10")
    void whoDoesNotShareDeletionIsNotDeleted() throws Exception {
        open(OpenOptions.createNew().share(Access.READ, Access.WRITE));
        refusedWithoutChange(LogStatus.SHARING_VIOLATION, () -> provider().delete(name()));
    }

    @Test
    @Statements("O16")
    void aResetStreamBeginsAnew() throws Exception {
        create(3);
        Lsn last = fillUpTo(1, 3000).get(0);
        Lsn restart = area.writeRestartArea(bytes("state"), Lsn.INVALID);
        area.close();
        log.close();
        stream.closeAndReset();
        closeAll();
        open(OpenOptions.openExisting());
        area = area(SMALL_BLOCKS);
        assertThat(readAll()).isEmpty();
        assertThat(area.readRestartArea()).isEmpty();
        assertThat(stream.restartLsn()).isEmpty();
        assertThat(stream.information().lastRecordLsn()).isEmpty();
        assertThat(stream.information().resets()).isEqualTo(1);
        assertThat(log.information().freeContainers()).isEqualTo(2);
        refusedWithoutChange(LogStatus.INVALID_RANGE, () -> area.read(last, ReadMode.FORWARD));
        assertThat(flushed("new")).isGreaterThan(restart);
        reopen();
        assertThat(readAll()).containsExactly("new");
    }

    @Test
    @Statements("O15")
    void resettingWaitsForTheLastClose() throws Exception {
        create(2);
        flushed("old");
        LogStream other = track(log.stream());
        stream.closeAndReset();
        refused(LogStatus.INVALID_HANDLE, () -> stream.baseLsn());
        stream = other;
        assertThat(readAll()).containsExactly("old");
        flushed("appended meanwhile");
        assertThat(readAll()).hasSize(2);
        reopen();
        assertThat(readAll()).isEmpty();
    }

    @Test
    @Statements("O15")
    void aStreamOfAMultiplexedLogIsResetWithItsLastUser() throws Exception {
        LogName name = LogName.of("log:" + directory.resolve("log") + "::");
        log = track(provider().open(name, OpenOptions.createNew()));
        log.containers().add(2, CONTAINER);
        MarshallingArea kept = track(track(log.stream("kept")).createMarshallingArea(SMALL_BLOCKS));
        kept.append(bytes("kept"), Append.FORCE_FLUSH);
        LogStream reset = log.stream("reset");
        MarshallingArea through = reset.createMarshallingArea(SMALL_BLOCKS);
        Lsn old = through.append(bytes("old"), Append.FORCE_FLUSH);
        reset.closeAndReset();
        assertThat(log.streams().get(1).resets()).isZero();
        through.close();
        assertThat(log.streams().get(1).resets()).isEqualTo(1);
        MarshallingArea again = track(track(log.stream("reset")).createMarshallingArea(SMALL_BLOCKS));
        assertThat(readAll(again, log.streams().get(1).baseLsn())).isEmpty();
        assertThat(again.append(bytes("new"), Append.FORCE_FLUSH)).isGreaterThan(old);
        assertThat(readAll(kept, Lsn.NULL)).containsExactly("kept");
    }

    @Test
    @Statements("O17")
    void the125thResetIsRefused() throws Exception {
        create(2);
        closeAll();
        for (int i = 0; i < LogStream.MAX_RESETS; i++) {
            try (LogFile opened = provider().open(name(), OpenOptions.openExisting())) {
                opened.stream().closeAndReset();
            }
        }
        open(OpenOptions.openExisting());
        area = area(SMALL_BLOCKS);
        flushed("kept");
        refusedWithoutChange(LogStatus.INSUFFICIENT_RESOURCES, () -> stream.closeAndReset(), LogStream.MAX_RESETS);
        assertThat(LogStream.MAX_RESETS).isEqualTo(124);
        assertThat(readAll()).containsExactly("kept");
        reopen();
        assertThat(readAll()).containsExactly("kept");
    }

    @Test
    void resettingNeedsAccessToWrite() throws Exception {
        create(2);
        flushed("kept");
        LogFile reader = another(OpenOptions.openExisting().access(Access.READ));
        LogStream readOnly = track(reader.stream());
        refusedWithoutChange(LogStatus.ACCESS_DENIED, readOnly::closeAndReset);
        assertThat(readOnly.baseLsn()).isEqualTo(Lsn.NULL);
    }

    @Test
    @Statements("O18")
    void anExtensionThatIsGivenIsPartOfTheName() throws Exception {
        track(provider().open(name("log.blf"), OpenOptions.createNew()));
        assertThat(directory.resolve("log.blf.blf")).exists();
        assertThat(directory.resolve("log.blf")).doesNotExist();
    }

    @Test
    @Statements("B24")
    void dumpingTakesTheMemoryAndTheBlockSizeOfAnArea() throws Exception {
        create(2);
        Lsn first = flushed("one");
        area.writeRestartArea(bytes("state"), Lsn.INVALID);
        Lsn third = flushed("three");
        flushed("four");
        RecordingAllocator allocator = new RecordingAllocator();
        StringBuilder dumped = new StringBuilder();
        provider()
                .dump(
                        name(),
                        MarshallingAreaOptions.builder()
                                .allocator(allocator)
                                .blockSize(BLOCK)
                                .build(),
                        RecordFilter.DATA,
                        first,
                        third,
                        record -> dumped.append(text(record.payload())).append(' '));
        assertThat(dumped).hasToString("one three ");
        assertThat(allocator.allocations()).isPositive();
        assertThat(allocator.frees()).isEqualTo(allocator.allocations());
        area.append(ByteBuffer.allocate(3000), Append.FORCE_FLUSH);
        refused(
                LogStatus.BLOCK_INCOMPLETE,
                () -> provider()
                        .dump(
                                name(),
                                MarshallingAreaOptions.builder().blockSize(512).build(),
                                RecordFilter.CLIENT,
                                first,
                                Lsn.INVALID,
                                record -> {}));
    }
}
