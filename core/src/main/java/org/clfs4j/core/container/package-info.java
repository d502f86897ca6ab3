/**
 * Containers: the files that hold blocks, and which of them holds which part of the log.
 *
 * <pre>
 *   ContainerTable ──logical id──▶ ContainerFile ──▶ header slots, blocks at block offsets
 *        └ base … head: the active queue; the others are free
 * </pre>
 *
 * <p>Knows: container files, their headers, the queue of logical ids and its reuse. Deliberately does not know what is in
 * a block, or who writes it.
 */
package org.clfs4j.core.container;
