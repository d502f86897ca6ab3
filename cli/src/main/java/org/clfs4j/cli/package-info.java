/**
 * The {@code clfs} tool: one class per command, and what they share about logs.
 *
 * <pre>
 *   ClfsTool ── CreateCommand, ContainersCommand, StreamsCommand, AppendCommand, CatCommand, InfoCommand, VerifyCommand,
 *       │       WatchCommand, DumpCommand, AdvanceCommand, TruncateCommand, ResetCommand, DeleteCommand, BenchCommand, DemoCommand
 *       └──────────┤ use
 *                  ├─ Logs          opens logs with the chosen provider, says what recovery found
 *                  ├─ Host          has the providers: this process, or a container that the tool is a guest in
 *                  ├─ NamedStream   the stream that an operand names, or a sentence with those there are
 *                  ├─ RecordReader  the records of a stream, forward or along a chain
 *                  ├─ Failure       turns whatever went wrong into one sentence and an exit code
 *                  ├─ .record       records from bytes, and records as text
 *                  ├─ .bench, .demo the two commands that are more than one class
 *                  └─ .console      streams, terminal, progress, sizes, JSON
 * </pre>
 *
 * <p>Deliberately knows nothing of any provider: it uses the contracts as every program does.
 */
@Export(attribute = {"clfs.internal=tool", "mandatory:=\"clfs.internal\""})
@Version("1.0.0")
package org.clfs4j.cli;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
