/**
 * A Felix health check of the logs that are services.
 */
module org.clfs4j.osgi.health {
    requires static org.osgi.annotation.bundle;
    requires static org.osgi.service.component.annotations;
    requires static org.osgi.service.metatype.annotations;
    requires org.clfs4j.api;
    requires org.clfs4j.osgi;
    requires org.apache.felix.healthcheck.api;
}
