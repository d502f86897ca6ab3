/**
 * A page of the Felix Web Console that shows configured logs while they work.
 *
 * <pre>
 *   services LogFile ──▶ PublishedLogs ──▶ LogSnapshot ──LogJson──▶ clfs4j/data.json ◀──asks each second── page.js
 *                                                                                                           │
 *   PageFile: page.html, page.css, … ──────────────▶ clfs4j, clfs4j/page.css, …                ring, streams, rates
 * </pre>
 *
 * <p>Knows: the contracts, the Web Console, HTTP. Deliberately does not know any provider, what is in a record, and how to change
 * anything: everything is asked for by GET, and nothing that is asked for changes a log.
 *
 * <p>Who may look is decided by the Web Console before anything here is asked. What comes from a log, such as the name of a
 * stream, goes out as JSON and comes into the page as text, never as markup.
 */
package org.clfs4j.osgi.webconsole;
