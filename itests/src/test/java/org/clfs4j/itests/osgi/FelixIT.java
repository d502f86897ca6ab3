package org.clfs4j.itests.osgi;

/** The bundles in Apache Felix. */
class FelixIT extends OsgiContract {

    @Override
    String frameworkName() {
        return "org.apache.felix.framework";
    }
}
