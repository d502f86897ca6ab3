/**
 * {@code clfs demo}: a log that is killed in the middle of its work, again and again, and loses nothing that it acknowledged.
 *
 * <pre>
 *   Demo (parent) ──starts──▶ Writer (child JVM) ── producers ──append, durable──▶ log
 *     │  ▲                         │
 *     │  └──── acknowledgements ───┘  (pipe)
 *     ├─ SIGKILL at a random moment
 *     └─ opens the log again: RecordCheck compares every record with what was acknowledged and what can have been written
 * </pre>
 *
 * <p>Deliberately uses the contracts only, as any program would, and trusts nothing that the child says but complete
 * acknowledgements.
 */
package org.clfs4j.cli.demo;
