/**
 * The contracts of clfs4j, the Common Log File System for the JVM.
 *
 * <p>Programs compile against this module and find an implementation at run time with
 * {@link org.clfs4j.LogProvider#load()}.
 */
module org.clfs4j.api {
    requires static org.osgi.annotation.bundle;
    requires static org.osgi.annotation.versioning;
    requires static biz.aQute.bnd.annotation;
    requires transitive org.clfs4j.allocator;

    exports org.clfs4j;
    exports org.clfs4j.error;
    exports org.clfs4j.inspect;

    uses org.clfs4j.LogProvider;
}
