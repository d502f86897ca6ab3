/**
 * The engine's facade: what an implementation assembles a log provider from.
 *
 * <p>Knows: which storage, clock, randomness and executor an engine is given, and how open instances of the API map to
 * one shared engine per log. Deliberately does not know where the log's bytes are put; that is
 * {@code org.clfs4j.core.io.Storage}'s business.
 */
@Export(attribute = {"clfs.internal=engine", "mandatory:=\"clfs.internal\""})
@Version("1.0.0")
package org.clfs4j.core;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
