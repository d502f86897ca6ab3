/**
 * A reference model of the contract: what a stream is, without blocks, bytes or files, and a seeded run of operations that
 * holds a provider against it step by step.
 *
 * <pre>
 *   ModelRun ── an operation ──▶ provider ──▶ result ┐
 *      └─────── the same ──────▶ ModelStream ───────┴ equal, or a Difference with the seed and the last operations
 *
 *   ModelWrites, ModelReads, ModelRefusals      one operation after the other
 *   ModelThreads, ModelWorker                   several at once, sometimes while the power fails
 * </pre>
 *
 * <p>Knows: records, links, bases, restart areas, reservations, what is visible to whom, what must and what may survive a crash.
 * Deliberately does not know: LSN arithmetic, blocks, containers, files. LSNs are taken from the provider and checked for
 * what the contract says of them.
 */
@Export
@Version("1.0.0")
package org.clfs4j.testkit.model;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
