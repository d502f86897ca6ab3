/**
 * What becomes of configured logs, as events of Event Admin.
 *
 * <pre>
 *   services ConfiguredLogState ──each change──▶ LogEvents ──▶ Event Admin, topics org/clfs4j/log/…
 * </pre>
 *
 * <p>Knows: the topics and what events say. Deliberately does not know what leads to a change; and the bundle that does works
 * without Event Admin.
 */
package org.clfs4j.osgi.events;
