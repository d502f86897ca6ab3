/**
 * The seam to the outside: storage and clock as parameters of the engine.
 *
 * <p>Knows: named files in one directory, positional reads and writes, forcing, locking. Deliberately does not know
 * blocks, containers or logs. No other package of the engine touches files or clocks.
 */
@Export(attribute = {"clfs.internal=engine", "mandatory:=\"clfs.internal\""})
@Version("1.0.0")
package org.clfs4j.core.io;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
