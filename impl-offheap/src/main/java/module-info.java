/**
 * The log provider "offheap": memory outside the heap and system calls, by {@code java.lang.foreign}.
 */
module org.clfs4j.offheap {
    requires static org.osgi.annotation.bundle;
    requires static org.osgi.annotation.versioning;
    requires static org.osgi.service.component.annotations;
    requires static biz.aQute.bnd.annotation;
    requires transitive org.clfs4j.api;
    requires org.clfs4j.core;

    exports org.clfs4j.offheap;

    provides org.clfs4j.LogProvider with
            org.clfs4j.offheap.OffHeapLogProvider;
}
