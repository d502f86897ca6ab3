package org.clfs4j.osgi.webconsole;

/** The page in Eclipse Equinox. */
class EquinoxWebConsoleIT extends WebConsoleContract {

    @Override
    String frameworkName() {
        return "org.eclipse.osgi";
    }
}
