/**
 * The provider {@code default}: plain NIO files, and block memory from the JVM unless an area brings its own.
 *
 * <pre>
 *   NioLogProvider ──▶ engine ──▶ FileStorage: FileChannel and AsynchronousFileChannel
 *                            └──▶ LogThread, one per log while it has background work
 * </pre>
 *
 * <p>Knows: which storage, clock and threads the engine gets. Deliberately does not know anything else.
 *
 * <h2>How to get it</h2>
 *
 * <p>Put the jar on the module path or the class path, or install it as a bundle, and call
 * {@link org.clfs4j.LogProvider#load()}; programs need not name anything of this package. With other providers present,
 * {@code LogProvider.load("default")} or the system property {@value org.clfs4j.LogProvider#PROVIDER_PROPERTY} asks for
 * this one. It works on every Java from 17 on and needs no flag, no native code and no other library.
 *
 * <h2>What it does to the machine</h2>
 *
 * <ul>
 *   <li>Files: all of a log's files are in the directory of its name, belong to their owner alone from the moment they
 *       are created, and are never reached through symbolic links. Two descriptors a file that is open.
 *   <li>Space: a container is filled with zeros when it is added, so that a full disk is met there and not at an append.
 *   <li>Threads: callers do their own I/O. One daemon thread per log, {@code clfs4j-}<i>n</i>, does what belongs to nobody:
 *       flushes over the threshold, completions of asynchronous calls, the check of old blocks. It ends when it has been
 *       idle for two seconds. An executor in the {@linkplain org.clfs4j.OpenOptions#executor() options} takes its place.
 *   <li>Memory: reading and writing blocks of direct memory allocates nothing. Heap blocks are copied by the JDK through
 *       direct memory that it keeps per thread, at most 1 MiB.
 *   <li>System properties: as long as a log is open for writing, one that begins with {@code org.clfs4j.lock.} names its
 *       lock file, for all class loaders of the JVM to see.
 * </ul>
 *
 * <h2>What it withstands</h2>
 *
 * <ul>
 *   <li>Interrupts: a caller's interrupt fails no call, cuts none short, closes nothing for others, and is kept.
 *   <li>A second writer: refused within the JVM, across its class loaders, and across processes. The lock ends with its
 *       process, however that ends. On network file systems it is as good as their locks.
 *   <li>A failed force: never repeated, never hidden by an interrupt.
 * </ul>
 *
 * <h2>What it cannot do</h2>
 *
 * <ul>
 *   <li>A force reaches as far as the platform's does: a device that acknowledges from a volatile cache loses what
 *       it acknowledged.
 *   <li>On Windows directories cannot be forced and files take the access rights that their directory hands down.
 *   <li>A program that opens and closes a log's lock file in the same JVM by its own means takes the lock away, for such are the
 *       rules of POSIX.
 * </ul>
 */
package org.clfs4j.nio;
