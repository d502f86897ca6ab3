/**
 * Where a marshalling area's log I/O blocks come from: the indivisible pair allocate and free.
 */
module org.clfs4j.allocator {
    requires static org.osgi.annotation.bundle;
    requires static org.osgi.annotation.versioning;
    requires static biz.aQute.bnd.annotation;

    exports org.clfs4j.allocator;

    uses org.clfs4j.allocator.AllocatorProvider;
}
