package org.clfs4j.itests.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import aQute.bnd.osgi.Constants;
import aQute.bnd.osgi.Jar;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.clfs4j.itests.Stranger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.annotation.versioning.ConsumerType;

/** Which changes need which version, shown by a package with an interface for clients and one for providers. */
class ApiSignatureTest {

    private static final String CALLBACK = "@ConsumerType public interface Callback { void called(); %s }";
    private static final String SERVICE =
            "@ProviderType public interface Service { String NAME = \"a\\\\b\\nc\"; void serve(); %s }";

    @TempDir
    Path folder;

    private int jars;

    @Test
    void nothingIsWrongWithAnUnchangedPackage() throws Exception {
        assertThat(api("1.0.0", "", "").problemsSince(api("1.0.0", "", ""))).isEmpty();
    }

    @Test
    void aMethodMoreInAnInterfaceForClientsNeedsAMajorVersion() throws Exception {
        ApiSignature changed = api("1.1.0", "void alsoCalled();", "");

        assertThat(changed.problemsSince(api("1.0.0", "", "")))
                .singleElement()
                .asString()
                .contains("package acme is of version 1.1.0 and has to be of version 2.0.0", "alsoCalled()");
        assertThat(api("2.0.0", "void alsoCalled();", "").problemsSince(api("1.0.0", "", ""))).isEmpty();
    }

    @Test
    void aMethodMoreInAnInterfaceForProvidersNeedsAMinorVersion() throws Exception {
        ApiSignature changed = api("1.0.0", "", "void serveMore();");

        assertThat(changed.problemsSince(api("1.0.0", "", "")))
                .singleElement()
                .asString()
                .contains("package acme is of version 1.0.0 and has to be of version 1.1.0", "serveMore()");
        assertThat(api("1.1.0", "", "void serveMore();").problemsSince(api("1.0.0", "", ""))).isEmpty();
    }

    @Test
    void aMethodLessNeedsAMajorVersion() throws Exception {
        assertThat(api("1.9.0", "", "").problemsSince(api("1.0.0", "", "void serveMore();")))
                .singleElement()
                .asString()
                .contains("has to be of version 2.0.0", "serveMore()");
    }

    @Test
    void anotherParameterTypeNeedsAMajorVersion() throws Exception {
        assertThat(api("1.1.0", "", "void put(int a);").problemsSince(api("1.0.0", "", "void put(long a);")))
                .singleElement()
                .asString()
                .contains("has to be of version 2.0.0");
    }

    @Test
    void aPackageThatIsGoneIsNamed() throws Exception {
        assertThat(export("").problemsSince(api("1.0.0", "", ""))).containsExactly("package acme 1.0.0 is gone");
    }

    @Test
    void aNewPackageMayHaveAnyVersion() throws Exception {
        assertThat(api("1.0.0", "", "").problemsSince(export(""))).isEmpty();
    }

    @Test
    void textSaysAllOfIt() throws Exception {
        List<String> lines = api("1.0.0", "", "void serveMore();").lines();
        ApiSignature read = ApiSignature.parse(lines);

        assertThat(lines).anyMatch(line -> line.endsWith(" serveMore()")).anyMatch(line -> line.contains("a\\\\b\\nc"));
        assertThat(read.lines()).isEqualTo(lines);
        assertThat(read.problemsSince(api("1.0.0", "", "void serveMore();"))).isEmpty();
        assertThat(api("1.0.0", "", "").problemsSince(read)).hasSize(1);
    }

    private ApiSignature api(String version, String inCallback, String inService) throws Exception {
        return export("acme;version=\"" + version + "\"", CALLBACK.formatted(inCallback), SERVICE.formatted(inService));
    }

    private ApiSignature export(String header, String... types) throws Exception {
        Path sources = Files.createDirectory(folder.resolve("sources" + ++jars));
        Path classes = Files.createDirectory(folder.resolve("classes" + jars));
        for (String type : types) {
            String name = type.replaceFirst(".* interface (\\w+) .*", "$1");
            Path file = Files.writeString(
                    sources.resolve(name + ".java"), "package acme; import org.osgi.annotation.versioning.*; " + type);
            assertThat(Stranger.compile(classes, List.of("--class-path", classes + ":" + annotations()), file)).isEmpty();
        }
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        manifest.getMainAttributes().putValue(Constants.BUNDLE_SYMBOLICNAME, "acme");
        if (!header.isEmpty()) {
            manifest.getMainAttributes().putValue(Constants.EXPORT_PACKAGE, header);
        }
        try (Jar jar = new Jar("acme", classes.toFile())) {
            jar.setManifest(manifest);
            return ApiSignature.of(jar);
        }
    }

    private static Path annotations() throws IOException, URISyntaxException {
        return Path.of(ConsumerType.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
