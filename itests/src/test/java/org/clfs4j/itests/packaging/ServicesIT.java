package org.clfs4j.itests.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.clfs4j.itests.Artifact;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The module path and the class path must find the same services: one file says it to each of them. */
class ServicesIT {

    private static final String FOLDER = "META-INF/services/";

    @ParameterizedTest
    @EnumSource
    void classPathAndModulePathFindTheSame(Artifact artifact) throws IOException {
        assertThat(onClassPath(artifact)).isEqualTo(onModulePath(artifact));
    }

    @Test
    void theProvidersAreFound() {
        assertThat(onModulePath(Artifact.IMPL_DEFAULT))
                .isEqualTo(Map.of("org.clfs4j.LogProvider", List.of("org.clfs4j.nio.NioLogProvider")));
        assertThat(onModulePath(Artifact.IMPL_OFFHEAP))
                .isEqualTo(Map.of("org.clfs4j.LogProvider", List.of("org.clfs4j.offheap.OffHeapLogProvider")));
    }

    private static Map<String, List<String>> onModulePath(Artifact artifact) {
        ModuleDescriptor descriptor =
                ModuleFinder.of(artifact.jar()).findAll().iterator().next().descriptor();
        Map<String, List<String>> services = new HashMap<>();
        descriptor.provides().forEach(provides -> services.put(provides.service(), provides.providers()));
        return services;
    }

    private static Map<String, List<String>> onClassPath(Artifact artifact) throws IOException {
        Map<String, List<String>> services = new HashMap<>();
        try (JarFile jar = new JarFile(artifact.jar().toFile())) {
            for (ZipEntry entry : jar.stream().toList()) {
                if (entry.getName().startsWith(FOLDER) && !entry.isDirectory()) {
                    services.put(entry.getName().substring(FOLDER.length()), providers(jar, entry));
                }
            }
        }
        return services;
    }

    private static List<String> providers(JarFile jar, ZipEntry entry) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .toList();
        }
    }
}
