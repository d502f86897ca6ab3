package org.clfs4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.clfs4j.testkit.Refusal.refused;

import java.nio.file.Files;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.clfs4j.Access;
import org.clfs4j.LogFile;
import org.clfs4j.LogInformation;
import org.clfs4j.LogKind;
import org.clfs4j.LogName;
import org.clfs4j.Lsn;
import org.clfs4j.OpenOptions;
import org.clfs4j.ReadMode;
import org.clfs4j.RecoveryReport.Outcome;
import org.clfs4j.error.LogInUseException;
import org.clfs4j.error.LogStatus;
import org.junit.jupiter.api.Test;

/**
 * Opening, creating, sharing and closing logs.
 *
 * @threading tests of one instance run one after the other
 */
public abstract class OpenConformance extends LogConformance {

    private static final List<Set<Access>> ACCESSES = List.of(
            EnumSet.noneOf(Access.class),
            EnumSet.of(Access.READ),
            EnumSet.of(Access.WRITE),
            EnumSet.allOf(Access.class));

    /** For subclasses. */
    protected OpenConformance() {}

    @Test
    @Statements("O1")
    void createNewRefusesAnExistingLog() throws Exception {
        create(2);
        flushed("kept");
        closeAll();
        Map<String, String> before = FileBytes.of(directory);
        refused(LogStatus.OBJECT_NAME_COLLISION, this::create, "log.blf");
        assertThat(FileBytes.of(directory)).isEqualTo(before);
        reopen();
        assertThat(readAll()).containsExactly("kept");
    }

