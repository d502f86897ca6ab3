/**
 * Looking at a log's bytes: what is in its files, and whether it is what was written.
 *
 * <p>Knows: metadata copies, container headers, blocks and record headers as values to print. Deliberately does not know
 * how to repair anything, and never changes a file.
 *
 * <p>Programs are consumers of this package; interfaces marked
 * {@link org.osgi.annotation.versioning.ProviderType} are implemented by log providers only.
 */
@Export
@Version("1.0.0")
package org.clfs4j.inspect;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
