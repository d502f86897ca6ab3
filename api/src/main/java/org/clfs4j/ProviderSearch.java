package org.clfs4j;

import java.util.List;
import java.util.Optional;

/**
 * What a search for log providers found, and which of them {@link LogProvider#load()} takes.
 *
 * @threading immutable
 * @param found the providers that work here, best first
 * @param skipped a sentence for each one that is there and cannot be loaded, such as on a Java that is too old for it
 * @param chosen the one that is taken; empty if there is none, or none of the name that was asked for
 * @param reason why that one, or why none; without a full stop
 */
public record ProviderSearch(
        List<LogProvider> found, List<String> skipped, Optional<LogProvider> chosen, String reason) {

    /** Makes both lists unmodifiable. */
    public ProviderSearch {
        found = List.copyOf(found);
        skipped = List.copyOf(skipped);
    }
}
