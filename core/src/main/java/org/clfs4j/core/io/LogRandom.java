package org.clfs4j.core.io;

import java.util.UUID;

/**
 * The engine's only source of randomness: identities of new logs.
 *
 * @threading safe for concurrent use
 */
@FunctionalInterface
public interface LogRandom {

    /** Strong random identities. */
    LogRandom SYSTEM = UUID::randomUUID;

    /**
     * Returns an identity that no other log has.
     *
     * @return the UUID
     */
    UUID newIdentity();
}
