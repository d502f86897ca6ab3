package org.clfs4j.itests.osgi;

/** The bundles in Eclipse Equinox. */
class EquinoxIT extends OsgiContract {

    @Override
    String frameworkName() {
        return "org.eclipse.osgi";
    }
}
