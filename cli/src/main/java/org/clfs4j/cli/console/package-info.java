/**
 * What the tool's commands share towards the person or program that runs them: streams, terminal, progress, sizes, text, JSON.
 *
 * <pre>
 *   command ── Shell ─┬─ Output    bytes and text to stdout, buffered
 *                     ├─ err       one sentence per note or error
 *                     └─ Terminal  is stderr a terminal, how wide ── Progress
 * </pre>
 *
 * <p>Deliberately knows nothing about logs.
 */
@Export(attribute = {"clfs.internal=tool", "mandatory:=\"clfs.internal\""})
@Version("1.0.0")
package org.clfs4j.cli.console;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
