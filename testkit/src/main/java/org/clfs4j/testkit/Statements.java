package org.clfs4j.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the statements about CLFS that a test checks, such as {@code L1} or {@code B14}.
 *
 * <p>What the ids stand for is in the {@link StatementCatalogue}; {@link ConformanceSuite#inScope()} tells which of them
 * must have a test.
 *
 * @threading immutable
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Statements {

    /**
     * Returns the ids.
     *
     * @return one or more ids
     */
    String[] value();
}
