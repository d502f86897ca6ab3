/**
 * Log I/O blocks: the unit that is written whole or is not there.
 *
 * <pre>
 *   BlockSeal  ──header, checksum──▶ bytes ──▶ container
 *   BlockCheck ◀──verdict────────── bytes ◀── container
 * </pre>
 *
 * <p>Knows: when a block is valid. Deliberately does not know files, LSN assignment or threads.
 */
package org.clfs4j.core.block;
