/**
 * Block memory: who hands out a log I/O block and who takes it back.
 *
 * <pre>
 *   marshalling area ──allocate(pool type, bytes, alignment, tag)──▶ BlockAllocator
 *   marshalling area ──free(block)─────────────────────────────────▶ BlockAllocator
 *   BlockAllocators.load(name) ──▶ AllocatorProvider ──allocator()──▶ BlockAllocator
 * </pre>
 *
 * <p>Knows: kinds of memory ({@link org.clfs4j.allocator.PoolType}), owner labels
 * ({@link org.clfs4j.allocator.PoolTag}), the contract of the pair and how one is found by name. Deliberately does not
 * know logs, LSNs, files or threads: an allocator can be written, tested and used without the rest of clfs4j.
 *
 * <p>Consumers of this package call allocators; <em>providers of memory</em> implement
 * {@link org.clfs4j.allocator.BlockAllocator}.
 */
@Export
@Version("1.0.0")
package org.clfs4j.allocator;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
