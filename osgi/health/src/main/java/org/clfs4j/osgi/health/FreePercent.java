package org.clfs4j.osgi.health;

import java.util.Map;
import java.util.Optional;

/**
 * The share of a log that should be free, as it was configured.
 *
 * @param value the share in percent; the default if another was not acceptable
 * @param complaint what was not acceptable
 */
record FreePercent(int value, Optional<String> complaint) {

    private static final int DEFAULT = 10;
    private static final int ALL = 100;

    /**
     * Reads the configuration.
     *
     * @param raw the configuration as it was written, to show what could not be read
     */
    static FreePercent of(HealthConfiguration configuration, Map<String, Object> raw) {
        try {
            int value = configuration.free_percent();
            if (value >= 0 && value <= ALL) {
                return new FreePercent(value, Optional.empty());
            }
        } catch (RuntimeException e) { // the framework's, for what is no number
            // Said below.
        }
        return new FreePercent(
                DEFAULT,
                Optional.of("Configuration " + LogHealth.PID + ": free.percent must be a number from 0 to 100, found \""
                        + raw.get("free.percent") + "\"; " + DEFAULT + " is used"));
    }
}
