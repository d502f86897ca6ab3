/**
 * What the contracts say of a log as JSON, for friends alone: the names are the tool's, and may change with it.
 */
@SuppressWarnings("module") // the friends are compiled after this module
module org.clfs4j.json {
    requires static org.osgi.annotation.bundle;
    requires static org.osgi.annotation.versioning;
    requires transitive com.fasterxml.jackson.core;
    requires transitive org.clfs4j.api;

    exports org.clfs4j.json to
            org.clfs4j.cli,
            org.clfs4j.osgi.webconsole;
}
