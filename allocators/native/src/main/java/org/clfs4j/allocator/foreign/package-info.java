/**
 * Block memory from native functions, with the means of {@code java.lang.foreign} alone.
 *
 * <pre>
 *   posix_memalign, jemalloc, mimalloc ────▶ NativeFunctions ──┐
 *   your library, your function pointers ──▶ (by Prototype)    ├──▶ RevocableBlocks: a buffer that ends with its block
 *   mmap, mmap-locked, mmap-huge, hugetlb ─▶ MappedAllocator ──┘
 * </pre>
 *
 * <p>Knows: native functions that allocate and free, pages, and how a buffer is taken away from all threads. Deliberately does
 * not know logs, or who uses the blocks.
 *
 * <h2>How to get it</h2>
 *
 * <p>Put the jar on the module path or the class path of Java 25 or newer, give Java
 * {@code --enable-native-access=org.clfs4j.allocator.foreign} (on the class path and in OSGi: {@code ALL-UNNAMED}), and name
 * one of the allocators in {@code MarshallingAreaOptions}, or make one with
 * {@link org.clfs4j.allocator.foreign.NativeFunctions} or {@link org.clfs4j.allocator.foreign.MappedAllocator}. Without the
 * option Java warns at first use, or refuses, if it was told so; then the named allocators say that they do not work here.
 *
 * <h2>What it cannot do</h2>
 *
 * <ul>
 *   <li>What native functions do is beyond Java's control. A function that crashes, or returns an address that is not its
 *       own, crashes the process or spoils its memory.
 *   <li>Mapped memory is known on Linux, on x86-64 and AArch64; the functions of libraries on every 64-bit POSIX system.
 * </ul>
 */
@Export(substitution = Export.Substitution.NOIMPORT) // an updated bundle is not to go on with the classes of its old one
@Version("1.0.0")
package org.clfs4j.allocator.foreign;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
