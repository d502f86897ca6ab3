/**
 * What becomes of configured logs, for those who watch over them.
 *
 * <pre>
 *   waiting ──▶ opened ──▶ full ⇄ has-room ──▶ failed ──▶ closed ──▶ waiting or opened again
 *      └──▶ open-failed        refused: the configuration is not acceptable
 * </pre>
 *
 * <p>Knows: the states and how they are published. Deliberately does not know who listens: bundles that turn them into events or
 * into a verdict on health come with libraries of their own, and can be left out.
 */
@Export
@Version("1.0.0")
package org.clfs4j.osgi.state;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
