package org.clfs4j.allocator.foreign;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import org.clfs4j.allocator.PoolTag;
import org.clfs4j.allocator.PoolType;

/**
 * What a native allocating function takes and returns. The function that frees takes the address and returns nothing, in
 * all cases.
 *
 * @threading immutable
 */
public enum Prototype {
    /**
     * CLFS's own: {@code void *allocate(int poolType, size_t bytes, uint32_t tag)}, which returns {@code NULL} to refuse. It
     * is not told the alignment, so that an area with a larger one than the function keeps to gets no block.
     *
     * <p>Source: <i>PALLOCATE_FUNCTION</i> of <a
     * href="https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-clfscreatemarshallingarea">ClfsCreateMarshallingArea</a>.
     */
    POOL(FunctionDescriptor.of(ADDRESS, JAVA_INT, JAVA_LONG, JAVA_INT)) {
        @Override
        long call(MethodHandle function, PoolType poolType, long bytes, long alignment, PoolTag tag)
                throws Throwable {
            return ((MemorySegment) function.invokeExact(poolType.code(), bytes, tag.code())).address();
        }
    },

    /** {@code void *malloc(size_t bytes)}; more is asked for where the alignment demands it. */
    MALLOC(FunctionDescriptor.of(ADDRESS, JAVA_LONG)) {
        @Override
        long call(MethodHandle function, PoolType poolType, long bytes, long alignment, PoolTag tag)
                throws Throwable {
            return ((MemorySegment) function.invokeExact(bytes + slack(alignment))).address();
        }

        @Override
        long start(long address, long alignment) {
            return slack(alignment) == 0 ? address : roundUp(address, alignment);
        }

        private long slack(long alignment) {
            return alignment <= LEAST_ALIGNMENT ? 0 : alignment - 1;
        }
    },

    /** {@code void *aligned_alloc(size_t alignment, size_t bytes)}, as in C11. */
    ALIGNED_ALLOC(FunctionDescriptor.of(ADDRESS, JAVA_LONG, JAVA_LONG)) {
        @Override
        long call(MethodHandle function, PoolType poolType, long bytes, long alignment, PoolTag tag)
                throws Throwable {
            long least = Math.max(alignment, LEAST_ALIGNMENT);
            return ((MemorySegment) function.invokeExact(least, roundUp(bytes, least))).address();
        }
    },

    /** {@code void *mi_malloc_aligned(size_t bytes, size_t alignment)}, as in mimalloc. */
    MALLOC_ALIGNED(FunctionDescriptor.of(ADDRESS, JAVA_LONG, JAVA_LONG)) {
        @Override
        long call(MethodHandle function, PoolType poolType, long bytes, long alignment, PoolTag tag)
                throws Throwable {
            return ((MemorySegment) function.invokeExact(bytes, alignment)).address();
        }
    },

    /** {@code int posix_memalign(void **address, size_t alignment, size_t bytes)}, as in POSIX. */
    POSIX_MEMALIGN(FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG)) {
        @Override
        long call(MethodHandle function, PoolType poolType, long bytes, long alignment, PoolTag tag)
                throws Throwable {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment result = arena.allocate(ADDRESS);
                int error = (int) function.invokeExact(result, Math.max(alignment, ADDRESS.byteSize()), bytes);
                return error == 0 ? result.get(ADDRESS, 0).address() : 0;
            }
        }
    };

    /** What every allocating function of C keeps to on 64-bit systems. */
    private static final long LEAST_ALIGNMENT = 16;

    private final FunctionDescriptor descriptor;

    Prototype(FunctionDescriptor descriptor) {
        this.descriptor = descriptor;
    }

    FunctionDescriptor descriptor() {
        return descriptor;
    }

    /** Calls the function; returns the address to be freed, or 0. */
    abstract long call(MethodHandle function, PoolType poolType, long bytes, long alignment, PoolTag tag)
            throws Throwable;

    /** Returns where in the memory at an address the block begins. */
    long start(long address, long alignment) {
        return address;
    }

    private static long roundUp(long value, long powerOfTwo) {
        return value + powerOfTwo - 1 & -powerOfTwo;
    }
}
