/**
 * What holds for every storage of real files: abstract test classes for the engine's own and for those of other providers.
 *
 * <pre>
 *   StorageContract   verbs, names, bytes, what they cost
 *   LockContract      one writer at a time, also among processes ─┐
 *   LimitsContract    full, limited and read-only volumes ────────┴─▶ StorageChild, another JVM
 * </pre>
 *
 * <p>Knows: files, processes, mounted volumes. Deliberately does not know blocks, containers or logs.
 */
@Export
@Version("1.0.0")
package org.clfs4j.testkit.storage;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
