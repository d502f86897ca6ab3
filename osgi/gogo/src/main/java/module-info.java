/**
 * The commands of the {@code clfs} tool that read, at the console of an OSGi framework.
 */
module org.clfs4j.osgi.gogo {
    requires com.fasterxml.jackson.core;
    requires info.picocli;
    requires org.apache.felix.gogo.runtime;
    requires org.clfs4j.api;
    requires org.clfs4j.cli;
    requires static org.osgi.service.component.annotations;
    requires osgi.core;

    opens org.clfs4j.osgi.gogo to
            info.picocli;
}
