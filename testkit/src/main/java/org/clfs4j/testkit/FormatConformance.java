package org.clfs4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clfs4j.testkit.Refusal.refused;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.clfs4j.Access;
import org.clfs4j.Append;
import org.clfs4j.Damage;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.clfs4j.ReadContext;
import org.clfs4j.RecordType;
import org.clfs4j.RecoveryReport;
import org.clfs4j.RecoveryReport.Outcome;
import org.clfs4j.error.LogDamagedException;
import org.clfs4j.error.LogStatus;
import org.clfs4j.inspect.BlockHeader;
import org.clfs4j.inspect.LogInspector;
import org.clfs4j.inspect.ProgressListener;
import org.clfs4j.inspect.ValidationReport;
import org.junit.jupiter.api.Test;

/**
 * Files in clfs4j's common format that are damaged, torn or newer: what opening and inspecting them tells.
 *
 * @threading tests of one instance run one after the other
 */
public abstract class FormatConformance extends LogConformance {

    /** For subclasses. */
    protected FormatConformance() {}

    @Test
    void oneDamagedSlotOfTheBaseLogFileHarmsNoRecord() throws Exception {
        create(2);
        flushed("one");
        flushed("two");
        for (int slot = 0; slot < BaseLogFileBytes.SLOTS; slot++) {
            closeAll();
            BaseLogFileBytes.of(name()).damage(slot).write();
            reopen();
            assertThat(readAll()).containsExactly("one", "two");
            assertThat(log.recovery().damage()).isEmpty();
            assertThat(log.recovery().notes()).anyMatch(note -> note.contains("log.blf"));
            reopen();
            assertThat(log.recovery().notes()).isEmpty();
            assertThat(log.recovery().outcome()).isEqualTo(Outcome.CLOSED);
        }
    }

    @Test
    void twoDamagedSlotsOfTheBaseLogFileAreRefused() throws Exception {
        createThree();
        closeAll();
        byte[] intact = Files.readAllBytes(name().baseLogFile());
        BaseLogFileBytes.of(name()).damage(0).damage(1).write();
        refusedWithoutChange(LogStatus.METADATA_CORRUPT, this::reopen, "log.blf");
        refusedWithoutChange(LogStatus.METADATA_CORRUPT, () -> reopen(forReading()), "log.blf");
        Files.write(name().baseLogFile(), intact);
        reopen();
        assertThat(readAll()).containsExactly("one", "two", "three");
    }

    @Test
    void aLogOfANewerFormatIsRefused() throws Exception {
        createThree();
        closeAll();
        byte[] intact = Files.readAllBytes(name().baseLogFile());
        BaseLogFileBytes.of(name()).version(0, 99).version(1, 99).write();
        refusedWithoutChange(LogStatus.BLOCK_VERSION, this::reopen, "log.blf", 99, 1);
        refusedWithoutChange(LogStatus.BLOCK_VERSION, () -> reopen(forReading()), "log.blf", 99, 1);
        Files.write(name().baseLogFile(), intact);
        reopen();
        assertThat(readAll()).containsExactly("one", "two", "three");
    }

    @Test
    void aFlippedByteInAnAcknowledgedBlockIsDataLossAndNothingIsCut() throws Exception {
        createThree();
        BlockHeader second = blocks().get(1);
        closeAll();
        for (int within : new int[] {0, 8, 70, second.usedLength() - 1, second.length() - 1}) {
            flip(second, within);
            refusedWithoutChange(LogStatus.BLOCK_INVALID, this::reopen, second.file(), second.offset(), second.lsn());
            assertReadableAround(second);
            assertValidationNames(second);
            flip(second, within);
        }
        reopen();
        assertThat(log.recovery().damage()).isEmpty();
        assertThat(readAll()).containsExactly("one", "two", "three");
    }

