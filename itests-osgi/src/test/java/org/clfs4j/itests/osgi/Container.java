package org.clfs4j.itests.osgi;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.inject.Inject;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.options.UrlProvisionOption;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * A framework with all bundles, in which the tests of a class run: the one that Failsafe has put on the class path.
 *
 * <p>The class is loaded twice: outside, to say what is in the framework, and inside, to test it.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public abstract class Container {

    static final String API = "org.clfs4j.api";
    static final String ALLOCATOR_SPI = "org.clfs4j.allocator";
    static final String IMPL_DEFAULT = "org.clfs4j.nio";
    static final String IMPL_OFFHEAP = "org.clfs4j.offheap";
    static final String ALLOCATOR_NETTY = "org.clfs4j.allocator.netty";
    static final String ALLOCATOR_NATIVE = "org.clfs4j.allocator.foreign";
    static final String OSGI = "org.clfs4j.osgi";
    static final String GOGO = "org.clfs4j.osgi.gogo";

    private static final int JAVA_OF_FOREIGN_MEMORY = 25;

    /** Where the jars are that the framework is made of. */
    private static final String BUNDLES = "clfs4j.bundles";

    /** What the framework is called, as Failsafe was told. */
    static final String CONTAINER = "clfs4j.container";

    /** Where tests may write. */
    private static final String WORK = "clfs4j.work";

    @Inject
    BundleContext context;

    @Inject
    ConfigurationAdmin configurations;

    /** Returns what is installed: all that was copied, and JUnit. */
    @Configuration
    public Option[] bundles() {
        return isKaraf()
                ? with(jarsIn(""), Karaf.options())
                : with(
                        jarsIn(""),
                        junitBundles(),
                        frameworkProperty("org.ops4j.pax.logging.DefaultServiceLog.level").value("WARN"));
    }

    static boolean isKaraf() {
        return System.getProperty(CONTAINER).equals("Karaf");
    }

    /** Returns options that install jars, and others. */
    final Option[] with(List<File> jars, Option... others) {
        List<Option> options = new ArrayList<>(List.of(others));
        for (File jar : jars) {
            boolean wanted = isKaraf() ? !Karaf.brings(jar) : !Karaf.lacks(jar);
            if (wanted && (hasForeignMemory() || !needsForeignMemory(jar))) {
                UrlProvisionOption option = bundle(jar.toURI().toString());
                options.add(weaves(jar) ? option.startLevel(1) : option);
            }
        }
        return options.toArray(Option[]::new);
    }

    /** Returns the jars in a folder beside those that are always installed. */
    static List<File> jarsIn(String folder) {
        File[] jars = new File(System.getProperty(BUNDLES), folder).listFiles(file -> file.getName().endsWith(".jar"));
        Arrays.sort(jars);
        return List.of(jars);
    }

    static boolean hasForeignMemory() {
        return Runtime.version().feature() >= JAVA_OF_FOREIGN_MEMORY;
    }

    private static boolean needsForeignMemory(File jar) {
        return jar.getName().equals("clfs4j-impl-offheap.jar") || jar.getName().equals("clfs4j-allocator-native.jar");
    }

    /** What changes classes when they are loaded must be there first. */
    private static boolean weaves(File jar) {
        return jar.getName().contains("spifly") || jar.getName().startsWith("asm");
    }

    static Path jar(String artifact) {
        return Path.of(System.getProperty(BUNDLES), artifact + ".jar");
    }

    Bundle bundleOf(String symbolicName) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("There is no bundle " + symbolicName));
    }

    /** Returns a folder of its own for this test class in this framework. */
    Path folder(String name) throws IOException {
        String here = System.getProperty(CONTAINER) + "-" + Runtime.version().feature();
        Path folder = Path.of(System.getProperty(WORK), here, getClass().getSimpleName(), name);
        Folders.empty(folder);
        return folder;
    }
}
