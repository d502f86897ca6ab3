package org.clfs4j.osgi;

import org.clfs4j.osgi.state.ConfiguredLogState;

/** What services say about themselves; docs/osgi.md lists them for users. */
final class ServiceProperties {

    /** Of a {@code LogProvider}, and of a log the provider that opened it. */
    static final String PROVIDER = ConfiguredLogState.PROVIDER;

    /** Of an {@code AllocatorProvider} and a {@code BlockAllocator}, and of a log the configured one. */
    static final String ALLOCATOR = ConfiguredLogState.ALLOCATOR;

    /** Of a {@code BlockAllocator}: what it promises of blocks of the default pool type. */
    static final String TRAITS = "clfs.traits";

    /** Of a log and a stream: the name of the log as it was configured, with an absolute path. */
    static final String LOG = ConfiguredLogState.LOG;

    /** Of a log and a stream: the PID of the configuration. */
    static final String PID = ConfiguredLogState.PID;

    /** Of a log and a stream: dedicated or multiplexed. */
    static final String KIND = "clfs.kind";

    /** Of a log and a stream: the UUID of the log. */
    static final String IDENTITY = "clfs.identity";

    /** Of a stream: its name; empty in a dedicated log. */
    static final String STREAM = "clfs.stream";

    /** Of a stream: its number. */
    static final String STREAM_ID = "clfs.stream.id";

    private ServiceProperties() {}
}
