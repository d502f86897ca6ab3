/**
 * Block memory from Netty's pools.
 *
 * <pre>
 *   BlockAllocators.load("netty") ──▶ NettyAllocator ──▶ PooledByteBufAllocator.DEFAULT, or a pool of yours
 * </pre>
 *
 * <p>Knows: how a pooled buffer becomes a block and goes back. Deliberately does not know logs, nor anything of Netty but
 * its buffers.
 *
 * <h2>How to get it</h2>
 *
 * <p>Put the jar and {@code netty-buffer} 4.1 or newer on the module path or the class path, and name {@code netty} in
 * {@code MarshallingAreaOptions}, or make a {@link org.clfs4j.allocator.netty.NettyAllocator} of a pool of your own. It
 * works on every Java from 17 on. What Netty does to get at memory, and what Java says to that, is Netty's.
 */
@Export(substitution = Export.Substitution.NOIMPORT) // an updated bundle is not to go on with the classes of its old one
@Version("1.0.0")
package org.clfs4j.allocator.netty;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
