/**
 * The log provider "default": plain NIO, works everywhere and needs no flag.
 */
module org.clfs4j.nio {
    requires static org.osgi.annotation.bundle;
    requires static org.osgi.annotation.versioning;
    requires static org.osgi.service.component.annotations;
    requires static biz.aQute.bnd.annotation;
    requires transitive org.clfs4j.api;
    requires org.clfs4j.core;

    provides org.clfs4j.LogProvider with
            org.clfs4j.nio.NioLogProvider;
}