    private void assertReadableAround(BlockHeader damaged) throws Exception {
        reopen(forReading());
        assertThat(log.recovery().outcome()).isEqualTo(Outcome.DATA_LOSS);
        assertThat(log.recovery().damage()).hasSize(1);
        Damage damage = log.recovery().damage().get(0);
        assertThat(damage.file()).isEqualTo(damaged.file());
        assertThat(damage.offset()).isEqualTo(damaged.offset());
        assertThat(damage.from()).isEqualTo(damaged.lsn());
        assertThat(log.damage()).contains(damage);
        ReadContext context = read(stream.baseLsn());
        assertThat(context.next()).isTrue();
        assertThat(text(context.payload())).isEqualTo("one");
        refused(LogStatus.BLOCK_INVALID, context::next, damaged.file(), damaged.lsn());
        refused(LogStatus.BLOCK_INVALID, context::next, damaged.file(), damaged.lsn());
        assertThat(context.skipDamage()).isEqualTo(damaged.length());
        assertThat(context.next()).isTrue();
        assertThat(text(context.payload())).isEqualTo("three");
        assertThat(context.next()).isFalse();
        closeAll();
    }

    private void assertValidationNames(BlockHeader damaged) throws Exception {
        ValidationReport report = validate();
        assertThat(report.intact()).isFalse();
        assertThat(report.damage()).hasSize(1);
        assertThat(report.damage().get(0).toString())
                .contains(
                        damaged.file(),
                        String.valueOf(damaged.offset()),
                        damaged.lsn().toString());
    }

    @Test
    void aLastBlockThatIsNotWholeEndsTheLogBeforeIt() throws Exception {
        createThree();
        flushed("x".repeat(2000));
        BlockHeader last = blocks().get(3);
        copyAsAfterKill();
        byte[] whole = Files.readAllBytes(directory.resolve(last.file()));
        assertThat(last.length()).isGreaterThan(2 * 512);
        for (int kept = 512; kept < last.length(); kept += 512) {
            byte[] torn = whole.clone();
            Arrays.fill(torn, (int) last.offset() + kept, (int) last.offset() + last.length(), (byte) 0);
            Path copy = copyAsAfterKill();
            Files.write(directory.resolve(last.file()), torn);
            reopen();
            RecoveryReport report = log.recovery();
            assertThat(report.outcome()).isEqualTo(Outcome.TORN_TAIL);
            assertThat(report.endLsn()).isEqualTo(last.lsn());
            assertThat(report.torn()).isPresent();
            assertThat(report.torn().get().file()).isEqualTo(last.file());
            assertThat(report.torn().get().offset()).isEqualTo(last.offset());
            assertThat(report.damage()).isEmpty();
            assertThat(readAll()).containsExactly("one", "two", "three");
            flushed("instead");
            reopen();
            assertThat(readAll()).containsExactly("one", "two", "three", "instead");
            closeAll();
            directory = copy;
        }
    }

    @Test
    void aKilledWritersLogHasEveryFlushedRecord() throws Exception {
        createThree();
        copyAsAfterKill();
        reopen();
        assertThat(log.recovery().outcome()).isEqualTo(Outcome.END_OF_LOG);
        assertThat(log.recovery().torn()).isEmpty();
        assertThat(readAll()).containsExactly("one", "two", "three");
    }

    @Test
    void damageInOldBlocksIsFoundAtOpeningOrSoonAfter() throws Exception {
        open(OpenOptions.createNew());
        log.containers().add(3, 32L << 20);
        MarshallingAreaOptions large =
                MarshallingAreaOptions.builder().blockSize(1 << 20).build();
        area = area(large);
        ByteBuffer record = ByteBuffer.allocate(1_000_000);
        for (int i = 0; i < 85; i++) {
            area.append(record);
        }
        area.flush();
        BlockHeader oldest = blocks().get(0);
        closeAll();
        flip(oldest, 1000);
        List<Damage> found;
        try {
            open(OpenOptions.openExisting());
            found = log.oldBlocksChecked().toCompletableFuture().get();
            assertThat(log.damage()).isEqualTo(found);
        } catch (LogDamagedException e) {
            reopen(forReading());
            found = log.recovery().damage();
        }
        assertThat(found).hasSize(1);
        assertThat(found.get(0).file()).isEqualTo(oldest.file());
        assertThat(found.get(0).offset()).isEqualTo(oldest.offset());
        assertThat(found.get(0).from()).isEqualTo(oldest.lsn());
        area = area(large);
        refused(LogStatus.BLOCK_INVALID, () -> readAt(oldest.lsn()), oldest.file());
    }

