/**
 * What a log provider is tested with: simulated storage, the conformance suite and the crash explorer.
 *
 * <p>A provider's own tests extend the abstract classes of {@link org.clfs4j.testkit}, each with one factory method.
 */
module org.clfs4j.testkit {
    requires static org.osgi.annotation.bundle;
    requires static org.osgi.annotation.versioning;
    requires transitive org.clfs4j.core;
    requires transitive org.junit.jupiter.api;
    requires org.assertj.core;

    exports org.clfs4j.testkit;
    exports org.clfs4j.testkit.explore;
    exports org.clfs4j.testkit.model;
    exports org.clfs4j.testkit.sim;
    exports org.clfs4j.testkit.storage;

    opens org.clfs4j.testkit to
            org.junit.platform.commons;
    opens org.clfs4j.testkit.storage to
            org.junit.platform.commons;
}
