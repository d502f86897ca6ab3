package org.clfs4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clfs4j.testkit.Refusal.refused;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.clfs4j.Access;
import org.clfs4j.Append;
import org.clfs4j.ContainerInformation;
import org.clfs4j.ContainerState;
import org.clfs4j.LogFile;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.OpenOptions;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;
import org.junit.jupiter.api.Test;

/**
 * A log that is opened for reading before somebody else opens it for writing, and is read while it grows.
 *
 * @threading tests of one instance run one after the other
 */
public abstract class FollowConformance extends LogConformance {

    private LogFile readerLog;
    private LogStream readerStream;
    private MarshallingArea reader;

    /** For subclasses. */
    protected FollowConformance() {}

    /** Creates a log, opens it for reading, then for writing; the words of the suite write. */
    private void createAndFollow(int containers) throws Exception {
        create(containers);
        closeAll();
        readerLog = another(OpenOptions.openExisting().access(Access.READ));
        readerStream = track(readerLog.stream());
        reader = track(readerStream.createMarshallingArea(SMALL_BLOCKS));
        open(withAllAccess(OpenOptions.openExisting()));
        area = area(SMALL_BLOCKS);
    }

    @Test
    void whatIsFlushedIsReadInOrder() throws Exception {
        createAndFollow(3);
        ReadContext context = track(reader.read(readerStream.baseLsn(), ReadMode.FORWARD));
        assertThat(context.next()).isFalse();
        List<String> seen = new ArrayList<>();
        List<String> written = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            written.add(i + "-".repeat(i * 31 % 3000));
            append(written.get(i), i % 5 == 4 ? Append.FORCE_FLUSH : Append.NONE);
            if (i % 50 == 49) {
                while (context.next()) {
                    seen.add(text(context.payload()));
                }
                assertThat(seen).isEqualTo(written);
            }
        }
        assertThat(log.information().nextLsn().containerId()).isPositive();
    }

    @Test
    void theMarkersFollow() throws Exception {
        createAndFollow(3);
        flushed("one");
        Lsn two = flushed("two");
        assertThat(readAll(reader, readerStream.baseLsn())).containsExactly("one", "two");
        stream.advanceBase(two);
        stream.flushMetadata();
        flushed("three");
        try (ReadContext context = reader.read(two, ReadMode.FORWARD)) {
            assertThat(context.next()).isTrue();
            assertThat(text(context.payload())).isEqualTo("two");
            assertThat(context.next()).isTrue();
            assertThat(text(context.payload())).isEqualTo("three");
            assertThat(context.next()).isFalse();
        }
    }

    @Test
    void whatIsNotFlushedNeedNotBeSeenButNothingWrongIs() throws Exception {
        createAndFollow(2);
        flushed("flushed");
        append("appended");
        append("queued", Append.FORCE_APPEND);
        List<String> seen = readAll(reader, readerStream.baseLsn());
        assertThat(seen).isEqualTo(List.of("flushed", "appended", "queued").subList(0, seen.size()));
        assertThat(seen).startsWith("flushed");
    }

    @Test
    void aReaderThatIsLappedIsToldAndReadsNothingWrong() throws Exception {
        createAndFollow(3);
        Lsn first = append("first");
        flushed("second");
        ReadContext context = track(reader.read(first, ReadMode.FORWARD));
        assertThat(context.next()).isTrue();
        Lsn newest = first;
        for (int container = 1; container <= 9; container++) {
            for (Lsn lsn : fillUpTo(container, 3000)) {
                newest = lsn;
            }
            area.flush();
            stream.advanceBase(newest);
        }
        stream.flushMetadata();
        refused(LogStatus.START_OF_LOG, () -> readOn(context));
        Lsn base = newest;
        try (ReadContext again = reader.read(base, ReadMode.FORWARD)) {
            assertThat(again.next()).isTrue();
            assertThat(again.lsn()).isEqualTo(base);
            assertThat(again.payload()).isEqualTo(ByteBuffer.allocate(3000));
            assertThat(again.next()).isFalse();
        }
    }

    private static void readOn(ReadContext context) throws LogException {
        Lsn last = context.lsn();
        while (context.next()) {
            assertThat(context.lsn()).isGreaterThan(last);
            last = context.lsn();
        }
    }

    @Test
    void containersThatAreAddedAreReadToo() throws Exception {
        createAndFollow(2);
        ReadContext context = track(reader.read(readerStream.baseLsn(), ReadMode.FORWARD));
        assertThat(context.next()).isFalse();
        log.containers().add(2);
        List<Lsn> written = fillUpTo(3, 3000);
        area.flush();
        for (Lsn lsn : written) {
            assertThat(context.next()).isTrue();
            assertThat(context.lsn()).isEqualTo(lsn);
        }
        assertThat(context.next()).isFalse();
    }

    @Test
    @Statements({"C15", "C16"})
    void containersThatAreRemovedAreDroppedAndTheirReadersTold() throws Exception {
        createAndFollow(4);
        append("first");
        List<Lsn> written = fillUpTo(1, 3000);
        area.flush();
        ReadContext context = track(reader.read(readerStream.baseLsn(), ReadMode.FORWARD));
        assertThat(context.next()).isTrue();
        assertThat(text(context.payload())).isEqualTo("first");
        List<ContainerInformation> all = log.containers().list();
        log.containers().remove(List.of(all.get(0).path(), all.get(3).path()), false);
        Lsn newest = written.get(written.size() - 1);
        assertThat(readAll(reader, newest)).hasSize(1);
        assertThat(readerLog.containers().list())
                .extracting(ContainerInformation::state)
                .startsWith(ContainerState.ACTIVE_PENDING_DELETE)
                .hasSize(3);

        stream.advanceBase(newest);
        assertThat(log.containers().list()).hasSize(2);
        assertThat(readAll(reader, newest)).hasSize(1);
        refused(LogStatus.START_OF_LOG, context::next);
        assertThat(readerLog.containers().list())
                .extracting(ContainerInformation::path)
                .containsExactly(all.get(1).path(), all.get(2).path());
        refused(LogStatus.INVALID_PARAMETER, () -> readerLog.containers().name(0), 0);
    }

    @Test
    void aContainerOfARemovedOnesNameIsReadAsWhatItIs() throws Exception {
        createAndFollow(2);
        flushed("first");
        ReadContext context = track(reader.read(readerStream.baseLsn(), ReadMode.FORWARD));
        assertThat(context.next()).isTrue();
        String path = log.containers().list().get(1).path();
        for (int round = 0; round < 2; round++) {
            log.containers().remove(path, true);
            closeWriter();
            open(withAllAccess(OpenOptions.openExisting()));
            log.containers().add(path);
        }
        area = area(SMALL_BLOCKS);
        List<Lsn> written = fillUpTo(1, 3000);
        area.flush();
        for (Lsn lsn : written) {
            assertThat(context.next()).isTrue();
            assertThat(context.lsn()).isEqualTo(lsn);
        }
    }

    private void closeWriter() throws LogException {
        area.close();
        stream.close();
        log.close();
    }

    @Test
    void theReaderOutlivesItsWriter() throws Exception {
        createAndFollow(2);
        flushed("one");
        ReadContext context = track(reader.read(readerStream.baseLsn(), ReadMode.FORWARD));
        closeWriter();
        assertThat(context.next()).isTrue();
        open(withAllAccess(OpenOptions.openExisting()));
        area = area(SMALL_BLOCKS);
        flushed("two");
        assertThat(context.next()).isTrue();
        assertThat(text(context.payload())).isEqualTo("two");
        assertThat(context.next()).isFalse();
        assertThat(readerLog.information().totalContainers()).isEqualTo(2);
    }
}
