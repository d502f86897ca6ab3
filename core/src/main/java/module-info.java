/**
 * The engine: formats, blocks, containers, base log file, streams, marshalling, flush queue and recovery.
 *
 * <p>Nobody but the implementations sees it: its facade is exported to them and to the test kit only.
 */
@SuppressWarnings("module") // the friends are compiled after this module
module org.clfs4j.core {
    requires static org.osgi.annotation.bundle;
    requires static org.osgi.annotation.versioning;
    requires transitive org.clfs4j.api;

    exports org.clfs4j.core to
            org.clfs4j.nio,
            org.clfs4j.offheap,
            org.clfs4j.testkit;
    exports org.clfs4j.core.io to
            org.clfs4j.nio,
            org.clfs4j.offheap,
            org.clfs4j.testkit;
}
