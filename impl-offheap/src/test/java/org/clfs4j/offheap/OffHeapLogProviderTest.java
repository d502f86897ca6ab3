package org.clfs4j.offheap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.clfs4j.LogProvider;
import org.junit.jupiter.api.Test;

class OffHeapLogProviderTest {

    @Test
    void itIsFoundByNameAndPreferred() {
        LogProvider found = LogProvider.load("offheap");

        assertThat(found).isInstanceOf(OffHeapLogProvider.class);
        assertThat(found.name()).isEqualTo("offheap");
        assertThat(found.rank()).isPositive();
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
