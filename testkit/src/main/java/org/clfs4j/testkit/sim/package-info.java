/**
 * A simulated disk, clock, executor and source of identities: everything outside that an engine depends on, in memory and
 * repeatable.
 *
 * <pre>
 *   engine ──▶ SimStorage ──SimOperation 0, 1, 2 …──▶ SimDisk      names and files, forced and not
 *              FaultPlan                                 │
 *                                                  afterPowerCut(PowerCut)
 *                                                        ▼
 *                                                     SimDisk      as the next process finds it
 * </pre>
 *
 * <p>Knows: what a disk, its write cache and a file system may do to bytes and names that were not forced. Deliberately
 * does not know blocks, containers or logs.
 */
@Export
@Version("1.0.0")
package org.clfs4j.testkit.sim;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
