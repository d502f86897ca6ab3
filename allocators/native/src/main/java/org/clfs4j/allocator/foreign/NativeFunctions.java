package org.clfs4j.allocator.foreign;

import static java.lang.foreign.ValueLayout.ADDRESS;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Objects;
import org.clfs4j.allocator.BlockAllocator;
import org.clfs4j.allocator.PoolTag;
import org.clfs4j.allocator.PoolType;

/**
 * A pair of native functions, plugged in as they are: from a library, or wherever they came from.
 *
 * <pre>{@code
 *   BlockAllocator ours = NativeFunctions.of(Prototype.POOL, Path.of("libours.so"), "our_allocate", "our_free");
 *   MarshallingAreaOptions.builder().allocator(ours)…
 * }</pre>
 *
 * <p>Each block is handed out as a buffer over the memory that the function returned. When it is freed, first every use of
 * the buffer and of its views ends with an {@link IllegalStateException}, in all threads; then the freeing function gets
 * the address. A block is freed at most once, and nothing is freed that was not handed out. What the functions themselves
 * do is beyond Java's control: if they crash, the process does.
 *
 * <p>A library stays loaded until the process ends.
 *
 * @threading safe for concurrent use if the functions are
 */
public final class NativeFunctions implements BlockAllocator {

    private final String name;
    private final Prototype prototype;
    private final MethodHandle allocate;
    private final MethodHandle free;
    private final RevocableBlocks blocks = new RevocableBlocks();

    private NativeFunctions(String name, Prototype prototype, MemorySegment allocate, MemorySegment free) {
        Linker linker = Linker.nativeLinker();
        this.name = name;
        this.prototype = prototype;
        this.allocate = linker.downcallHandle(allocate, prototype.descriptor());
        this.free = linker.downcallHandle(free, FunctionDescriptor.ofVoid(ADDRESS));
    }

    /**
     * Takes two functions by their addresses.
     *
     * @param prototype what the allocating function takes and returns
     * @param allocate its address
     * @param free the address of the function that frees
     * @return the pair
     * @throws IllegalArgumentException if an address is {@code NULL}
     */
    public static NativeFunctions of(Prototype prototype, MemorySegment allocate, MemorySegment free) {
        requireAddress(allocate, "allocating");
        requireAddress(free, "freeing");
        return new NativeFunctions("at " + Long.toHexString(allocate.address()), prototype, allocate, free);
    }

    private static void requireAddress(MemorySegment function, String what) {
        if (function.address() == 0) {
            throw new IllegalArgumentException("The address of the " + what + " function is NULL");
        }
    }

    /**
     * Takes two functions of a library.
     *
     * @param prototype what the allocating function takes and returns
     * @param library the library's file
     * @param allocate the name of the allocating function
     * @param free the name of the function that frees
     * @return the pair
     * @throws IllegalArgumentException if the library cannot be loaded, with the system's reason, or lacks a function
     */
    public static NativeFunctions of(Prototype prototype, Path library, String allocate, String free) {
        return of(prototype, Library.load(library), allocate, free);
    }

    /**
     * Takes two functions of a library that the system finds by its name.
     *
     * @param prototype what the allocating function takes and returns
     * @param library the name, such as {@code libjemalloc.so.2}
     * @param allocate the name of the allocating function
     * @param free the name of the function that frees
     * @return the pair
     * @throws IllegalArgumentException if the library cannot be loaded, with the system's reason, or lacks a function
     */
    public static NativeFunctions of(Prototype prototype, String library, String allocate, String free) {
        return of(prototype, Library.load(library), allocate, free);
    }

    static NativeFunctions of(Prototype prototype, Library library, String allocate, String free) {
        Objects.requireNonNull(prototype, "prototype");
        return new NativeFunctions(allocate, prototype, library.function(allocate), library.function(free));
    }

    /**
     * Hands out one block.
     *
     * @throws IllegalStateException if the function returned an address that is not aligned as it must be; it was freed
     */
    @Override
    public ByteBuffer allocate(PoolType poolType, int byteCount, int alignment, PoolTag tag) {
        long address = callAllocate(poolType, byteCount, alignment, tag);
        if (address == 0) {
            return null;
        }
        long start = prototype.start(address, alignment);
        if (start % alignment != 0) {
            callFree(address);
            throw new IllegalStateException("The function " + name + " returned an address that is no multiple of "
                    + alignment + ": 0x" + Long.toHexString(address));
        }
        return blocks.handOut(start, byteCount, () -> callFree(address));
    }

    /**
     * Takes a block back.
     *
     * @throws IllegalArgumentException if the block is not handed out
     * @throws IllegalStateException if a system call is using the block at this moment; it stays handed out
     */
    @Override
    public void free(ByteBuffer block) {
        blocks.takeBack(block);
    }

    private long callAllocate(PoolType poolType, int byteCount, int alignment, PoolTag tag) {
        try {
            return prototype.call(allocate, poolType, byteCount, alignment, tag);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private void callFree(long address) {
        try {
            free.invokeExact(MemorySegment.ofAddress(address));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
