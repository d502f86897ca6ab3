/**
 * What can go wrong, in CLFS's words: the status catalogue and the few exceptions.
 *
 * <p>Knows: statuses with both of their numeric codes, and what a caller can do about each kind. Deliberately does not
 * know how a status comes about; "nothing there" (no restart area, end of log, torn tail) is a value and never one of
 * these exceptions.
 *
 * <p>Both consumers and log providers use this package; nobody implements anything of it.
 */
@Export
@Version("1.0.0")
package org.clfs4j.error;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
