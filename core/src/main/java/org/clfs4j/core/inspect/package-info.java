/**
 * Looking at the bytes of a log without opening it for use: checking all of it, and showing blocks and headers.
 *
 * <p>Knows: files, metadata, containers, blocks, recovery's verdict. Deliberately does not know appending, and changes
 * nothing.
 */
package org.clfs4j.core.inspect;
