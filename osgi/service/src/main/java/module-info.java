/**
 * Logs by configuration: OSGi services that are opened, published and closed as Config Admin says.
 */
module org.clfs4j.osgi {
    requires static org.osgi.annotation.bundle;
    requires static org.osgi.annotation.versioning;
    requires static org.osgi.service.component.annotations;
    requires static org.osgi.service.metatype.annotations;
    requires org.clfs4j.api;
    requires osgi.core;

    exports org.clfs4j.osgi.state;
}
