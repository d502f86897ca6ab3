/**
 * What the contracts say of a log as JSON, in the same names wherever it is shown.
 *
 * <pre>
 *   clfs info --json, … ──┐
 *                         ├──▶ LogJson ──▶ a generator of theirs
 *   the Web Console ──────┘
 * </pre>
 *
 * <p>Knows: the names and forms of fields. Deliberately does not know what belongs into a document; that is the business of who writes it.
 */
@Export(attribute = {"clfs.internal=json", "mandatory:=\"clfs.internal\""})
@Version("1.0.0")
package org.clfs4j.json;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
