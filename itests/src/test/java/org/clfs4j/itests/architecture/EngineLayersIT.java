package org.clfs4j.itests.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the engine's layers to their one direction, by reading its class files. */
class EngineLayersIT {

    private static final String ENGINE = "org.clfs4j.core";

    /** Each layer and what it may use. The facade, {@code org.clfs4j.core} itself, may use all. */
    private static final Map<String, List<String>> MAY_USE = Map.of(
            "format", List.of(),
            "io", List.of(),
            "block", List.of("format", "io"),
            "baselog", List.of("format", "io"),
            "container", List.of("format", "io", "block", "baselog"),
            "stream", List.of("format", "io", "block", "baselog", "container"),
            "recovery", List.of("format", "io", "block", "baselog", "container", "stream"),
            "marshal", List.of("format", "io", "block", "baselog", "container", "stream"),
            "inspect", List.of("format", "io", "block", "baselog", "container", "stream", "recovery"));

    private static JavaClasses engine;

    @BeforeAll
    static void readClassFiles() throws IOException {
        engine = EngineClasses.read();
    }

    static Set<String> layers() {
        return new TreeSet<>(MAY_USE.keySet());
    }

    @Test
    void everyPackageIsALayer() {
        Set<String> packages = new TreeSet<>();
        engine.forEach(each -> packages.add(each.getPackageName()));
        packages.remove(ENGINE);
        assertThat(packages).isEqualTo(new TreeSet<>(
                layers().stream().map(layer -> ENGINE + "." + layer).toList()));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void layerLooksDownOnly(String layer) {
        String[] forbidden = layers().stream()
                .filter(other -> !other.equals(layer) && !MAY_USE.get(layer).contains(other))
                .map(other -> ENGINE + "." + other)
                .toArray(String[]::new);
        String[] withFacade = Arrays.copyOf(forbidden, forbidden.length + 1);
        withFacade[forbidden.length] = ENGINE;
        noClasses()
                .that(resideInAPackage(ENGINE + "." + layer))
                .should()
                .dependOnClassesThat(resideInAnyPackage(withFacade))
                .check(engine);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(ENGINE + ".(*)").should().beFreeOfCycles().check(engine);
    }
}
