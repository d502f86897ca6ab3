/**
 * The provider {@code offheap}: blocks, indexes and buffers in memory outside the heap.
 */
@Export
@Version("1.0.0")
package org.clfs4j.offheap;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
