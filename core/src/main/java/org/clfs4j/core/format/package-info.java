/**
 * The bytes on disk: where each field lies, how it is read and written, how it is checked.
 *
 * <pre>
 *   MetadataFormat         one slot of the base log file
 *   ContainerHeaderFormat  one slot of a container's header
 *   BlockFormat            the header of a log I/O block
 *   RecordFormat           the header of a record
 *   Checksum               CRC32C
 * </pre>
 *
 * <p>Knows: offsets, lengths, codes. Deliberately does not know files, threads, or what the values mean to the log. The
 * tables in {@code docs/format.md} are the source; a test compares them with the constants here.
 */
package org.clfs4j.core.format;
