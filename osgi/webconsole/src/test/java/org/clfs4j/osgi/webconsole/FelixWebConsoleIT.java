package org.clfs4j.osgi.webconsole;

/** The page in Apache Felix. */
class FelixWebConsoleIT extends WebConsoleContract {

    @Override
    String frameworkName() {
        return "org.apache.felix.framework";
    }
}
