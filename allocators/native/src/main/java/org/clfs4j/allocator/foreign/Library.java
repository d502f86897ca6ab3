package org.clfs4j.allocator.foreign;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Functions by name: of the C library, or of a library that is loaded once and stays.
 *
 * @threading immutable
 */
final class Library {

    private static final int RTLD_LAZY = 1;

    /** What glibc says of libraries that it can only load when the process starts. */
    private static final String STATIC_TLS = "static TLS";

    private final String name;
    private final SymbolLookup symbols;

    private Library(String name, SymbolLookup symbols) {
        this.name = name;
        this.symbols = symbols;
    }

    /** Returns the C library, which is there already. */
    static Library system() {
        return new Library("of the system", Linker.nativeLinker().defaultLookup());
    }

    /**
     * Loads a library.
     *
     * @throws IllegalArgumentException if that fails, with the system's reason
     */
    static Library load(Path file) {
        return load(file.toAbsolutePath().toString());
    }

    /**
     * Loads a library that the system finds by its name.
     *
     * @throws IllegalArgumentException if that fails, with the system's reason
     */
    static Library load(String name) {
        try {
            return new Library(name, SymbolLookup.libraryLookup(name, Arena.global()));
        } catch (IllegalArgumentException e) {
            String reason = reason(name);
            String remedy = reason.contains(STATIC_TLS)
                    ? "; preload it (LD_PRELOAD), or start Java with the environment variable"
                            + " GLIBC_TUNABLES=glibc.rtld.optional_static_tls=16384"
                    : "";
            throw new IllegalArgumentException("Library " + name + " cannot be loaded: " + reason + remedy, e);
        }
    }

    /** Asks the system once more, since Java keeps its answer to itself. */
    private static String reason(String name) {
        Linker linker = Linker.nativeLinker();
        Optional<MemorySegment> dlopen = linker.defaultLookup().find("dlopen");
        Optional<MemorySegment> dlerror = linker.defaultLookup().find("dlerror");
        if (dlopen.isEmpty() || dlerror.isEmpty()) {
            return "the system does not say why";
        }
        MethodHandle open = linker.downcallHandle(dlopen.get(), FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_INT));
        MethodHandle error = linker.downcallHandle(dlerror.get(), FunctionDescriptor.of(ADDRESS));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment handle = (MemorySegment) open.invokeExact(arena.allocateFrom(name), RTLD_LAZY);
            MemorySegment text = (MemorySegment) error.invokeExact();
            return handle.address() != 0 || text.address() == 0
                    ? "the system does not say why"
                    : text.reinterpret(Long.MAX_VALUE).getString(0);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Finds a function.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    MemorySegment function(String function) {
        return symbols.find(function)
                .orElseThrow(() -> new IllegalArgumentException(
                        "The library " + name + " has no function " + function));
    }

    /** Tells whether there is a function. */
    boolean has(String function) {
        return symbols.find(function).isPresent();
    }
}
