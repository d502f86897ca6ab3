package org.clfs4j.itests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.jar.JarFile;
import org.clfs4j.itests.Artifact;
import org.clfs4j.testkit.ConformanceSuite;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every test of the suite comes to a check that can fail, on its own or through the kit's helpers. */
class AssertingTestsIT {

    private static JavaClasses kit;

    @BeforeAll
    static void readClassFiles() throws IOException {
        try (JarFile jar = new JarFile(Artifact.TESTKIT.jar().toFile())) {
            kit = new ClassFileImporter()
                    .withImportOption(location -> !location.contains("module-info"))
                    .importJar(jar);
        }
    }

    @Test
    void everyTestOfTheSuiteReachesACheck() {
        List<String> without = ConformanceSuite.tests().stream()
                .filter(test -> !new Reach(kit).reachesACheck(codeUnit(test)))
                .map(ConformanceSuite::name)
                .toList();
        assertThat(without).as("tests that assert nothing that could fail").isEmpty();
    }

    @Test
    void describingAValueIsNoCheck() {
        JavaClasses here = new ClassFileImporter().importClasses(AssertingTestsIT.class);
        assertThat(new Reach(here).reachesACheck(method(here, "describe"))).isFalse();
        assertThat(new Reach(here).reachesACheck(method(here, "describeInALambda"))).isFalse();
        assertThat(new Reach(here).reachesACheck(method(here, "checkInALambda"))).isTrue();
    }

    static void describe() {
        assertThat("nothing").as("what is never asked");
    }

    static void describeInALambda() {
        Runnable later = AssertingTestsIT::describe;
        later.run();
    }

    static void checkInALambda() {
        Runnable later = () -> assertThat("something").isNotEmpty();
        later.run();
    }

    private static JavaCodeUnit method(JavaClasses classes, String name) {
        return classes.get(AssertingTestsIT.class).getMethod(name);
    }

    private static JavaCodeUnit codeUnit(Method test) {
        return kit.get(test.getDeclaringClass()).getMethod(test.getName(), test.getParameterTypes());
    }
}
