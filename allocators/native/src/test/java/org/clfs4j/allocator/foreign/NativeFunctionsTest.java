package org.clfs4j.allocator.foreign;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.clfs4j.allocator.BlockAllocator;
import org.clfs4j.allocator.PoolTag;
import org.clfs4j.allocator.PoolType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NativeFunctionsTest {

    private static final int BLOCK = 4096;
    private static final PoolTag TAG = new PoolTag("Test");

    private final UserLibrary library = new UserLibrary();
    private final NativeFunctions pair = library.pair(Prototype.POOL, "pool_allocate");

    @TempDir
    Path folder;

    private static ByteBuffer allocate(BlockAllocator allocator) {
        return allocator.allocate(PoolType.NON_PAGED, BLOCK, 1, TAG);
    }

    @ParameterizedTest
    @EnumSource
    void theFunctionIsToldTypeBytesAndTagAsTheyAre(PoolType poolType) {
        ByteBuffer block = pair.allocate(poolType, BLOCK, poolType.alignment(), TAG);
        assertThat(library.get("last_type")).isEqualTo(poolType.code());
        assertThat(library.get("last_bytes")).isEqualTo(BLOCK);
        assertThat(library.get("last_tag")).isEqualTo(TAG.code());
        assertThat(block.capacity()).isEqualTo(BLOCK);
        pair.free(block);
        library.assertBalanced();
    }

    @Test
    void functionsThatTakeAnAlignmentAreToldIt() {
        NativeFunctions first = library.pair(Prototype.ALIGNED_ALLOC, "alignment_first_allocate");
        first.free(first.allocate(PoolType.NON_PAGED, 5120, 4096, TAG));
        assertThat(library.get("last_alignment")).isEqualTo(4096);
        assertThat(library.get("last_bytes")).as("a multiple of the alignment").isEqualTo(8192);
        NativeFunctions second = library.pair(Prototype.MALLOC_ALIGNED, "bytes_first_allocate");
        second.free(second.allocate(PoolType.NON_PAGED, 5120, 512, TAG));
        assertThat(library.get("last_alignment")).isEqualTo(512);
        assertThat(library.get("last_bytes")).isEqualTo(5120);
        NativeFunctions third = library.pair(Prototype.POSIX_MEMALIGN, "error_allocate");
        third.free(third.allocate(PoolType.NON_PAGED, 5120, 1, TAG));
        assertThat(library.get("last_alignment")).as("at least an address").isEqualTo(8);
        NativeFunctions fourth = library.pair(Prototype.MALLOC, "plain_allocate");
        fourth.free(fourth.allocate(PoolType.NON_PAGED, 5120, 512, TAG));
        assertThat(library.get("last_bytes")).as("room to align the block").isEqualTo(5120 + 511);
        library.assertBalanced();
    }

    @Test
    void aFunctionMayRefuse() {
        library.set("refuse_at", 0);
        assertThat(allocate(pair)).isNull();
        NativeFunctions error = library.pair(Prototype.POSIX_MEMALIGN, "error_allocate");
        library.set("refuse_at", 1);
        assertThat(allocate(error)).isNull();
        error.free(allocate(error));
        library.assertBalanced();
    }

    @Test
    void anAddressThatIsNotAlignedIsFreedAndRefused() {
        library.set("shift", 8);
        assertThatThrownBy(() -> pair.allocate(PoolType.NON_PAGED, BLOCK, 16, TAG))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("The function pool_allocate returned an address that is no multiple of 16: 0x");
        library.assertBalanced();
    }

    @Test
    void aBlockIsFreedOnce() {
        ByteBuffer block = allocate(pair);
        pair.free(block);
        isNotTakenBack(block);
        library.assertBalanced();
    }

    @Test
    void whatWasNotHandedOutIsNotFreed() {
        ByteBuffer block = allocate(pair);
        isNotTakenBack(block.duplicate());
        isNotTakenBack(ByteBuffer.allocateDirect(BLOCK));
        isNotTakenBack(ByteBuffer.allocate(BLOCK));
        isNotTakenBack(allocate(library.pair(Prototype.POOL, "pool_allocate")));
        assertThat(library.get("frees")).isZero();
        block.put(0, (byte) 1);
        pair.free(block);
    }

    private void isNotTakenBack(ByteBuffer block) {
        assertThatThrownBy(() -> pair.free(block))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not one that this allocator has handed out");
    }

    @Test
    void aBlockInTheHandsOfNativeCodeStays() throws InterruptedException {
        ByteBuffer block = allocate(pair);
        Thread nativeCode = new Thread(() -> library.hold(block));
        nativeCode.start();
        while (library.get("held") == 0) {
            Thread.onSpinWait();
        }
        try {
            assertThatThrownBy(() -> pair.free(block))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("by a system call; free it afterwards");
            block.put(0, (byte) 1);
            assertThat(library.get("frees")).isZero();
        } finally {
            library.set("released", 1);
            nativeCode.join();
        }
        pair.free(block);
        library.assertBalanced();
    }

    @Test
    void functionsMayComeFromAnywhere() {
        NativeFunctions pointers = NativeFunctions.of(
                Prototype.POOL, library.function("pool_allocate"), library.function(UserLibrary.FREE));
        pointers.free(allocate(pointers));
        library.assertBalanced();
        assertThatThrownBy(() -> NativeFunctions.of(Prototype.POOL, MemorySegment.NULL, library.function("reset")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The address of the allocating function is NULL");
        assertThatThrownBy(() -> NativeFunctions.of(Prototype.POOL, library.function("reset"), MemorySegment.NULL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The address of the freeing function is NULL");
    }

    @Test
    void evenFromJava() throws ReflectiveOperationException {
        try (Arena arena = Arena.ofConfined()) {
            Given given = new Given(arena.allocate(BLOCK, 64));
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            MethodHandle allocate = lookup.bind(
                    given, "allocate", MethodType.methodType(MemorySegment.class, int.class, long.class, int.class));
            MethodHandle free =
                    lookup.bind(given, "free", MethodType.methodType(void.class, MemorySegment.class));
            Linker linker = Linker.nativeLinker();
            NativeFunctions pointers = NativeFunctions.of(
                    Prototype.POOL,
                    linker.upcallStub(
                            allocate, FunctionDescriptor.of(ADDRESS, JAVA_INT, JAVA_LONG, JAVA_INT), arena),
                    linker.upcallStub(free, FunctionDescriptor.ofVoid(ADDRESS), arena));
            ByteBuffer block = allocate(pointers);
            block.put(17, (byte) 5);
            assertThat(given.memory.get(JAVA_BYTE, 17)).isEqualTo((byte) 5);
            pointers.free(block);
            assertThat(given.freed).containsExactly(given.memory.address());
        }
    }

    private static final class Given {
        private final MemorySegment memory;
        private final List<Long> freed = new ArrayList<>();

        Given(MemorySegment memory) {
            this.memory = memory;
        }

        @SuppressWarnings("unused") // called from native code
        MemorySegment allocate(int poolType, long bytes, int tag) {
            return memory;
        }

        @SuppressWarnings("unused") // called from native code
        void free(MemorySegment address) {
            freed.add(address.address());
        }
    }

    @Test
    void aLibraryByItsFileIsTheSame() {
        NativeFunctions byFile =
                NativeFunctions.of(Prototype.POOL, UserLibrary.file(), "pool_allocate", UserLibrary.FREE);
        byFile.free(allocate(byFile));
        library.assertBalanced();
    }

    @Test
    void aLibraryThatIsMissingIsNamedWithTheSystemsReason() {
        Path missing = folder.resolve("libmissing.so");
        assertThatThrownBy(() -> NativeFunctions.of(Prototype.MALLOC, missing, "a", "b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Library " + missing + " cannot be loaded: ")
                .hasMessageContaining("No such file or directory");
        assertThatThrownBy(() -> NativeFunctions.of(Prototype.MALLOC, "libmissing.so.7", "a", "b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Library libmissing.so.7 cannot be loaded: ");
    }

    @Test
    void aFunctionThatIsMissingIsNamed() {
        assertThatThrownBy(() -> NativeFunctions.of(Prototype.MALLOC, UserLibrary.file(), "no_such", UserLibrary.FREE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(UserLibrary.file().toString())
                .hasMessageEndingWith("has no function no_such");
    }
}
