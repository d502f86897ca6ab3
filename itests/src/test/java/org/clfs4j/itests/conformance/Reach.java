package org.clfs4j.itests.conformance;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.assertj.core.api.Assert;

/** What a method comes to by calls, references and lambdas among some classes. */
final class Reach {

    /** Of assertions: what only names, picks or turns what is checked later. */
    private static final Set<String> NO_CHECKS = Set.of(
            "as",
            "describedAs",
            "extracting",
            "filteredOn",
            "first",
            "last",
            "element",
            "map",
            "flatMap",
            "asString",
            "asInstanceOf",
            "cause",
            "rootCause",
            "usingRecursiveComparison",
            "usingElementComparator",
            "withFailMessage",
            "overridingErrorMessage",
            "and",
            "size");

    /** Of the entry points: what fails by itself. */
    private static final Set<String> FAILING = Set.of("fail", "assertThatThrownBy", "assertThatNoException");

    private final JavaClasses classes;
    private final Set<JavaCodeUnit> seen = new HashSet<>();

    /** Follows calls into these classes and no further. */
    Reach(JavaClasses classes) {
        this.classes = classes;
    }

    /** Tells whether the method may throw an {@link AssertionError} because something is not as it should be. */
    boolean reachesACheck(JavaCodeUnit method) {
        Deque<JavaCodeUnit> todo = new ArrayDeque<>();
        todo.add(method);
        while (!todo.isEmpty()) {
            JavaCodeUnit next = todo.pop();
            if (seen.add(next)) {
                for (JavaAccess<?> access : next.getAccessesFromSelf()) {
                    if (access instanceof JavaCodeUnitAccess<?>) {
                        CodeUnitAccessTarget target = ((JavaCodeUnitAccess<?>) access).getTarget();
                        if (isCheck(target)) {
                            return true;
                        }
                        target.resolveMember().filter(this::isInside).ifPresent(todo::add);
                    }
                }
            }
        }
        return false;
    }

    private boolean isInside(JavaCodeUnit target) {
        return classes.contain(target.getOwner().getName());
    }

    private static boolean isCheck(CodeUnitAccessTarget target) {
        String owner = target.getOwner().getName();
        if (target.getOwner().isAssignableTo(AssertionError.class)) {
            return true;
        }
        if (owner.equals("org.junit.jupiter.api.Assertions")) {
            return true;
        }
        if (owner.startsWith("org.assertj.core.api.Assertions")) {
            return FAILING.contains(target.getName());
        }
        return target.getOwner().isAssignableTo(Assert.class) && !NO_CHECKS.contains(target.getName());
    }
}
