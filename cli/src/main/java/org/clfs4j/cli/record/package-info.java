/**
 * Records from bytes, and records as bytes and text.
 *
 * <p>{@link org.clfs4j.cli.record.RecordSource} cuts an input into records, losing no byte;
 * {@link org.clfs4j.cli.record.RecordPrinter} shows records in one of the formats of {@code clfs cat}. Deliberately knows
 * nothing about opening, writing or reading a log.
 */
package org.clfs4j.cli.record;
