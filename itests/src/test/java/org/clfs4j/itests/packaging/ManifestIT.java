package org.clfs4j.itests.packaging;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.clfs4j.itests.Artifact;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pins what each jar is for an OSGi framework. */
class ManifestIT {

    private static final List<String> HEADERS = List.of(
            "Bundle-SymbolicName",
            "Bundle-Activator",
            "Fragment-Host",
            "Export-Package",
            "Import-Package",
            "DynamicImport-Package",
            "Require-Bundle",
            "Provide-Capability",
            "Require-Capability",
            "Private-Package",
            "Service-Component",
            "Automatic-Module-Name",
            "Multi-Release",
            "Main-Class");

    @ParameterizedTest
    @EnumSource
    void headersAreTheCommittedOnes(Artifact artifact) throws IOException {
        List<String> lines = new ArrayList<>();
        try (JarFile jar = new JarFile(artifact.jar().toFile())) {
            Attributes headers = jar.getManifest().getMainAttributes();
            for (String name : HEADERS) {
                String value = headers.getValue(name);
                if (value != null) {
                    lines.add(name);
                    HeaderClauses.of(value).forEach(clause -> lines.add("  " + clause));
                }
            }
        }
        Golden.check(artifact.id() + ".manifest.txt", lines);
    }
}
