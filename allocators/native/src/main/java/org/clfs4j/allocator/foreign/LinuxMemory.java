package org.clfs4j.allocator.foreign;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Memory of Linux, on processors where its numbers are the usual ones. */
final class LinuxMemory implements SystemMemory {

    private static final int PROT_READ_WRITE = 1 | 2;
    private static final int MAP_PRIVATE_ANONYMOUS = 0x2 | 0x20;
    private static final int MAP_HUGETLB = 0x40000;
    private static final long MAP_FAILED = -1;
    private static final int MADV_HUGEPAGE = 14;
    private static final int RLIMIT_MEMLOCK = 8;
    private static final int SC_PAGESIZE = 30;

    private static final Path MEMINFO = Path.of("/proc/meminfo");

    private static final Linker LINKER = Linker.nativeLinker();
    private static final Linker.Option CAPTURE = Linker.Option.captureCallState("errno");
    private static final StructLayout CAPTURED = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO =
            CAPTURED.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private final MethodHandle mmap =
            function("mmap", ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG);
    private final MethodHandle munmap = function("munmap", JAVA_INT, ADDRESS, JAVA_LONG);
    private final MethodHandle madvise = function("madvise", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
    private final MethodHandle mlock = function("mlock", JAVA_INT, ADDRESS, JAVA_LONG);
    private final MethodHandle getrlimit = function("getrlimit", JAVA_INT, JAVA_INT, ADDRESS);
    private final long pageSize;
    private final long hugePageSize;

    LinuxMemory() {
        MethodHandle sysconf = function("sysconf", JAVA_LONG, JAVA_INT);
        pageSize = call(state -> (long) sysconf.invokeExact(state, SC_PAGESIZE));
        hugePageSize = Math.max(pageSize, memoryInformation("Hugepagesize") << 10);
    }

    /** Says why these calls cannot be used here, in one sentence. */
    static Optional<String> obstacle() {
        String system = System.getProperty("os.name");
        String processor = System.getProperty("os.arch");
        if (!system.equals("Linux")) {
            return Optional.of("it needs Linux, and this is " + system);
        }
        return processor.equals("amd64") || processor.equals("aarch64")
                ? Optional.empty()
                : Optional.of("it is not known on processors of the kind " + processor);
    }

    private static long memoryInformation(String key) {
        try {
            return Files.readAllLines(MEMINFO).stream()
                    .filter(line -> line.startsWith(key + ":"))
                    .map(line -> line.substring(key.length() + 1).replace("kB", "").strip())
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MethodHandle function(String name, MemoryLayout result, MemoryLayout... arguments) {
        return LINKER.downcallHandle(
                Library.system().function(name), FunctionDescriptor.of(result, arguments), CAPTURE);
    }

    /** A call of a function that leaves its error in the given state. */
    private interface Call<T> {
        T run(MemorySegment state) throws Throwable;
    }

    private static <T> T call(Call<T> call) {
        try (Arena arena = Arena.ofConfined()) {
            return run(call, arena.allocate(CAPTURED));
        }
    }

    private static <T> T run(Call<T> call, MemorySegment state) {
        try {
            return call.run(state);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static void check(String what, Call<Integer> call) throws SystemCallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CAPTURED);
            if (run(call, state) != 0) {
                throw new SystemCallException(what, errno(state));
            }
        }
    }

    private static int errno(MemorySegment state) {
        return (int) ERRNO.get(state, 0L);
    }

    @Override
    public long pageSize() {
        return pageSize;
    }

    @Override
    public long hugePageSize() {
        return hugePageSize;
    }

    @Override
    public long map(long length, boolean huge) throws SystemCallException {
        int flags = MAP_PRIVATE_ANONYMOUS | (huge ? MAP_HUGETLB : 0);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CAPTURED);
            MemorySegment memory = run(
                    captured -> (MemorySegment) mmap.invokeExact(
                            captured, MemorySegment.NULL, length, PROT_READ_WRITE, flags, -1, 0L),
                    state);
            if (memory.address() == MAP_FAILED) {
                String where = huge ? " in reserved huge pages (" + freeHugePages() + ")" : "";
                throw new SystemCallException("mmap of " + length + " bytes" + where, errno(state));
            }
            return memory.address();
        }
    }

    @Override
    public void unmap(long address, long length) throws SystemCallException {
        check(
                "munmap of " + length + " bytes",
                state -> (int) munmap.invokeExact(state, MemorySegment.ofAddress(address), length));
    }

    @Override
    public void adviseHuge(long address, long length) throws SystemCallException {
        check(
                "madvise with MADV_HUGEPAGE of " + length + " bytes",
                state -> (int) madvise.invokeExact(state, MemorySegment.ofAddress(address), length, MADV_HUGEPAGE));
    }

    @Override
    public void lock(long address, long length) throws SystemCallException {
        check(
                "mlock of " + length + " bytes",
                state -> (int) mlock.invokeExact(state, MemorySegment.ofAddress(address), length));
    }

    private static String freeHugePages() {
        long promised = memoryInformation("HugePages_Rsvd"); // mapped, but not touched yet
        return memoryInformation("HugePages_Free") - promised + " of " + memoryInformation("HugePages_Total")
                + " are free; vm.nr_hugepages reserves them";
    }

    @Override
    public String lockLimit() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CAPTURED);
            MemorySegment limits = arena.allocate(JAVA_LONG, 2);
            int failed = run(captured -> (int) getrlimit.invokeExact(captured, RLIMIT_MEMLOCK, limits), state);
            long soft = limits.get(JAVA_LONG, 0);
            return failed != 0 ? "an unknown number of" : soft == -1 ? "any number of" : String.valueOf(soft);
        }
    }
}
