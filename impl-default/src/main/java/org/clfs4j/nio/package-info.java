/**
 * The provider {@code default}: plain NIO files, and block memory from the JVM unless an area brings its own.
 *
 * <pre>
 *   NioLogProvider ──▶ engine ──▶ FileStorage (FileChannel)
 *                            └──▶ LogThread, one per log with background work
 * </pre>
 *
 * <p>Knows: which storage, clock and threads the engine gets. Deliberately does not know anything else; it works on every
 * Java from 17 on, without a flag.
 */
package org.clfs4j.nio;
