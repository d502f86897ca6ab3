/**
 * {@code clfs bench}: what this machine's log does, beside what this machine can do.
 *
 * <pre>
 *   Bench ── Comparison × n ──┬─ ours:  LogContender, through the contracts
 *                             └─ raw:   RawAppender, GroupedWriter, RawScan, on a file written with zeros before
 * </pre>
 *
 * <p>Both sides of a comparison run in turns, so that a noisy machine disturbs both. The raw side does what every log must do
 * (copy, checksum, write, force, wake the callers) and nothing else; it keeps the same rules of when to force.
 */
package org.clfs4j.cli.bench;
