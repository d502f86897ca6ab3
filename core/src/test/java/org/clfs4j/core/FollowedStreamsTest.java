package org.clfs4j.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.clfs4j.Access;
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
import org.clfs4j.StreamInformation;
import org.clfs4j.core.io.LogClock;
import org.clfs4j.core.io.LogRandom;
import org.clfs4j.core.stream.FollowedLog;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A log of many streams is followed while another process, in effect, creates, fills and deletes some. */
class FollowedStreamsTest {

    private static final LogName NAME = LogName.of("log:wal::");
    private static final MarshallingAreaOptions AREA =
            MarshallingAreaOptions.builder().blockSize(4096).build();

    private final HeapStorage storage = new HeapStorage();
    private final LogProvider provider = LogFixture.provider(storage);
    private LogFile reader;
    private LogFile log;

    @BeforeEach
    void followBeforeItIsWritten() throws LogException {
        try (LogFile created = provider.open(NAME, OpenOptions.createNew())) {
            created.containers().add(2, 1 << 20);
            append(created, "known", "known 0");
        }
        reader = LogFixture.provider(LogFixture.ofAnotherProcess(storage)).open(NAME, OpenOptions.openExisting().access(Access.READ));
        log = provider.open(NAME, OpenOptions.openExisting().access(Access.values()));
    }

    @AfterEach
    void close() throws LogException {
        log.close();
        reader.close();
    }

    private static Lsn append(LogFile log, String name, String... texts) throws LogException {
        Lsn last = Lsn.INVALID;
        try (LogStream stream = log.stream(name);
                MarshallingArea area = stream.createMarshallingArea(AREA)) {
            for (String text : texts) {
                last = area.append(ByteBuffer.wrap(text.getBytes(UTF_8)), Append.FORCE_FLUSH);
            }
        }
        return last;
    }

    private static void giveUpAll(LogFile log, String name) throws LogException {
        try (LogStream stream = log.stream(name)) {
            stream.advanceBase(stream.nextLsn());
            stream.flushMetadata();
        }
    }

    private static List<String> readAll(LogStream stream) throws LogException {
        try (MarshallingArea area = stream.createMarshallingArea(AREA);
                ReadContext context = area.read(stream.baseLsn(), ReadMode.FORWARD)) {
            return readOn(context);
        }
    }

    private static List<String> readOn(ReadContext context) throws LogException {
        List<String> texts = new ArrayList<>();
        while (context.next()) {
            texts.add(UTF_8.decode(context.payload()).toString());
        }
        return texts;
    }

