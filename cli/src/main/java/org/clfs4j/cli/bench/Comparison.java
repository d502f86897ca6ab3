package org.clfs4j.cli.bench;

import java.util.OptionalDouble;

/**
 * Our figure and the raw limit, measured in turns.
 *
 * @threading immutable
 * @param name a short, stable name such as {@code durable-256-x16}
 * @param title the same for people
 * @param unit what is counted in a second: {@code appends} or {@code bytes}
 * @param ours our figures
 * @param raw the raw limit's figures
 * @param allocated bytes of heap that our side's threads allocated for each append; empty if that was not measured
 */
public record Comparison(String name, String title, String unit, Series ours, Series raw, OptionalDouble allocated) {

    /**
     * Returns how near we are to the limit, round by round.
     *
     * @return our figure divided by the raw limit
     */
    public Series ratio() {
        return ours.dividedBy(raw);
    }
}
