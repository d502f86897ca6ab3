package org.clfs4j.testkit.explore;

import java.util.Map;

/**
 * What was found in a log, in terms of what was expected.
 *
 * @param streams by name; a dedicated log has one of no name
 * @param containers how many containers it has
 * @param marked how many of them are to be deleted
 */
record Found(Map<String, FoundStream> streams, int containers, int marked) {}
