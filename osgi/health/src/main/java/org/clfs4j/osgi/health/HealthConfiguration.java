package org.clfs4j.osgi.health;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What the check can be told. */
@ObjectClassDefinition(
        id = LogHealth.PID,
        name = "clfs4j health",
        description = "The health check of the logs that are services.")
@interface HealthConfiguration {

    @AttributeDefinition(
            name = "Free percent",
            description = "The check warns of a log that has less than this share of its containers left.",
            min = "0",
            max = "100")
    int free_percent() default 10;
}
