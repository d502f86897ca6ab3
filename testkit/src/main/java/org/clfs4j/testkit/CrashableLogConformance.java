package org.clfs4j.testkit;

import org.clfs4j.LogProvider;
import org.clfs4j.OpenOptions;
import org.junit.jupiter.api.BeforeEach;

/**
 * The base of the suite's classes for providers whose storage can be replaced by one that loses what was not forced, and
 * fails.
 *
 * <p>Every test gets empty storage; {@link #storage()} is the one thing that a provider's own test class adds.
 *
 * @threading tests of one instance run one after the other
 */
public abstract class CrashableLogConformance extends LogVocabulary {

    /** The storage of this test. */
    CrashableStorage storage;

    /** For subclasses. */
    protected CrashableLogConformance() {}

    /**
     * Makes empty storage.
     *
     * @return the storage
     */
    protected abstract CrashableStorage storage();

    /**
     * Returns the provider over the storage of this test.
     *
     * @return the provider
     */
    @Override
    protected final LogProvider provider() {
        return storage.provider();
    }

    @BeforeEach
    final void useStorage() {
        storage = storage();
        directory = storage.directory();
    }

    /** Cuts the power and opens the log again. */
    final void crash() throws Exception {
        abandon();
        storage.crash();
        open(withAllAccess(OpenOptions.openExisting()));
        area = area(SMALL_BLOCKS);
    }
}
