/**
 * The base log file: what a log knows about itself, kept twice.
 *
 * <pre>
 *   BaseLogFile ──read──▶ SlotReading (two) ──SlotChoice──▶ Metadata
 *   Metadata ──MetadataCodec──▶ bytes ──write──▶ the slot that is not the newest, forced
 * </pre>
 *
 * <p>Knows: the two slots and which one to believe. Deliberately does not know containers' contents or blocks.
 */
package org.clfs4j.core.baselog;
