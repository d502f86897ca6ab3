/**
 * Streams: the markers of the log, and reading records back in order.
 *
 * <pre>
 *   LogState    base, restart area, durable bound; writes them into the base log file
 *   ReadCursor  ──▶ BlockRecords ──▶ VisibleBlocks ──▶ RecordSource (blocks in memory) or DurableBlocks (in containers)
 *       └─ waits ──▶ Arrivals ◀── signalled by whoever appends
 * </pre>
 *
 * <p>Knows: LSNs, markers, records of a stream. Deliberately does not know how records get into blocks.
 */
package org.clfs4j.core.stream;
