/**
 * A page of the Felix Web Console that shows configured logs while they work.
 */
module org.clfs4j.osgi.webconsole {
    requires static org.osgi.annotation.bundle;
    requires static org.osgi.service.component.annotations;
    requires com.fasterxml.jackson.core;
    requires jakarta.servlet;
    requires org.apache.felix.webconsole;
    requires org.clfs4j.api;
    requires org.clfs4j.json;
}
