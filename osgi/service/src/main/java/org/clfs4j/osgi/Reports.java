package org.clfs4j.osgi;

import java.lang.System.Logger.Level;
import java.util.Optional;
import org.osgi.service.log.Logger;

/**
 * Where this bundle says what happens: the OSGi Log if there is one, else the system logger.
 *
 * @threading safe for concurrent use
 */
final class Reports {

    private static final System.Logger OTHERWISE = System.getLogger("org.clfs4j.osgi");

    private final Optional<Logger> log;

    Reports(Logger log) {
        this.log = Optional.ofNullable(log);
    }

    void info(String sentence) {
        log.ifPresentOrElse(to -> to.info("{}", sentence), () -> OTHERWISE.log(Level.INFO, sentence));
    }

    void warn(String sentence) {
        log.ifPresentOrElse(to -> to.warn("{}", sentence), () -> OTHERWISE.log(Level.WARNING, sentence));
    }

    void error(String sentence) {
        log.ifPresentOrElse(to -> to.error("{}", sentence), () -> OTHERWISE.log(Level.ERROR, sentence));
    }

    void error(String sentence, Throwable cause) {
        log.ifPresentOrElse(
                to -> to.error("{}", sentence, cause), () -> OTHERWISE.log(Level.ERROR, sentence, cause));
    }
}
