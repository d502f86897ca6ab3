/**
 * Where a marshalling area's log I/O blocks come from: the indivisible pair allocate and free.
 */
module org.clfs4j.allocator {
    requires static org.osgi.annotation.bundle;
    requires static org.osgi.annotation.versioning;

    exports org.clfs4j.allocator;
}
