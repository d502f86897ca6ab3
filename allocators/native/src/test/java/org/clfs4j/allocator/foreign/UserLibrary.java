package org.clfs4j.allocator.foreign;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The library of {@code src/test/c/blocks.c}, compiled once with gcc, with functions that say what it was asked for. */
final class UserLibrary {

    static final String FREE = "counted_free";

    private static final Path SOURCE = Path.of("src", "test", "c", "blocks.c").toAbsolutePath();
    private static final Path TARGET = Path.of("target", "libblocks.so").toAbsolutePath();

    private static boolean compiled;

    private final Library library = Library.load(file());

    /** Returns the library, or aborts the test if there is no compiler. */
    static synchronized Path file() {
        if (!compiled) {
            compile();
            compiled = true;
        }
        return TARGET;
    }

    private static void compile() {
        try {
            Files.createDirectories(TARGET.getParent());
            Process gcc = new ProcessBuilder(
                            "gcc", "-std=c11", "-Wall", "-Werror", "-D_GNU_SOURCE", "-O1", "-fPIC", "-shared", "-pthread",
                            "-o", TARGET.toString(), SOURCE.toString())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(gcc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(gcc.onExit().join().exitValue()).as(output).isZero();
        } catch (IOException e) {
            Needed.need("gcc", false, "gcc is missing: " + e.getMessage());
        }
    }

    UserLibrary() {
        invoke("reset");
    }

    NativeFunctions pair(Prototype prototype, String allocate) {
        return NativeFunctions.of(prototype, library, allocate, FREE);
    }

    MemorySegment function(String name) {
        return library.function(name);
    }

    long get(String what) {
        MethodHandle getter = handle("get_" + what, FunctionDescriptor.of(JAVA_LONG));
        try {
            return (long) getter.invokeExact();
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    void set(String what, long value) {
        try {
            handle("set_" + what, FunctionDescriptor.ofVoid(JAVA_LONG)).invokeExact(value);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /** Is in native code with a block until {@code released} is set. */
    void hold(ByteBuffer block) {
        try {
            handle("hold", FunctionDescriptor.ofVoid(ADDRESS)).invokeExact(MemorySegment.ofBuffer(block));
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private void invoke(String name) {
        try {
            handle(name, FunctionDescriptor.ofVoid()).invokeExact();
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private MethodHandle handle(String name, FunctionDescriptor descriptor) {
        return Linker.nativeLinker().downcallHandle(library.function(name), descriptor);
    }

    /** Asserts that everything went back once. */
    void assertBalanced() {
        assertThat(get("allocations")).isPositive();
        assertThat(get("frees")).isEqualTo(get("allocations"));
        assertThat(get("offences")).isZero();
    }
}
