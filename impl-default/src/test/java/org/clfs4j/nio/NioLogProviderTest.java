package org.clfs4j.nio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.clfs4j.LogProvider;
import org.clfs4j.ProviderInformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NioLogProviderTest {

    @Test
    void itIsFoundByNameAndIsThePortableOne() {
        LogProvider found = LogProvider.load("default");

        assertThat(found).isInstanceOf(NioLogProvider.class);
        assertThat(found.name()).isEqualTo("default");
        assertThat(found.rank()).isZero();
    }

    @Test
    void nothingIsInItsWay(@TempDir Path directory) {
        ProviderInformation information = LogProvider.load("default").information(directory);

        assertThat(information.memory()).contains("garbage collector");
        assertThat(information.files()).contains("java.nio");
        assertThat(information.traits()).isEmpty();
        assertThat(information.obstacles()).isEmpty();
    }

    @Test
    void moduleAndManifestFolderNameTheSameProviders() throws IOException {
        List<String> ofModule = NioLogProvider.class.getModule().getDescriptor().provides().stream()
                .filter(provides -> provides.service().equals(LogProvider.class.getName()))
                .flatMap(provides -> provides.providers().stream())
                .toList();
        try (InputStream services = NioLogProvider.class.getResourceAsStream("/META-INF/services/" + LogProvider.class.getName())) {
            List<String> ofClassPath = new String(services.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();

            assertThat(ofModule).containsExactly(NioLogProvider.class.getName()).isEqualTo(ofClassPath);
        }
    }
}
