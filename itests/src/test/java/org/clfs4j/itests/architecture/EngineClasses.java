package org.clfs4j.itests.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.util.jar.JarFile;
import org.clfs4j.itests.Artifact;

/** The engine as its class files describe it; the module descriptor, which is in no package, is left out. */
final class EngineClasses {

    private EngineClasses() {}

    static JavaClasses read() throws IOException {
        try (JarFile jar = new JarFile(Artifact.CORE.jar().toFile())) {
            return new ClassFileImporter()
                    .withImportOption(location -> !location.contains("module-info"))
                    .importJar(jar);
        }
    }
}
