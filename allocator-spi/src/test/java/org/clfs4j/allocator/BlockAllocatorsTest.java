package org.clfs4j.allocator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlockAllocatorsTest {

    private static final int MAJOR_VERSION_OFFSET = 7;

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    @TempDir
    Path folder;

    @AfterEach
    void restore() throws IOException {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(before);
        if (context instanceof ProvidingLoader) {
            ((ProvidingLoader) context).close();
        }
    }

    @Test
    void theBuiltInOnesAreAlwaysThere() {
        assertThat(BlockAllocators.all()).extracting(AllocatorProvider::name).containsExactly("heap", "direct");
        assertThat(BlockAllocators.available()).isEqualTo(BlockAllocators.all());
        assertThat(BlockAllocators.load("heap")).isSameAs(BlockAllocators.load("heap"));
        assertThat(allocate("heap").isDirect()).isFalse();
        assertThat(allocate("direct").isDirect()).isTrue();
    }

    @Test
    void theBuiltInOnesPromiseWhatTheyAre() {
        for (PoolType type : PoolType.values()) {
            Set<BlockTrait> heap = type.alignment() > 8 ? Set.of() : Set.of(BlockTrait.HEAP);
            assertThat(BlockAllocators.all())
                    .extracting(provider -> provider.promise(type))
                    .containsExactly(heap, Set.of(BlockTrait.DIRECT));
        }
        assertThat(BlockAllocators.all())
                .extracting(AllocatorProvider::description)
                .allMatch(description -> description.contains("Java heap"));
    }

    @Test
    void onesThatAreProvidedAreFoundByName() throws Exception {
        provide(Working.class, Another.class);
        assertThat(BlockAllocators.available())
                .extracting(AllocatorProvider::name)
                .containsExactly("heap", "direct", "another", "working");
        assertThat(allocate("working").capacity()).isEqualTo(512);
    }

    @Test
    void oneListedTwiceIsOne() throws Exception {
        provide(Working.class, Working.class);
        assertThat(BlockAllocators.all()).hasSize(3);
    }

    @Test
    void anUnknownNameIsRefusedWithTheKnownOnes() throws Exception {
        provide(Working.class);
        assertThatThrownBy(() -> BlockAllocators.load("missing"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("There is no allocator named \"missing\"; there are: [heap, direct, working]");
    }

    @Test
    void oneThatDoesNotWorkHereSaysWhy() throws Exception {
        provide(Hindered.class, Working.class);
        assertThat(BlockAllocators.available()).extracting(AllocatorProvider::name).doesNotContain("hindered");
        assertThat(BlockAllocators.all()).extracting(AllocatorProvider::name).contains("hindered");
        assertThatThrownBy(() -> BlockAllocators.load("hindered"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The allocator \"hindered\" does not work here: libexample.so is missing; install it");
    }

    @Test
    void oneThatFailsWhenAskedDoesNotWorkHere() throws Exception {
        provide(FailingWhenAsked.class, Working.class);
        assertThat(BlockAllocators.available())
                .extracting(AllocatorProvider::name)
                .containsExactly("heap", "direct", "working");
        assertThatThrownBy(() -> BlockAllocators.load("failing"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("\"failing\" does not work here: it threw java.lang.NoClassDefFoundError: some/Newer");
    }

    @Test
    void anotherOfTheSameNameThatWorksIsTaken() throws Exception {
        provide(Hindered.class, Helping.class);
        assertThat(allocate("hindered").capacity()).isEqualTo(512);
    }

    @Test
    void onesThatCannotBeLoadedAreSkipped() throws Exception {
        provide(Throwing.class, TooNew.class, NoProvider.class, Working.class);
        assertThat(BlockAllocators.all())
                .extracting(AllocatorProvider::name)
                .containsExactly("heap", "direct", "working");
    }

    private static ByteBuffer allocate(String name) {
        return BlockAllocators.load(name).allocate(PoolType.PAGED, 512, 1, PoolTag.DEFAULT);
    }

    /** Makes a class loader the context's that lists these providers and defines them itself, outside any module. */
    private void provide(Class<?>... providers) throws IOException {
        for (Class<?> each : BlockAllocatorsTest.class.getDeclaredClasses()) {
            String file = each.getName().replace('.', '/') + ".class";
            byte[] bytes;
            try (InputStream in = BlockAllocatorsTest.class.getResourceAsStream("/" + file)) {
                bytes = in.readAllBytes();
            }
            if (each == TooNew.class) {
                bytes[MAJOR_VERSION_OFFSET] = 120;
            }
            Path copy = folder.resolve(file);
            Files.createDirectories(copy.getParent());
            Files.write(copy, bytes);
        }
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.write(
                services.resolve(AllocatorProvider.class.getName()),
                List.of(providers).stream().map(Class::getName).toList());
        Thread.currentThread().setContextClassLoader(new ProvidingLoader(folder.toUri().toURL()));
    }

    private static final class ProvidingLoader extends URLClassLoader {
        ProvidingLoader(URL folder) {
            super(new URL[] {folder}, BlockAllocatorsTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(BlockAllocatorsTest.class.getName() + "$")) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : findClass(name);
        }
    }

    /** Gives heap memory, if nothing is in the way. */
    abstract static class Named implements AllocatorProvider {
        private final String name;
        private final Optional<String> obstacle;

        Named(String name, String obstacle) {
            this.name = name;
            this.obstacle = Optional.ofNullable(obstacle);
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String description() {
            return "for tests";
        }

        @Override
        public Set<BlockTrait> promise(PoolType poolType) {
            return Set.of(BlockTrait.HEAP);
        }

        @Override
        public Optional<String> obstacle() {
            return obstacle;
        }

        @Override
        public BlockAllocator allocator() {
            return BlockAllocators.load("heap");
        }
    }

    public static final class Working extends Named {
        public Working() {
            super("working", null);
        }
    }

    public static final class Another extends Named {
        public Another() {
            super("another", null);
        }
    }

    public static final class Hindered extends Named {
        public Hindered() {
            super("hindered", "libexample.so is missing; install it");
        }
    }

    public static final class Helping extends Named {
        public Helping() {
            super("hindered", null);
        }
    }

    public static final class FailingWhenAsked extends Named {
        public FailingWhenAsked() {
            super("failing", null);
        }

        @Override
        public Optional<String> obstacle() {
            throw new NoClassDefFoundError("some/Newer");
        }
    }

    public static final class Throwing extends Named {
        public Throwing() {
            super("throwing", null);
            throw new IllegalStateException("does not work here");
        }
    }

    /** Its class file is made one of a Java that does not exist yet. */
    public static final class TooNew extends Named {
        public TooNew() {
            super("too new", null);
        }
    }

    public static final class NoProvider {}
}
