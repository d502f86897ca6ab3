package org.clfs4j.osgi.webconsole;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.clfs4j.osgi.webconsole.load.LoadActivator;

/** Packs the load as a bundle. */
final class LoadBundle {

    private static final String PACKAGE = LoadActivator.class.getPackageName().replace('.', '/') + "/";

    private LoadBundle() {}

    static Path pack(Path jar) throws IOException {
        Path classes = Path.of("target", "test-classes", PACKAGE);
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest());
                DirectoryStream<Path> all = Files.newDirectoryStream(classes, "*.class")) {
            for (Path each : all) {
                out.putNextEntry(new ZipEntry(PACKAGE + each.getFileName()));
                Files.copy(each, out);
                out.closeEntry();
            }
        }
        return jar;
    }

    private static Manifest manifest() {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", LoadActivator.class.getPackageName());
        headers.putValue("Bundle-Activator", LoadActivator.class.getName());
        headers.putValue(
                "Import-Package",
                "org.clfs4j,org.clfs4j.allocator,org.clfs4j.error,org.osgi.framework,org.osgi.service.cm,org.osgi.util.tracker");
        return manifest;
    }
}
