/**
 * A bank whose accounts survive SIGKILL at any moment: a small ARIES store over one log.
 *
 * <pre>
 *   Bank.transfer ──▶ Transaction ──▶ log record (and the room to undo it, in the same step) ──▶ page in the BufferPool
 *                         │                                                                        │ any time, after its
 *                         ├ commit: a record, forced; no page is (no-force)                        ▼ log records (steal)
 *                         └ roll back: undo-next chain, compensation into reserved room         PageFile
 *   Checkpoint: who is active, which pages are dirty ──▶ restart area, and the base moves with it
 *   Recovery:   restart area ──▶ analysis ──▶ redo ──▶ undo
 * </pre>
 *
 * <p>Read {@link org.clfs4j.examples.bank.LogRecord} first, then {@link org.clfs4j.examples.bank.BufferPool},
 * {@link org.clfs4j.examples.bank.Bank} and {@link org.clfs4j.examples.bank.Recovery}. The names are those of Mohan et al., "ARIES: A
 * Transaction Recovery Method", 1992.
 *
 * <p>A page has 512 bytes and is written at once, so that a process that dies cannot tear it; a power cut can only where the
 * device does not write sectors whole. A store for more than an example would also keep a checksum and a copy.
 */
package org.clfs4j.examples.bank;
