package org.clfs4j.osgi;

import java.util.List;

/** Says everything that is wrong with a configuration at once. */
final class BadConfigurationException extends Exception {

    private static final long serialVersionUID = 1L;

    BadConfigurationException(List<String> problems) {
        super(String.join("; ", problems));
    }
}
