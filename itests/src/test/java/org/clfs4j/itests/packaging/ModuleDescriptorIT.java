package org.clfs4j.itests.packaging;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.clfs4j.itests.Artifact;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pins what each jar is for the module system. */
class ModuleDescriptorIT {

    @ParameterizedTest
    @EnumSource
    void descriptorIsTheCommittedOne(Artifact artifact) throws IOException {
        Golden.check(artifact.id() + ".module.txt", describe(descriptor(artifact)));
    }

    @ParameterizedTest
    @EnumSource
    void descriptorIsWrittenByHand(Artifact artifact) {
        ModuleDescriptor descriptor = descriptor(artifact);
        assertThat(descriptor.isAutomatic()).isFalse();
        assertThat(descriptor.isOpen()).isFalse();
    }

    private static ModuleDescriptor descriptor(Artifact artifact) {
        Collection<ModuleReference> modules = ModuleFinder.of(artifact.jar()).findAll();
        assertThat(modules).hasSize(1);
        return modules.iterator().next().descriptor();
    }

    private static List<String> describe(ModuleDescriptor descriptor) {
        TreeSet<String> lines = new TreeSet<>();
        TreeSet<String> hidden = new TreeSet<>(descriptor.packages());
        descriptor.exports().forEach(exports -> {
            hidden.remove(exports.source());
            lines.add("exports " + exports.source() + to(exports.targets()));
        });
        descriptor.opens().forEach(opens -> lines.add("opens " + opens.source() + to(opens.targets())));
        descriptor.requires().forEach(requires -> lines.add("requires " + modifiers(requires) + requires.name()));
        descriptor.uses().forEach(service -> lines.add("uses " + service));
        descriptor.provides()
                .forEach(provides -> lines.add("provides " + provides.service() + " with "
                        + String.join(", ", provides.providers())));
        hidden.forEach(name -> lines.add("hides " + name));
        List<String> all = new ArrayList<>();
        all.add("module " + descriptor.name());
        all.addAll(lines);
        return all;
    }

    private static String to(Collection<String> targets) {
        return targets.isEmpty() ? "" : " to " + String.join(", ", new TreeSet<>(targets));
    }

    private static String modifiers(ModuleDescriptor.Requires requires) {
        return requires.modifiers().stream()
                .sorted()
                .map(modifier -> modifier.toString().toLowerCase() + " ")
                .collect(joining());
    }
}
