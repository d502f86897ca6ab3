package org.clfs4j.testkit.explore;

import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.clfs4j.LogProvider;
import org.clfs4j.core.EngineLogProvider;
import org.clfs4j.core.Environment;
import org.clfs4j.core.io.Storage;

/**
 * What is explored: a log provider, and perhaps something between it and its storage.
 *
 * @threading the functions are called by all threads that explore
 * @param provider makes a provider over an environment, as if in a process of its own
 * @param disguise stands between the provider and simulated storage
 */
public record Subject(Function<Environment, LogProvider> provider, UnaryOperator<Storage> disguise) {

    /** The engine, over storage as it is. */
    public static final Subject ENGINE = new Subject(
            environment -> new EngineLogProvider("explored", 0, environment), UnaryOperator.identity());

    /** Checks that nothing is missing. */
    public Subject {
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(disguise, "disguise");
    }

    /**
     * Puts something between the provider and its storage.
     *
     * @param other what to put there
     * @return the changed subject
     */
    public Subject disguisedBy(UnaryOperator<Storage> other) {
        return new Subject(provider, other);
    }
}
