/**
 * Logs and allocators as OSGi services.
 *
 * <pre>
 *   Config Admin ──org.clfs4j.log~…──▶ ConfiguredLog ──LogSettings──▶ RunningLog ──▶ services LogFile, LogStream
 *                                        ▲       ▲                        │
 *   services LogProvider ────────────────┘       │                        └─ a ServedFile or ServedStream for each
 *   services BlockAllocator ─────────────────────┘                           bundle, with a Lease on what it opens
 *        ▲
 *        └── AllocatorServices ◀── services AllocatorProvider
 *
 *   what becomes of a ConfiguredLog, and what a LogWatch sees ──▶ PublishedState ──▶ service ConfiguredLogState
 * </pre>
 *
 * <p>Knows: the contracts, the framework's services, and in which order things are closed. Deliberately does not know any
 * provider or allocator but by their service properties, and nothing of what is in a log.
 *
 * <p>A log is there as long as its configuration, its provider and its allocator are. When one of them goes, the log's
 * services are withdrawn, what was made of them is flushed and closed, and all of that is over before the one that goes is
 * gone. When another one is there that fits, the log is opened again.
 */
package org.clfs4j.osgi;
