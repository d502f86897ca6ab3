/**
 * The crash explorer: runs a log over simulated storage, cuts the power before every operation in many ways, and holds
 * what recovery finds against what was promised.
 *
 * <pre>
 *   Explorer ─seed─▶ Exploration ─▶ Client + Work      runs the workload, notes its History
 *                        │ SimDisk.afterPowerCut
 *                        ▼
 *                    Client ─▶ Verifier ─▶ Expectation  recovers, compares, works on, is cut off again
 * </pre>
 *
 * <p>Knows: the contracts of {@link org.clfs4j}. Deliberately does not know how a provider keeps its bytes; only the
 * canary without checksums knows the common format.
 */
@Export
@Version("1.0.0")
package org.clfs4j.testkit.explore;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
