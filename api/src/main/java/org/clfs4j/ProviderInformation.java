package org.clfs4j;

import java.util.List;
import java.util.Set;

/**
 * What a log provider does for the logs of one directory, and what keeps it from doing more.
 *
 * @threading immutable
 * @param memory where the memory of its logs is, in a few words for people
 * @param files how it reads and writes their files, in a few words for people
 * @param traits what else can be said of both
 * @param obstacles a sentence without a full stop for each thing that is in the way of further traits, and how to remove it
 */
public record ProviderInformation(
        String memory, String files, Set<ProviderTrait> traits, List<String> obstacles) {

    /** Makes both collections unmodifiable. */
    public ProviderInformation {
        traits = Set.copyOf(traits);
        obstacles = List.copyOf(obstacles);
    }
}