    @Test
    void anIntactLogIsValidated() throws Exception {
        createThree();
        append("four");
        area.flush();
        ValidationReport open = validate();
        assertThat(open.intact()).isTrue();
        assertThat(open.records()).isEqualTo(4);
        assertThat(open.blocks()).isEqualTo(4);
        assertThat(open.baseLsn()).isEqualTo(stream.baseLsn());
        assertThat(open.endLsn()).isEqualTo(stream.nextLsn());
        closeAll();
        assertThat(validate().records()).isEqualTo(4);
    }

    @Test
    void anInspectorTellsEveryBlockAndRecord() throws Exception {
        create(2);
        Lsn one = append("one");
        Lsn two = append("two!", Append.NONE.previous(one).undoNext(Lsn.NULL));
        area.claim(10, Append.NONE).abort();
        area.flush();
        Lsn state = area.writeRestartArea(bytes("state"), Lsn.INVALID);
        CollectingVisitor visitor = new CollectingVisitor();
        try (LogInspector inspector = provider().inspect(name())) {
            assertThat(inspector.metadata()).isNotEmpty();
            inspector.blocks(Lsn.INVALID, Lsn.INVALID, visitor);
        }
        assertThat(visitor.damage).isEmpty();
        assertThat(visitor.blocks).extracting(BlockHeader::lsn).containsExactly(one.block(), state);
        assertThat(visitor.blocks).extracting(BlockHeader::recordCount).containsExactly(3, 1);
        assertThat(visitor.records).hasSize(4);
        assertThat(visitor.records.get(1).lsn()).isEqualTo(two);
        assertThat(visitor.records.get(1).length()).isEqualTo(4);
        assertThat(visitor.records.get(1).previous()).isEqualTo(one);
        assertThat(visitor.records.get(1).undoNext()).isEqualTo(Lsn.NULL);
        assertThat(visitor.records.get(2).type()).isEmpty();
        assertThat(visitor.records.get(3).type()).contains(RecordType.RESTART);
    }

    private void createThree() throws Exception {
        create(2);
        flushed("one");
        flushed("two");
        flushed("three");
    }

    private static OpenOptions forReading() {
        return OpenOptions.openExisting().access(Access.READ);
    }

    private List<BlockHeader> blocks() throws IOException {
        CollectingVisitor visitor = new CollectingVisitor();
        try (LogInspector inspector = provider().inspect(name())) {
            inspector.blocks(Lsn.INVALID, Lsn.INVALID, visitor);
        }
        assertThat(visitor.damage).isEmpty();
        return visitor.blocks;
    }

    private ValidationReport validate() throws IOException {
        try (LogInspector inspector = provider().inspect(name())) {
            return inspector.validate(ProgressListener.NONE);
        }
    }

    /**
     * Goes on in a copy of the files as they are now, which is what a killed process leaves behind; the log must be
     * open.
     *
     * @return the directory so far
     */
    private Path copyAsAfterKill() throws Exception {
        Path original = directory;
        Path copy = Files.createTempDirectory(original, "killed");
        try (Stream<Path> files = Files.list(original)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        closeAll();
        directory = copy;
        return original;
    }

    private void flip(BlockHeader block, int within) throws IOException {
        try (FileChannel file = FileChannel.open(
                directory.resolve(block.file()), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            file.read(one, block.offset() + within);
            one.put(0, (byte) (one.get(0) ^ 0x10)).flip();
            file.write(one, block.offset() + within);
        }
    }
}
