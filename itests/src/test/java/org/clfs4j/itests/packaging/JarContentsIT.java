package org.clfs4j.itests.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.clfs4j.itests.Artifact;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is in each jar, and that it is the same thing for a reader, the module system and an OSGi framework. */
class JarContentsIT {

    private static final Path LICENSE = Path.of("..", "LICENSE");
    private static final Pattern EXECUTION_ENVIRONMENT =
            Pattern.compile("osgi\\.ee;filter:=\"\\(&\\(osgi\\.ee=JavaSE\\)\\(version=(\\d+)\\)\\)\"");
    private static final Pattern EXPECTED = Pattern.compile("META-INF/MANIFEST\\.MF|META-INF/LICENSE"
            + "|META-INF/maven/org\\.clfs4j/[^/]+/pom\\.(xml|properties)"
            + "|META-INF/services/org\\.clfs4j\\.[^/]+"
            + "|OSGI-INF/(metatype/)?org\\.clfs4j\\.[^/]+\\.xml"
            + "|module-info\\.class"
            + "|org/clfs4j/.+");

    /** Where a class file says its version, and how far that is from the Java version. */
    private static final int MAJOR_VERSION = 6;

    private static final int FIRST_MAJOR_VERSION = 44;

    @ParameterizedTest
    @EnumSource
    void everyJarIsABundleAndAModuleOfTheSameNameAndSaysWhatItIs(Artifact artifact) throws IOException {
        try (JarFile jar = new JarFile(artifact.jar().toFile())) {
            Attributes headers = jar.getManifest().getMainAttributes();
            ModuleDescriptor module = module(artifact);

            assertThat(headers.getValue("Bundle-ManifestVersion")).isEqualTo("2");
            assertThat(headers.getValue("Bundle-SymbolicName")).isEqualTo(module.name());
            assertThat(headers.getValue("Bundle-Version"))
                    .isEqualTo(module.rawVersion().orElseThrow().replace("-SNAPSHOT", ".SNAPSHOT"));
            assertThat(headers.getValue("Bundle-Name")).startsWith("clfs4j ");
            assertThat(headers.getValue("Bundle-Description")).endsWith(".");
            assertThat(headers.getValue("Bundle-License")).startsWith("Apache-2.0;");
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyJarCarriesTheLicence(Artifact artifact) throws IOException {
        try (JarFile jar = new JarFile(artifact.jar().toFile())) {
            ZipEntry license = jar.getEntry("META-INF/LICENSE");

            assertThat(license).isNotNull();
            assertThat(jar.getInputStream(license)).hasBinaryContent(Files.readAllBytes(LICENSE));
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsInItThatDoesNotBelongThere(Artifact artifact) throws IOException {
        try (JarFile jar = new JarFile(artifact.jar().toFile())) {
            assertThat(jar.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName))
                    .allMatch(name -> EXPECTED.matcher(name).matches())
                    .contains("module-info.class");
        }
    }

    @Test
    void noPackageIsInTwoJars() {
        Map<String, Artifact> owners = new HashMap<>();
        List<String> split = new ArrayList<>();
        for (Artifact artifact : Artifact.values()) {
            for (String name : module(artifact).packages()) {
                Artifact other = owners.put(name, artifact);
                if (other != null) {
                    split.add(name + " in " + other + " and " + artifact);
                }
            }
        }
        assertThat(split).isEmpty();
        assertThat(owners).isNotEmpty();
    }

    /** An older Java then leaves the bundle alone, and a newer one does not. */
    @ParameterizedTest
    @EnumSource
    void theJavaThatTheBundleRequiresIsTheOneOfItsClasses(Artifact artifact) throws IOException {
        try (JarFile jar = new JarFile(artifact.jar().toFile())) {
            String required = jar.getManifest().getMainAttributes().getValue("Require-Capability");
            Matcher environment = EXECUTION_ENVIRONMENT.matcher(required);
            assertThat(environment.find()).as(required).isTrue();
            int java = Integer.parseInt(environment.group(1));

            for (ZipEntry entry : classes(jar)) {
                byte[] bytes = jar.getInputStream(entry).readAllBytes();
                assertThat((bytes[MAJOR_VERSION] << Byte.SIZE | bytes[MAJOR_VERSION + 1] & 0xFF) - FIRST_MAJOR_VERSION)
                        .as(entry.getName())
                        .isEqualTo(java);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void nativeAccessIsDeclaredByThoseWhoCallNativeFunctions(Artifact artifact) throws IOException {
        try (JarFile jar = new JarFile(artifact.jar().toFile())) {
            boolean linking = false;
            for (ZipEntry entry : classes(jar)) {
                String constants = new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.ISO_8859_1);
                linking |= constants.contains("java/lang/foreign/Linker");
            }
            assertThat(jar.getManifest().getMainAttributes().getValue("Enable-Native-Access"))
                    .isEqualTo(linking ? "ALL-UNNAMED" : null);
        }
    }

    /** The descriptor is read by any Java, so that it may be of an older one than the classes. */
    private static List<ZipEntry> classes(JarFile jar) {
        List<ZipEntry> classes = new ArrayList<>();
        jar.stream()
                .filter(entry -> entry.getName().endsWith(".class") && !entry.getName().equals("module-info.class"))
                .forEach(classes::add);
        assertThat(classes).isNotEmpty();
        return classes;
    }

    private static ModuleDescriptor module(Artifact artifact) {
        return ModuleFinder.of(artifact.jar()).findAll().iterator().next().descriptor();
    }
}
