/**
 * What a log provider is tested with: simulated storage, the conformance suite and the crash explorer.
 */
module org.clfs4j.testkit {
    requires static org.osgi.annotation.bundle;
    requires static org.osgi.annotation.versioning;
    requires transitive org.clfs4j.core;
    requires transitive org.junit.jupiter.api;
    requires org.assertj.core;
}
