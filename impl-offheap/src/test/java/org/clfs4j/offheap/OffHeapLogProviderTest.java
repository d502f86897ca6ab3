package org.clfs4j.offheap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.clfs4j.LogProvider;
import org.clfs4j.ProviderInformation;
import org.clfs4j.ProviderTrait;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OffHeapLogProviderTest {

    @Test
    void itIsFoundByNameAndPreferred() {
        LogProvider found = LogProvider.load("offheap");

        assertThat(found).isInstanceOf(OffHeapLogProvider.class);
        assertThat(found.name()).isEqualTo("offheap");
        assertThat(found.rank()).isPositive();
    }

    @Test
    void whatItCanDoIsToldAndNothingIsLeftBehind(@TempDir Path directory) {
        ProviderInformation information = new OffHeapLogProvider().information(directory);

        assertThat(information.files()).isEqualTo("system calls");
        assertThat(information.traits()).contains(ProviderTrait.PROMPT_RELEASE, ProviderTrait.MEMORY_SEGMENTS);
        assertThat(information.obstacles()).hasSize(ProviderTrait.values().length - information.traits().size());
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void ofADirectoryThatIsNotThereItTellsWhatDoesNotDependOnIt(@TempDir Path directory) {
        ProviderInformation information = new OffHeapLogProvider().information(directory.resolve("none"));

        assertThat(information.traits())
                .containsExactlyInAnyOrder(ProviderTrait.PROMPT_RELEASE, ProviderTrait.MEMORY_SEGMENTS);
        assertThat(information.obstacles()).singleElement().asString().contains("none is no directory");
    }

    @Test
    void moduleAndManifestFolderNameTheSameProviders() throws IOException {
        List<String> ofModule = OffHeapLogProvider.class.getModule().getDescriptor().provides().stream()
                .filter(provides -> provides.service().equals(LogProvider.class.getName()))
                .flatMap(provides -> provides.providers().stream())
                .toList();
        try (InputStream services = OffHeapLogProvider.class.getResourceAsStream("/META-INF/services/" + LogProvider.class.getName())) {
            List<String> ofClassPath = new String(services.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();

            assertThat(ofModule).containsExactly(OffHeapLogProvider.class.getName()).isEqualTo(ofClassPath);
        }
    }
}
