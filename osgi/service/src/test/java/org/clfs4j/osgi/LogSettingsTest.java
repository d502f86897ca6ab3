package org.clfs4j.osgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.clfs4j.Access;
import org.clfs4j.LogKind;
import org.clfs4j.OpenOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogSettingsTest {

    private static final Path LOG = Path.of("logs", "wal").toAbsolutePath();

    /** Reads a configuration as the framework does: what was not written has its default, what is of a wrong type throws. */
    private static LogSettings read(Map<String, Object> raw) throws BadConfigurationException {
        InvocationHandler values = (proxy, method, arguments) -> {
            Object value = raw.getOrDefault(method.getName().replace('_', '.'), method.getDefaultValue());
            if (!method.getReturnType().isArray() && value instanceof String && method.getReturnType() != String.class) {
                throw new IllegalStateException("no " + method.getReturnType() + ": " + value);
            }
            return value;
        };
        LogConfiguration configuration = (LogConfiguration) Proxy.newProxyInstance(
                LogSettingsTest.class.getClassLoader(), new Class<?>[] {LogConfiguration.class, Annotation.class}, values);
        return LogSettings.of(configuration, raw);
    }

    private static Map<String, Object> with(String key, Object value) {
        Map<String, Object> raw = new HashMap<>();
        raw.put("name", LOG.toString());
        raw.put(key, value);
        return raw;
    }

    @Test
    void aNameIsEnough() throws BadConfigurationException {
        LogSettings settings = read(Map.of("name", LOG.toString()));

        assertThat(settings.name().path()).isEqualTo(LOG);
        assertThat(settings.name().kind()).isEqualTo(LogKind.DEDICATED);
        assertThat(settings.streams()).isEmpty();
        assertThat(settings.containers()).isEqualTo(4);
        assertThat(settings.containerSize()).isEqualTo(16 << 20);
        assertThat(settings.provider()).isEmpty();
        assertThat(settings.allocator()).isEmpty();
        assertThat(settings.options()).isEqualTo(OpenOptions.openAlways().share(Access.READ));
    }

    @Test
    void aRelativePathIsThatOfTheProcess() throws BadConfigurationException {
        assertThat(read(with("name", "logs/../logs/wal")).name().path()).isEqualTo(LOG);
    }

    @Test
    void everythingIsTakenOver() throws BadConfigurationException {
        Map<String, Object> raw = with("name", " log:" + LOG + ":: ");
        raw.put("streams", new String[] {"orders", "stock", "orders"});
        raw.put("containers", 7);
        raw.put("container.size", 1L << 20);
        raw.put("sector.size", 4096);
        raw.put("archive", true);
        raw.put("flush.threshold", 4096);
        raw.put("check.old.blocks", false);
        raw.put("share", new String[] {"READ,WRITE", " DELETE "});
        raw.put("provider", "offheap");
        raw.put("allocator", "mmap-locked");

        LogSettings settings = read(raw);

        assertThat(settings.name().kind()).isEqualTo(LogKind.MULTIPLEXED);
        assertThat(settings.streams()).containsExactly("orders", "stock");
        assertThat(settings.containers()).isEqualTo(7);
        assertThat(settings.containerSize()).isEqualTo(1 << 20);
        assertThat(settings.provider()).contains("offheap");
        assertThat(settings.allocator()).contains("mmap-locked");
        assertThat(settings.options())
                .isEqualTo(OpenOptions.openAlways()
                        .share(EnumSet.allOf(Access.class).toArray(Access[]::new))
                        .sectorSize(4096)
                        .archive(true)
                        .flushThreshold(4096)
                        .checkOldBlocks(false));
    }

    @Test
    void nothingSharedIsExclusive() throws BadConfigurationException {
        assertThat(read(with("share", new String[] {""})).options().share()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "name, '', name is missing",
        "name, '::x', needs a file name",
        "containers, many, 'containers must be a number from 2 to 1023, found \"many\"'",
        "container.size, big, 'container.size must be a number of bytes from 1 to'",
        "sector.size, 1 KiB, 'sector.size must be a power of two from 512 to 65536, found \"1 KiB\"'",
        "archive, perhaps, 'archive must be true or false, found \"perhaps\"'",
        "flush.threshold, none, 'flush.threshold must be a number of bytes, at least 1, found \"none\"'",
        "provider, (a=b), 'provider must be a name of letters, digits, dots, hyphens and underscores, found \"(a=b)\"'",
        "allocator, *, 'allocator must be a name of letters'",
    })
    void whatIsNotAcceptableIsNamedWithWhatWasExpectedAndFound(String key, String value, String sentence) {
        assertThatThrownBy(() -> read(with(key, value)))
                .isInstanceOf(BadConfigurationException.class)
                .hasMessageContaining(sentence);
    }

    @ParameterizedTest
    @CsvSource({"containers, 1", "containers, 1024", "sector.size, 256", "sector.size, 1000", "sector.size, 131072"})
    void numbersOutOfRangeAreNotAcceptable(String key, int value) {
        assertThatThrownBy(() -> read(with(key, value)))
                .isInstanceOf(BadConfigurationException.class)
                .hasMessageStartingWith(key + " must be")
                .hasMessageEndingWith("found \"" + value + "\"");
    }

    @Test
    void streamsNeedAMultiplexedLog() {
        assertThatThrownBy(() -> read(with("streams", new String[] {"orders"})))
                .hasMessageContaining("streams are those of a multiplexed log");
        Map<String, Object> raw = with("streams", new String[] {"orders"});
        raw.put("name", LOG + "::stock");
        assertThatThrownBy(() -> read(raw)).hasMessageContaining("streams are those of a multiplexed log");
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        Map<String, Object> raw = with("name", "");
        raw.put("containers", 0);
        raw.put("share", new String[] {"READ", "ALL"});

        assertThatThrownBy(() -> read(raw))
                .message()
                .satisfies(message -> assertThat(List.of(message.split("; "))).anyMatch(each -> each.startsWith("name")))
                .contains("containers must be", "share must be any of READ, WRITE and DELETE, found \"ALL\"");
    }
}
