/**
 * The commands of the {@code clfs} tool that read, at the console of an OSGi framework.
 *
 * <pre>
 *   Gogo ──"clfs:cat orders"──▶ ClfsCommands ──▶ ClfsTool, a guest ──▶ standard output and error of the session
 *                                    │               │
 *                                    │               └─ asks ContainerHost for providers and names
 *                                    ├─ Session         what the tool reads, writes and waits by
 *                                    ├─ UsedProviders   services LogProvider while a command runs
 *                                    └─ PublishedLogs   services LogFile and LogStream, by their properties ── ListCommand
 * </pre>
 *
 * <p>Knows: the console, and the framework's services. Deliberately knows nothing of what is in a log: that is the tool's business.
 * Nothing here writes to a log, for a console is no place to be wrong about a log that others have open.
 */
package org.clfs4j.osgi.gogo;
