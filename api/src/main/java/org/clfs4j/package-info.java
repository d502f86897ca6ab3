/**
 * The log's contracts: what a program that keeps a write-ahead log compiles against.
 *
 * <pre>
 *   LogProvider ──open──▶ LogFile ──stream──▶ LogStream ──createMarshallingArea──▶ MarshallingArea
 *                            │ containers()      │ baseLsn, advanceBase               │ append, claim, flush
 *                            └ information()     └ nextLsn, flushedUpTo               └ read ──▶ ReadContext
 * </pre>
 *
 * <p>Knows: logs, streams, containers, marshalling areas, LSNs, records and their visibility. Deliberately does not
 * know: files, formats, memory management or any implementation; those are behind {@link org.clfs4j.LogProvider}.
 *
 * <p>Programs are <em>consumers</em> of this package. Interfaces marked
 * {@link org.osgi.annotation.versioning.ProviderType} are implemented by log providers only and may gain methods in a
 * minor version.
 *
 * <p>Source: <a href="https://learn.microsoft.com/windows-hardware/drivers/kernel/using-common-log-file-system">Using the
 * Common Log File System</a>.
 */
@Export
@Version("1.0.0")
package org.clfs4j;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
