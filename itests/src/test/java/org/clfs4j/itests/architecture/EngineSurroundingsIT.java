package org.clfs4j.itests.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.AccessibleObject;
import java.nio.channels.Channel;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Files, time and randomness are parameters of the engine: only its seam {@code core.io} touches the real ones. */
class EngineSurroundingsIT {

    private static final String SEAM = "org.clfs4j.core.io";

    private static JavaClasses engine;

    @BeforeAll
    static void readClassFiles() throws IOException {
        engine = EngineClasses.read();
    }

    @Test
    void onlyTheSeamTouchesFiles() {
        // Allowed: a Path, which only names, and the exceptions by which the seam says what failed.
        noClasses()
                .that()
                .resideOutsideOfPackage(SEAM)
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.nio.file..")
                        .and(nameMatching("(?!java\\.nio\\.file\\.(Path|\\w+Exception)$).*"))
                        .or(assignableTo(Channel.class))
                        .or(assignableTo(File.class))
                        .or(nameMatching("java\\.io\\.(File|RandomAccess).*")))
                .check(engine);
    }

    @Test
    void onlyTheSeamReadsClocks() {
        noClasses()
                .that()
                .resideOutsideOfPackage(SEAM)
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .dependOnClassesThat(assignableTo(Clock.class))
                .check(engine);
    }

    @Test
    void onlyTheSeamIsRandom() {
        noClasses()
                .that()
                .resideOutsideOfPackage(SEAM)
                .should()
                .dependOnClassesThat(assignableTo(RandomGenerator.class))
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .check(engine);
    }

    @Test
    void nothingReachesBehindTheModuleSystem() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage("sun..", "com.sun..", "jdk.internal.."))
                .orShould()
                .dependOnClassesThat(assignableTo(AccessibleObject.class))
                .check(engine);
    }
}
