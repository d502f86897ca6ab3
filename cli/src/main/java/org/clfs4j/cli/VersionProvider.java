package org.clfs4j.cli;

import java.lang.module.ModuleDescriptor;
import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** Tells the version of the tool and of what it runs on. */
final class VersionProvider implements IVersionProvider {

    @Override
    public String[] getVersion() {
        Optional<String> version =
                Optional.ofNullable(ClfsTool.class.getModule().getDescriptor()).flatMap(ModuleDescriptor::rawVersion)
                        .or(() -> Optional.ofNullable(ClfsTool.class.getPackage().getImplementationVersion()));
        return new String[] {
            "clfs " + version.orElse("of an unknown version"),
            "Java " + Runtime.version() + ", " + System.getProperty("os.name") + " " + System.getProperty("os.arch")
        };
    }
}