    @Test
    @Statements("O2")
    void openExistingRefusesAMissingLogAndCreatesNothing() throws Exception {
        refused(LogStatus.OBJECT_NAME_NOT_FOUND, () -> open(OpenOptions.openExisting()), "log.blf");
        try (var files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    @Statements("O3")
    void openAlwaysCreatesThenOpens() throws Exception {
        create(2, OpenOptions.openAlways());
        assertThat(log.recovery().outcome()).isEqualTo(Outcome.CREATED);
        append("first");
        reopen(OpenOptions.openAlways());
        assertThat(log.recovery().outcome()).isEqualTo(Outcome.CLOSED);
        assertThat(readAll()).containsExactly("first");
    }

    @Test
    @Statements("O4")
    void aNameWithoutStreamMakesALogThatNeverHasNamedStreams() throws Exception {
        create(2);
        assertThat(log.kind()).isEqualTo(LogKind.DEDICATED);
        assertThat(log.information().kind()).isEqualTo(LogKind.DEDICATED);
        flushed("only");
        closeAll();
        Map<String, String> before = FileBytes.of(directory);
        LogName named = LogName.of(directory.resolve("log") + "::second");
        refused(LogStatus.DEDICATED, () -> provider().open(named, OpenOptions.openExisting()), "log");
        refused(LogStatus.DEDICATED, () -> provider().open(named, OpenOptions.openAlways()), "log");
        assertThat(FileBytes.of(directory)).isEqualTo(before);
        reopen();
        assertThat(readAll()).containsExactly("only");
    }

    @Test
    @Statements("O7")
    void aNewLogIsABaseLogFileWithoutContainers() throws Exception {
        create();
        assertThat(directory.resolve("log.blf")).isRegularFile();
        assertThat(name().baseLogFile()).isEqualTo(directory.resolve("log.blf"));
        assertThat(log.containers().list()).isEmpty();
        LogInformation information = log.information();
        assertThat(information.totalContainers()).isZero();
        assertThat(information.freeContainers()).isZero();
        assertThat(information.totalAvailable()).isZero();
        assertThat(information.currentAvailable()).isZero();
        assertThat(information.containerSize()).isZero();
        assertThat(information.lastRecordLsn()).isEmpty();
        assertThat(information.baseLsn()).isEqualTo(information.nextLsn());
        assertThat(information.baseFileSize()).isEqualTo(Files.size(directory.resolve("log.blf")));
    }

    @Test
    @Statements("O8")
    void withoutAccessALogOnlyAnswersQuestions() throws Exception {
        create(2);
        Lsn lsn = flushed("record");
        closeAll();
        Map<String, String> before = FileBytes.of(directory);
        open(OpenOptions.openExisting().withoutAccess());
        assertThat(log.information().lastRecordLsn()).contains(lsn);
        assertThat(log.containers().list()).hasSize(2);
        refused(LogStatus.ACCESS_DENIED, () -> area(SMALL_BLOCKS).read(lsn, ReadMode.FORWARD));
        refused(LogStatus.ACCESS_DENIED, () -> area(SMALL_BLOCKS).append(bytes("no")));
        refused(LogStatus.ACCESS_DENIED, () -> log.containers().add(1));
        refused(LogStatus.ACCESS_DENIED, () -> stream.advanceBase(stream.nextLsn()));
        closeAll();
        assertThat(FileBytes.of(directory)).isEqualTo(before);
    }

    @Test
    @Statements("O9")
    void anExclusiveOpenKeepsOthersOutUntilItIsClosed() throws Exception {
        create(2, OpenOptions.createNew().exclusive());
        for (Set<Access> access : ACCESSES) {
            refused(
                    LogStatus.SHARING_VIOLATION,
                    () -> another(OpenOptions.openExisting().access(array(access))),
                    "log");
        }
        append("still usable");
        reopen();
        assertThat(readAll()).containsExactly("still usable");
        assertThat(another(OpenOptions.openExisting()).information().totalContainers()).isEqualTo(2);
    }

    @Test
    @Statements("O10")
    void openingsAreCompatibleIfEachSharesWhatTheOtherDoes() throws Exception {
        create();
        closeAll();
        for (Set<Access> firstAccess : ACCESSES) {
            for (Set<Access> firstShare : ACCESSES) {
                try (LogFile first = provider().open(name(), sharing(firstAccess, firstShare))) {
                    for (Set<Access> secondAccess : ACCESSES) {
                        for (Set<Access> secondShare : ACCESSES) {
                            boolean compatible = !firstShare.isEmpty()
                                    && !secondShare.isEmpty()
                                    && firstShare.containsAll(secondAccess)
                                    && secondShare.containsAll(firstAccess);
                            assertThat(opens(sharing(secondAccess, secondShare)))
                                    .as("%s/%s beside %s/%s", secondAccess, secondShare, firstAccess, firstShare)
                                    .isEqualTo(compatible);
                        }
                    }
                    assertThat(first.information().totalContainers()).isZero();
                }
            }
        }
    }

    private boolean opens(OpenOptions options) throws Exception {
        try (LogFile second = provider().open(name(), options)) {
            return second.information().totalContainers() == 0;
        } catch (LogInUseException e) {
            assertThat(e.status()).isEqualTo(LogStatus.SHARING_VIOLATION);
            return false;
        }
    }

    private static OpenOptions sharing(Set<Access> access, Set<Access> share) {
        return OpenOptions.openExisting().access(array(access)).share(array(share));
    }

    private static Access[] array(Set<Access> access) {
        return access.toArray(new Access[0]);
    }

    @Test
    void openingsOfOneLogSeeOneLog() throws Exception {
        create(2);
        LogFile other = another(OpenOptions.openExisting());
        Lsn lsn = flushed("seen by both");
        assertThat(other.information().lastRecordLsn()).contains(lsn);
        assertThat(readAll(track(other.stream().createMarshallingArea(SMALL_BLOCKS)), lsn))
                .containsExactly("seen by both");
        other.containers().add(1);
        assertThat(log.information().totalContainers()).isEqualTo(3);
    }

    @Test
    void eachOpeningForWritingRaisesTheEpochAndNoOtherDoes() throws Exception {
        create(2);
        long epoch = log.information().epoch();
        reopen();
        assertThat(log.information().epoch()).isGreaterThan(epoch);
        epoch = log.information().epoch();
        reopen(OpenOptions.openExisting().access(Access.READ));
        assertThat(log.information().epoch()).isEqualTo(epoch);
    }

    @Test
    void identityAndSectorSizeStayForLife() throws Exception {
        create(2, OpenOptions.createNew().sectorSize(4096));
        LogInformation created = log.information();
        reopen(OpenOptions.openExisting().sectorSize(512));
        assertThat(log.information().identity()).isEqualTo(created.identity());
        assertThat(log.information().sectorSize()).isEqualTo(4096);
        LogFile other = track(provider().open(name("other"), OpenOptions.createNew()));
        assertThat(other.information().identity()).isNotEqualTo(created.identity());
    }

    @Test
    void openingForReadingChangesNoFile() throws Exception {
        create(2);
        flushed("record");
        closeAll();
        Map<String, String> before = FileBytes.of(directory);
        reopen(OpenOptions.openExisting().access(Access.READ));
        assertThat(readAll()).containsExactly("record");
        closeAll();
        assertThat(FileBytes.of(directory)).isEqualTo(before);
    }

    @Test
    void closedObjectsRefuseEverythingButClose() throws Exception {
        create(2);
        flushed("record");
        area.close();
        stream.close();
        log.close();
        refused(LogStatus.INVALID_HANDLE, log::information);
        refused(LogStatus.INVALID_HANDLE, log::statistics);
        refused(LogStatus.INVALID_HANDLE, log::containers);
        refused(LogStatus.INVALID_HANDLE, log::stream);
        refused(LogStatus.INVALID_HANDLE, stream::baseLsn);
        refused(LogStatus.INVALID_HANDLE, stream::nextLsn);
        refused(LogStatus.INVALID_HANDLE, stream::flushedUpTo);
        refused(LogStatus.INVALID_HANDLE, stream::restartLsn);
        refused(LogStatus.INVALID_HANDLE, stream::flushMetadata);
        refused(LogStatus.INVALID_HANDLE, () -> stream.advanceBase(Lsn.NULL));
        refused(LogStatus.INVALID_HANDLE, () -> stream.createMarshallingArea(SMALL_BLOCKS));
        log.close();
        stream.close();
    }

    @Test
    void theContainersOfAClosedLogRefuseToo() throws Exception {
        create(2);
        var containers = log.containers();
        log.close();
        refused(LogStatus.INVALID_HANDLE, containers::list);
        refused(LogStatus.INVALID_HANDLE, () -> containers.add(1));
    }

    @Test
    void theLastUserWhoClosesMakesTheLogClosedInOrder() throws Exception {
        create(2);
        append("not flushed");
        log.close();
        stream.close();
        append("through the area alone");
        reopen();
        assertThat(log.recovery().outcome()).isEqualTo(Outcome.CLOSED);
        assertThat(log.recovery().damage()).isEmpty();
        assertThat(readAll()).containsExactly("not flushed", "through the area alone");
    }

    @Test
    void nullArgumentsAreRefusedAtOnce() {
        assertThatThrownBy(() -> provider().open(null, OpenOptions.openAlways()))
                .isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> provider().open(name(), null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void theOldBlocksOfAnIntactLogAreFoundIntact() throws Exception {
        create(3);
        fillUpTo(1, 3000);
        reopen();
        assertThat(log.oldBlocksChecked().toCompletableFuture().get()).isEmpty();
        assertThat(log.damage()).isEmpty();
    }
}
