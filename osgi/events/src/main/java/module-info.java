/**
 * What becomes of configured logs, as events of Event Admin.
 */
module org.clfs4j.osgi.events {
    requires static org.osgi.annotation.bundle;
    requires static org.osgi.service.component.annotations;
    requires org.clfs4j.osgi;
    requires org.osgi.service.event;
    requires osgi.core;
}
