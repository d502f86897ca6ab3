package org.clfs4j.osgi.jmx;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import javax.management.DescriptorKey;

/** Says what the number of an attribute counts; consoles show it among its descriptor's fields. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Units {

    /**
     * Says it.
     *
     * @return the descriptor's field {@code units}, such as {@code bytes}
     */
    @DescriptorKey("units")
    String value();
}
