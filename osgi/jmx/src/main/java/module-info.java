/**
 * Logs that are services, and the memory of their areas, as MXBeans.
 */
module org.clfs4j.osgi.jmx {
    requires static org.osgi.annotation.bundle;
    requires static org.osgi.annotation.versioning;
    requires static org.osgi.service.component.annotations;
    requires org.clfs4j.api;
    requires java.management;

    exports org.clfs4j.osgi.jmx;
}
