/**
 * Opening after whatever happened: where the log ends, and whether anything acknowledged is missing.
 *
 * <pre>
 *   Recovery ──follows──▶ BlockChain until it ends at F
 *            ──looks behind F──▶ BlockSearch
 *            ──observations──▶ TailDecision (the table of docs/recovery.md)
 * </pre>
 *
 * <p>Knows: metadata, containers, blocks. Deliberately does not know appending, areas or threads; it changes nothing.
 */
package org.clfs4j.core.recovery;
