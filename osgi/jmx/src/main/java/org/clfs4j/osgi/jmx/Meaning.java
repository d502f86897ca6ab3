package org.clfs4j.osgi.jmx;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says what an attribute or a bean means; consoles show it as its description. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Meaning {

    /**
     * Says it.
     *
     * @return the description
     */
    String value();
}
