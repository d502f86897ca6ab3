package org.clfs4j.testkit.explore;

import org.clfs4j.MarshallingArea;

/**
 * A marshalling area that a client has open.
 *
 * @param stream what it belongs to
 * @param number tells the areas of one opening apart
 * @param area the area itself
 */
record OpenedArea(OpenedStream stream, int number, MarshallingArea area) {}