    private static void refused(LogStatus status, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        LogException.class, e -> assertThat(e.status()).isEqualTo(status));
    }

    /** Its first blocks were followed before the metadata was looked at, and were lost for the follower. */
    @Test
    void streamThatIsCreatedMeanwhileIsReadFromItsFirstRecordOn() throws LogException {
        try (LogStream known = reader.stream("known");
                MarshallingArea area = known.createMarshallingArea(AREA);
                ReadContext context = area.read(known.baseLsn(), ReadMode.FORWARD)) {
            assertThat(readOn(context)).containsExactly("known 0");
            append(log, "created", "created 0");
            append(log, "known", "known 1");
            append(log, "created", "created 1");
            assertThat(readOn(context)).containsExactly("known 1");
        }
        try (LogStream created = reader.stream("created")) {
            assertThat(readAll(created)).containsExactly("created 0", "created 1");
            append(log, "created", "created 2");
            assertThat(readAll(created)).hasSize(3).endsWith("created 2");
        }
    }

    /** It was said not to exist, until somebody read another stream to its end. */
    @Test
    void streamThatIsCreatedMeanwhileIsFoundByItsName() throws LogException {
        append(log, "created", "created 0");
        try (LogStream created = reader.stream("created")) {
            assertThat(readAll(created)).containsExactly("created 0");
        }
        log.stream("empty").close();
        assertThat(reader.streams())
                .extracting(StreamInformation::name)
                .containsExactly("known", "created", "empty");
        log.deleteStream("empty");
        assertThat(reader.streams()).extracting(StreamInformation::name).containsExactly("known", "created");
        refused(LogStatus.ACCESS_DENIED, () -> reader.stream("never"));
    }

    /** Its reader met damage, where containers had been used again, or waited for ever. */
    @Test
    void readersOfAStreamThatIsDeletedAreTold() throws LogException {
        append(log, "known", "known 1", "known 2");
        try (LogStream known = reader.stream("known");
                MarshallingArea area = known.createMarshallingArea(AREA);
                ReadContext atTheStart = area.read(known.baseLsn(), ReadMode.FORWARD);
                ReadContext atTheEnd = area.read(known.baseLsn(), ReadMode.FORWARD)) {
            assertThat(atTheStart.next()).isTrue();
            assertThat(readOn(atTheEnd)).hasSize(3);
            log.deleteStream("known");
            goRoundAllContainers();
            assertThat(atTheEnd.next()).isFalse();
            refused(LogStatus.OBJECT_NAME_NOT_FOUND, () -> atTheEnd.awaitNext(Duration.ofMinutes(1)));
            refused(LogStatus.START_OF_LOG, atTheStart::next);
            assertThat(UTF_8.decode(atTheStart.payload()).toString()).isEqualTo("known 0");
        }
    }

    private void goRoundAllContainers() throws LogException {
        long until = log.physicalInformation().nextLsn().containerId() + 3;
        String large = "x".repeat(3900);
        while (log.physicalInformation().nextLsn().containerId() < until) {
            append(log, "busy", large, large, large, large, large, large, large, large);
            giveUpAll(log, "busy");
        }
    }

    /** The base lay behind the gap that a crash had left, and the reader was told for ever that it had been passed. */
    @Test
    void readerBeforeAGapIsNotPassedByABaseBehindIt() throws Exception {
        try (LogStream followed = reader.stream("known");
                MarshallingArea area = followed.createMarshallingArea(AREA);
                ReadContext context = area.read(followed.baseLsn(), ReadMode.FORWARD)) {
            assertThat(readOn(context)).containsExactly("known 0");
            log.close();
            LogFile dying = LogFixture.provider(storage.inAnotherProcess()).open(NAME, OpenOptions.openExisting());
            LogStream known = dying.stream("known");
            known.createMarshallingArea(AREA).append(ByteBuffer.allocate(1000), Append.FORCE_APPEND);
            known.flushMetadata(); // says that LSNs were given up to there; the block is lost
            log = LogFixture.provider(storage.inAnotherProcess()).open(NAME, OpenOptions.openExisting());
            giveUpAll(log, "known");
            assertThat(readOn(context)).isEmpty();
            assertThat(followed.baseLsn()).isEqualTo(followed.nextLsn());
            assertThat(readAll(followed)).isEmpty();
            append(log, "known", "known 1");
            assertThat(readOn(context)).containsExactly("known 1");
        }
    }

    /** It remembered each block that it had ever seen. */
    @Test
    void followerForgetsBlocksWhoseContainersAreUsedAgain() throws Exception {
        giveUpAll(log, "known");
        Environment environment =
                new Environment(path -> storage, LogClock.SYSTEM, LogRandom.SYSTEM, () -> Runnable::run);
        OpenOptions reading = OpenOptions.openExisting().access(Access.READ);
        FollowingLog followed =
                new LogOpener(environment, LogLocation.of(NAME, environment), reading).openForReading();
        int blocks = 0;
        for (int lap = 0; lap < 5; lap++) {
            goRoundAllContainers();
            followed.refresh();
            int now = ((FollowedLog) followed.blocks())
                    .streams().stream().mapToInt(stream -> stream.index().size()).sum();
            assertThat(now).isLessThan(2 * (2 << 20) / 4096);
            blocks += now;
        }
        assertThat(blocks).isPositive();
        followed.close();
    }
}
