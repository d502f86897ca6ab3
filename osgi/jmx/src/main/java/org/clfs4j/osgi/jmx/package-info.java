/**
 * Logs, streams and block memory as MXBeans, to look at.
 *
 * <pre>
 *   services LogFile, LogStream ──▶ LogBeans ──▶ org.clfs4j:type=Log,name="…"
 *                                      │         org.clfs4j:type=Stream,log="…",name="…"
 *   PoolUsage ─────────────────────────┘         org.clfs4j:type=Memory
 * </pre>
 *
 * <p>Knows: what logs tell of themselves, and what consoles can show. Deliberately does not know how a log came to be a service,
 * and changes nothing of it.
 *
 * <p>Values are open types only. A client that has the interfaces may use them as proxies; none needs them.
 */
@Export
@Version("1.0.0")
package org.clfs4j.osgi.jmx;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
