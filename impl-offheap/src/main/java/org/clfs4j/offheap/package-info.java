/**
 * The provider {@code offheap}: memory in arenas of {@code java.lang.foreign}, and files by the system calls of Linux.
 *
 * <pre>
 *   OffHeapLogProvider ──▶ engine ──▶ OffHeapMemory: an arena for each piece, one for the blocks of each area
 *                             ├──▶ io.SystemStorage: O_DIRECT, pwritev2 with RWF_DSYNC, fdatasync …
 *                             │         └─ or, where that cannot be, java.nio channels
 *                             └──▶ LogThread, one per log while it has background work
 *   MemorySegments ──▶ the current record of a read context, until the context moves
 * </pre>
 *
 * <p>Knows: which memory, storage, clock and threads the engine gets, and how a record becomes a segment. Deliberately does
 * not know blocks, containers or streams.
 *
 * <h2>How to get it</h2>
 *
 * <p>Put the jar on the module path or the class path of a Java 25 or newer, or install it as a bundle;
 * {@link org.clfs4j.LogProvider#load()} prefers it. An older Java passes over it. {@code LogProvider.load("default")} or the system
 * property {@value org.clfs4j.LogProvider#PROVIDER_PROPERTY} asks for the portable one, which writes the same files; each goes on where the
 * other has ended or died, and they keep each other from writing at the same time.
 *
 * <p>It needs no flag. Its memory works everywhere; it makes system calls where it is allowed to, on Linux (x86-64, AArch64):
 *
 * <pre>
 *   --enable-native-access=org.clfs4j.offheap    on the module path
 *   --enable-native-access=ALL-UNNAMED           on the class path, and in OSGi frameworks
 *   Enable-Native-Access: ALL-UNNAMED            in the manifest of a jar that is started with "java -jar"
 * </pre>
 *
 * <p>Elsewhere its files are read and written as by the portable provider, and one line of the logger {@code org.clfs4j.offheap.io}
 * says why.
 *
 * <h2>What it does to the machine</h2>
 *
 * <ul>
 *   <li>Memory: blocks, indexes and buffers lie outside the heap, at a page's start, and count for
 *       {@code -XX:MaxDirectMemorySize}. Those of an area are free when the area and its last read context are closed, those of
 *       a log when the log is. Blocks of {@link org.clfs4j.allocator.PoolType#PAGED} lie on the heap.
 *   <li>Garbage: appending and reading make none, once they are compiled.
 *   <li>Files: as with the portable provider. Writes go around the system's cache where the file system takes that, so that a log does not
 *       push other files out of it; reads go through it. A group is written and made durable by one system call.
 *   <li>Threads: a call blocks its thread; a virtual thread holds its carrier meanwhile. An interrupt does not reach it, and is kept.
 *       Background work is done as with the portable provider.
 * </ul>
 *
 * <h2>Memory segments</h2>
 *
 * <p>{@link org.clfs4j.offheap.MemorySegments} shows the current record of a read context as a segment. To append one, pass
 * {@code segment.asByteBuffer()}; to write in place, use {@code MemorySegment.ofBuffer(claim.buffer())}. None of them copies.
 *
 * <h2>What it cannot do</h2>
 *
 * <ul>
 *   <li>What the portable provider cannot, but for the descriptors: they are not closed by interrupts, so none is opened again.
 *   <li>A file system that says that a write is durable when it is not loses what it acknowledged. So {@code RWF_DSYNC} is trusted on
 *       ext4, XFS, btrfs and tmpfs only; others are written and then forced.
 * </ul>
 */
@Export
@Version("1.0.0")
package org.clfs4j.offheap;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
