/**
 * The conformance suite: what CLFS promises, as tests that any log provider can run, and what allocators must do.
 *
 * <pre>
 *   your test ──extends──▶ OpenConformance, …           provider() makes the provider under test
 *   your test ──extends──▶ CrashConformance             storage() makes storage that can crash and fail
 *   your test ──extends──▶ LeakContract, GarbageContract   what a log costs; provider() as above
 *   your test ──extends──▶ BlockAllocatorConformance    allocator() returns the allocator under test
 * </pre>
 *
 * <p>Each test method carries the ids of the statements that it checks; see {@link org.clfs4j.testkit.Statements},
 * {@link org.clfs4j.testkit.StatementCatalogue} and {@link org.clfs4j.testkit.ConformanceSuite}. With the system property
 * {@code clfs4j.conformance.file} a run writes the outcome of each test to the file that it names.
 *
 * <p>Knows: the contracts of {@link org.clfs4j} and nothing else. Deliberately does not know how a provider keeps its
 * bytes; only {@link org.clfs4j.testkit.FormatConformance} and
 * {@link org.clfs4j.testkit.GoldenConformance} know the common format.
 */
@Export
@Version("1.0.0")
package org.clfs4j.testkit;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
