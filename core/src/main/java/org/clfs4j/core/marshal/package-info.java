/**
 * Appending: records into blocks, blocks into the flush queue, the queue to storage.
 *
 * <pre>
 *   Area ──claim, copy, publish──▶ WriteBlock ──closed by──▶ StreamWriter ──▶ FlushQueue ──group──▶ container
 *     │                              ▲                                          ▲
 *     └──────── BlockPool ───────────┘                       GroupCommit ───────┘ one leader at a time
 * </pre>
 *
 * <p>Knows: claims, blocks in memory, the order of flushing, who waits for what. Deliberately does not know how a log is
 * found or opened, or how records are read back from storage.
 */
package org.clfs4j.core.marshal;
