package org.clfs4j.osgi.state;

import java.time.Instant;
import java.util.Optional;

/**
 * How a configured log came into a state.
 *
 * @threading immutable
 * @param state the state
 * @param when when it came into it
 * @param sentence which configuration, which log, what happened and why: one sentence
 * @param exception what led to it; empty if nothing went wrong
 */
public record StateChange(LogState state, Instant when, String sentence, Optional<Throwable> exception) {}
