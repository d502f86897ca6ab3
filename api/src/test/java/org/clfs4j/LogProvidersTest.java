package org.clfs4j;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.clfs4j.inspect.LogInspector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogProvidersTest {

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    @AfterEach
    void restore() {
        Thread.currentThread().setContextClassLoader(before);
        System.clearProperty(LogProvider.PROVIDER_PROPERTY);
    }

    @Test
    void withoutAnyProviderTheMessageSaysWhatToDo() {
        assertThat(LogProvider.available()).isEmpty();
        assertThatThrownBy(LogProvider::load)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("clfs4j-impl-default");
        assertThatThrownBy(() -> LogProvider.load("plain"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("\"plain\"");
    }

    @Test
    void theOneWithTheHighestRankIsTaken() {
        provide(Plain.class.getName(), Fast.class.getName());
        assertThat(LogProvider.available()).extracting(LogProvider::name).containsExactly("fast", "plain");
        assertThat(LogProvider.load().name()).isEqualTo("fast");
        provide(Fast.class.getName(), Plain.class.getName());
        assertThat(LogProvider.load().name()).isEqualTo("fast");
    }

    @Test
    void aNameOrThePropertyPicksAnother() {
        provide(Plain.class.getName(), Fast.class.getName());
        assertThat(LogProvider.load("plain").rank()).isZero();
        System.setProperty(LogProvider.PROVIDER_PROPERTY, "plain");
        assertThat(LogProvider.load().name()).isEqualTo("plain");
        System.setProperty(LogProvider.PROVIDER_PROPERTY, "missing");
        assertThatThrownBy(LogProvider::load)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("\"missing\"")
                .hasMessageContaining("fast, plain");
    }

    @Test
    void aProviderListedTwiceIsOne() {
        provide(Plain.class.getName(), Plain.class.getName());
        assertThat(LogProvider.available()).hasSize(1);
    }

    @Test
    void providersThatCannotBeLoadedAreSkipped() {
        provide(
                "no.such.Provider",
                Throwing.class.getName(),
                TooNew.class.getName(),
                NoProvider.class.getName(),
                Plain.class.getName(),
                "no.such.Provider2",
                Fast.class.getName(),
                LinkingFails.class.getName());
        assertThat(LogProvider.available()).extracting(LogProvider::name).containsExactly("fast", "plain");
        assertThat(LogProvider.load().name()).isEqualTo("fast");
    }

    @Test
    void aSearchSaysWhatIsSkippedOnceAndWhy() {
        provide(Plain.class.getName(), TooNew.class.getName(), Fast.class.getName(), "no.such.Provider");
        ProviderSearch search = LogProvider.search();
        assertThat(search.skipped()).hasSize(2);
        assertThat(search.skipped().get(0)).contains("TooNew", "class file version");
        assertThat(search.skipped().get(1)).contains("no.such.Provider");
    }

    @Test
    void aSearchSaysWhichIsTakenAndWhy() {
        assertThat(LogProvider.search().chosen()).isEmpty();
        assertThat(LogProvider.search().reason()).contains("clfs4j-impl-default");
        provide(Plain.class.getName(), Fast.class.getName());
        assertThat(LogProvider.search().chosen().map(LogProvider::name)).contains("fast");
        assertThat(LogProvider.search().reason()).isEqualTo("the best of [fast, plain]");
        System.setProperty(LogProvider.PROVIDER_PROPERTY, "plain");
        assertThat(LogProvider.search().chosen().map(LogProvider::name)).contains("plain");
        assertThat(LogProvider.search().reason()).contains(LogProvider.PROVIDER_PROPERTY);
        System.setProperty(LogProvider.PROVIDER_PROPERTY, "missing");
        assertThat(LogProvider.search().chosen()).isEmpty();
        assertThat(LogProvider.search().found()).hasSize(2);
        assertThat(LogProvider.search().reason()).contains("\"missing\"", "fast, plain");
    }

    @Test
    void whatAProviderDoesNotTellIsSaidToBeUntold() {
        ProviderInformation untold = new Plain().information(Path.of("."));
        assertThat(untold.memory()).isEqualTo("not told");
        assertThat(untold.traits()).isEmpty();
        assertThat(untold.obstacles()).isEmpty();
    }

    @Test
    void aListThatCannotBeReadIsSkippedToo() {
        provide("not a class name!", Plain.class.getName());
        assertThat(LogProvider.available()).isEmpty();
    }

    /** Makes a class loader the context's that lists these providers and defines them itself, outside any module. */
    private static void provide(String... classNames) {
        Thread.currentThread().setContextClassLoader(new ProvidingLoader(List.of(classNames)));
    }

    private static final class ProvidingLoader extends ClassLoader {
        private static final String SERVICES = "META-INF/services/" + LogProvider.class.getName();
        private static final int MAJOR_VERSION_OFFSET = 7;
        private static final Set<String> DEFINED = Set.of(
                Named.class.getName(),
                Plain.class.getName(),
                Fast.class.getName(),
                Throwing.class.getName(),
                TooNew.class.getName(),
                NoProvider.class.getName(),
                LinkingFails.class.getName());

        private final List<String> classNames;

        ProvidingLoader(List<String> classNames) {
            super(LogProvidersTest.class.getClassLoader());
            this.classNames = classNames;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!DEFINED.contains(name)) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }

        private Class<?> define(String name) {
            UnaryOperator<byte[]> change = bytes -> {
                if (name.equals(TooNew.class.getName())) {
                    bytes[MAJOR_VERSION_OFFSET] = 120;
                }
                return bytes;
            };
            String resource = "/" + name.replace('.', '/') + ".class";
            try (InputStream in = LogProvidersTest.class.getResourceAsStream(resource)) {
                byte[] bytes = change.apply(in.readAllBytes());
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            return name.equals(SERVICES) ? Collections.enumeration(List.of(services())) : super.getResources(name);
        }

        @SuppressWarnings("deprecation") // its successor, URL.of, is newer than Java 17
        private URL services() throws IOException {
            byte[] lines = String.join("\n", classNames).getBytes(UTF_8);
            return new URL("providers", "", 0, "/" + SERVICES, new URLStreamHandler() {
                @Override
                protected URLConnection openConnection(URL url) {
                    return new URLConnection(url) {
                        @Override
                        public void connect() {}

                        @Override
                        public InputStream getInputStream() {
                            return new ByteArrayInputStream(lines);
                        }
                    };
                }
            });
        }
    }

    /** Opens nothing. */
    abstract static class Named implements LogProvider {
        private final String name;
        private final int rank;

        Named(String name, int rank) {
            this.name = name;
            this.rank = rank;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public int rank() {
            return rank;
        }

        @Override
        public LogFile open(LogName log, OpenOptions options) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void delete(LogName log) {
            throw new UnsupportedOperationException();
        }

        @Override
        public LogInspector inspect(LogName log) {
            throw new UnsupportedOperationException();
        }
    }

    public static final class Plain extends Named {
        public Plain() {
            super("plain", 0);
        }
    }

    public static final class Fast extends Named {
        public Fast() {
            super("fast", 10);
        }
    }

    public static final class Throwing extends Named {
        public Throwing() {
            super("throwing", 100);
            throw new IllegalStateException("does not work here");
        }
    }

    public static final class LinkingFails extends Named {
        public LinkingFails() {
            super("linking", 100);
            throw new NoClassDefFoundError("some/newer/Class");
        }
    }

    /** Its class file is made one of a Java that does not exist yet. */
    public static final class TooNew extends Named {
        public TooNew() {
            super("too new", 100);
        }
    }

    public static final class NoProvider {}
}
