/**
 * A Felix health check of the logs that are services.
 *
 * <pre>
 *   services LogFile ────────────▶ LogVerdict ────┐
 *   services ConfiguredLogState ─▶ StateVerdict ──┴──▶ LogHealth, tag clfs4j: one sentence each, the worst counts
 * </pre>
 *
 * <p>Knows: what of a log is worth a warning. Deliberately changes nothing, and reads no records.
 */
package org.clfs4j.osgi.health;
