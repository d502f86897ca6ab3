package org.clfs4j.itests.osgi;

import static org.ops4j.pax.exam.CoreOptions.systemProperty;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.configureConsole;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.karafDistributionConfiguration;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.keepRuntimeFolder;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.logLevel;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.karaf.options.LogLevelOption.LogLevel;

/** Karaf as it comes from its makers, in a process of its own. */
final class Karaf {

    /** What it brings itself. */
    private static final List<String> OWN = List.of(
            "org.apache.felix.configadmin.jar",
            "org.apache.felix.eventadmin.jar",
            "org.apache.felix.gogo.runtime.jar",
            "org.apache.felix.metatype.jar",
            "org.osgi.service.log.jar",
            "org.osgi.util.function.jar",
            "org.osgi.util.promise.jar");

    /** What the other frameworks export themselves. */
    private static final List<String> LACKING = List.of("org.osgi.service.condition.jar");

    /** What the tests inside are told by system properties. */
    private static final List<String> PASSED_ON = List.of(
            "clfs4j.bundles",
            "clfs4j.container",
            "clfs4j.work",
            "clfs4j.conformance.build",
            "clfs4j.conformance.results");

    private Karaf() {}

    static boolean brings(File jar) {
        return OWN.contains(jar.getName());
    }

    /** Tells whether it needs a jar that is too much in the other frameworks. */
    static boolean lacks(File jar) {
        return LACKING.contains(jar.getName());
    }

    static Option[] options() {
        List<Option> options = new ArrayList<>(List.of(
                karafDistributionConfiguration()
                        .frameworkUrl(new File(System.getProperty("clfs4j.karaf")).toURI().toString())
                        .name("Apache Karaf")
                        .unpackDirectory(new File("target/karaf"))
                        .useDeployFolder(false),
                keepRuntimeFolder(),
                configureConsole().ignoreLocalConsole().ignoreRemoteShell(),
                logLevel(LogLevel.WARN),
                editConfigurationFilePut(
                        "etc/org.ops4j.pax.url.mvn.cfg",
                        "org.ops4j.pax.url.mvn.localRepository",
                        System.getProperty("maven.repo.local"))));
        PASSED_ON.forEach(name -> options.add(systemProperty(name).value(System.getProperty(name))));
        return options.toArray(Option[]::new);
    }
}
