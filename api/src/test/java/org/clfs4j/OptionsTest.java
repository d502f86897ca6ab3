package org.clfs4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Executor;
import org.clfs4j.allocator.BlockAllocator;
import org.clfs4j.allocator.PoolTag;
import org.clfs4j.allocator.PoolType;
import org.junit.jupiter.api.Test;

class OptionsTest {

    @Test
    void openingReadsWritesAndSharesByDefault() {
        for (OpenOptions options :
                new OpenOptions[] {OpenOptions.createNew(), OpenOptions.openExisting(), OpenOptions.openAlways()}) {
            assertThat(options.access()).containsExactlyInAnyOrder(Access.READ, Access.WRITE);
            assertThat(options.share()).containsExactlyInAnyOrder(Access.values());
            assertThat(options.sectorSize()).isEqualTo(512);
            assertThat(options.flushThreshold()).isEqualTo(1 << 20);
            assertThat(options.executor()).isEmpty();
            assertThat(options.checkOldBlocks()).isTrue();
        }
        assertThat(OpenOptions.createNew().disposition()).isEqualTo(Disposition.CREATE_NEW);
        assertThat(OpenOptions.openExisting().disposition()).isEqualTo(Disposition.OPEN_EXISTING);
        assertThat(OpenOptions.openAlways().disposition()).isEqualTo(Disposition.OPEN_ALWAYS);
    }

    @Test
    void eachOpenOptionIsSetAloneInANewObject() {
        Executor executor = Runnable::run;
        OpenOptions original = OpenOptions.createNew();
        OpenOptions changed = original.access(Access.READ)
                .share(Access.WRITE)
                .sectorSize(4096)
                .flushThreshold(17)
                .executor(executor)
                .checkOldBlocks(false)
                .archive(true);
        assertThat(changed.archive()).isTrue();
        assertThat(changed.disposition()).isEqualTo(Disposition.CREATE_NEW);
        assertThat(changed.access()).containsExactly(Access.READ);
        assertThat(changed.share()).containsExactly(Access.WRITE);
        assertThat(changed.sectorSize()).isEqualTo(4096);
        assertThat(changed.flushThreshold()).isEqualTo(17);
        assertThat(changed.executor()).containsSame(executor);
        assertThat(changed.checkOldBlocks()).isFalse();
        assertThat(original).isEqualTo(OpenOptions.createNew());
    }

    @Test
    void openOptionsCannotBeChangedFromOutside() {
        Set<Access> access = EnumSet.of(Access.READ);
        OpenOptions original = OpenOptions.createNew();
        OpenOptions options = new OpenOptions(
                Disposition.OPEN_ALWAYS, access, access, 512, 1, original.executor(), true, false);
        access.add(Access.WRITE);
        assertThat(options.access()).containsExactly(Access.READ);
        assertThatThrownBy(() -> options.share().add(Access.WRITE)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void anAreaHasSensibleDefaults() {
        MarshallingAreaOptions options = MarshallingAreaOptions.defaults();
        assertThat(options.poolType()).isEqualTo(PoolType.NON_PAGED);
        assertThat(options.allocate()).isNull();
        assertThat(options.free()).isNull();
        assertThat(options.tag()).isEqualTo(PoolTag.DEFAULT);
        assertThat(options.blockSize()).isEqualTo(64 << 10);
        assertThat(options.maxWriteBlocks()).isEqualTo(64);
        assertThat(options.maxReadBlocks()).isEqualTo(64);
        assertThat(options.alignment()).isEqualTo(1);
    }

    @Test
    void eachAreaOptionIsKept() {
        BlockAllocator standard = BlockAllocator.standard();
        MarshallingAreaOptions options = MarshallingAreaOptions.builder()
                .poolType(PoolType.PAGED)
                .allocator(standard)
                .tag(new PoolTag("Test"))
                .blockSize(5000)
                .maxWriteBlocks(1)
                .maxReadBlocks(MarshallingAreaOptions.UNLIMITED)
                .alignment(8)
                .strictLinks(true)
                .build();
        assertThat(options.strictLinks()).isTrue();
        assertThat(options.poolType()).isEqualTo(PoolType.PAGED);
        assertThat(options.tag()).hasToString("Test");
        assertThat(options.blockSize()).isEqualTo(5000);
        assertThat(options.maxWriteBlocks()).isEqualTo(1);
        assertThat(options.maxReadBlocks()).isEqualTo(Integer.MAX_VALUE);
        assertThat(options.alignment()).isEqualTo(8);
        ByteBuffer block = options.allocate().allocate(PoolType.PAGED, 512, 1, options.tag());
        assertThat(block.capacity()).isEqualTo(512);
        options.free().free(block);
    }

    @Test
    void anAllocatorIsFoundByItsName() {
        MarshallingAreaOptions options =
                MarshallingAreaOptions.builder().allocator("heap").build();
        ByteBuffer block = options.allocate().allocate(PoolType.NON_PAGED, 512, 1, options.tag());
        assertThat(block.isDirect()).isFalse();
        options.free().free(block);
        MarshallingAreaOptions.Builder builder = MarshallingAreaOptions.builder();
        assertThatThrownBy(() -> builder.allocator("missing"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("\"missing\"")
                .hasMessageContaining("[heap, direct]");
    }

    @Test
    void halfAPairIsKeptToBeRefusedWhereItIsUsed() {
        MarshallingAreaOptions half = MarshallingAreaOptions.builder()
                .allocator((poolType, byteCount, alignment, tag) -> null, null)
                .build();
        assertThat(half.allocate()).isNotNull();
        assertThat(half.free()).isNull();
    }

    @Test
    void linksAreAddedToAnyAppendOption() {
        Lsn a = Lsn.create(1, 512, 1);
        Lsn b = Lsn.create(1, 512, 2);
        assertThat(Append.NONE).isEqualTo(new Append(Append.Visibility.APPENDED, Lsn.INVALID, Lsn.INVALID, false, 1));
        assertThat(Append.FORCE_APPEND.visibility()).isEqualTo(Append.Visibility.QUEUED);
        assertThat(Append.FORCE_FLUSH.previous(a).undoNext(b))
                .isEqualTo(new Append(Append.Visibility.FLUSHED, a, b, false, 1));
        assertThat(Append.NONE.useReservation().entryAlignment(8))
                .isEqualTo(new Append(Append.Visibility.APPENDED, Lsn.INVALID, Lsn.INVALID, true, 8));
        assertThat(Append.FORCE_FLUSH.previous()).isEqualTo(Lsn.INVALID);
    }

    /** Without a visibility the record was appended, and then the call failed. */
    @Test
    void appendOptionsHaveNothingMissing() {
        Append.Visibility visibility = Append.Visibility.APPENDED;
        assertThatThrownBy(() -> new Append(null, Lsn.INVALID, Lsn.INVALID, false, 1)).hasMessage("visibility");
        assertThatThrownBy(() -> new Append(visibility, null, Lsn.INVALID, false, 1)).hasMessage("previous");
        assertThatThrownBy(() -> Append.NONE.undoNext(null)).hasMessage("undoNext");
    }
}
