package org.clfs4j.itests.osgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.clfs4j.Append;
import org.clfs4j.Claim;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.LogProvider;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.clfs4j.ReadContext;
import org.clfs4j.ReadMode;
import org.clfs4j.StreamInformation;
import org.clfs4j.allocator.BlockAllocator;
import org.clfs4j.allocator.PoolTag;
import org.clfs4j.allocator.PoolUsage;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;

/** Logs that are there because a configuration asks for them. */
public class ConfiguredLogIT extends Container {

    private final List<Configuration> asked = new ArrayList<>();
    private Services services;
    private Configurations logs;
    private CapturedLog captured;

    @Before
    public void lookAround() {
        services = new Services(context);
        logs = new Configurations(context, configurations);
        captured = new CapturedLog(context);
    }

    @After
    public void takeBackWhatWasAskedFor() throws Exception {
        for (Configuration each : asked) {
            logs.delete(each);
        }
        captured.close();
    }

    private Configuration ask(String name, Map<String, Object> properties) throws IOException {
        Configuration configuration = logs.create(name, properties);
        asked.add(configuration);
        return configuration;
    }

    private void takeBack(Configuration configuration) throws Exception {
        asked.remove(configuration);
        logs.delete(configuration);
    }

    private static String of(Configuration configuration) {
        return "(clfs.pid=" + configuration.getPid() + ")";
    }

    private static Map<String, Object> small(Path log) {
        return Map.of("name", log.toString(), "containers", 2, "container.size", 1L << 20);
    }

    private static Map<String, Object> with(Map<String, Object> properties, Object... more) {
        Map<String, Object> all = new HashMap<>(properties);
        for (int i = 0; i < more.length; i += 2) {
            all.put((String) more[i], more[i + 1]);
        }
        return all;
    }

    private static void assertRefused(ThrowingCallable call, LogStatus status) {
        assertThatThrownBy(call).isInstanceOfSatisfying(LogException.class, e -> assertThat(e.status()).isEqualTo(status));
    }

    @Test
    public void aLogIsThereAndSaysWhatItIs() throws Exception {
        Path path = folder("says").resolve("log");

        Configuration configuration = ask("says", with(small(path), "provider", "default", "role", "orders", ".secret", "x"));

        ServiceReference<LogFile> log = services.awaitReference(LogFile.class, of(configuration));
        ServiceReference<LogStream> stream = services.awaitReference(LogStream.class, of(configuration));
        for (ServiceReference<?> each : List.of(log, stream)) {
            assertThat(each.getProperty("clfs.log")).isEqualTo("log:" + path);
            assertThat(each.getProperty("clfs.kind")).isEqualTo("dedicated");
            assertThat(each.getProperty("clfs.provider")).isEqualTo("default");
            assertThat(each.getProperty("clfs.identity"))
                    .isEqualTo(context.getService(log).information().identity().toString());
            assertThat(each.getProperty("role")).isEqualTo("orders");
            assertThat(each.getPropertyKeys())
                    .filteredOn(key -> !key.startsWith("clfs.") && !key.startsWith("service."))
                    .containsExactlyInAnyOrder("objectClass", "role");
            assertThat(each.getPropertyKeys()).doesNotContain("clfs.allocator", "service.pid");
        }
        assertThat(stream.getProperty("clfs.stream")).isEqualTo("");
        assertThat(stream.getProperty("clfs.stream.id")).isEqualTo(0);
        assertThat(context.getService(log).containers().list())
                .hasSize(2)
                .allSatisfy(container -> assertThat(container.size()).isEqualTo(1 << 20));
    }

    @Test
    public void whatIsWrittenIsReadAfterTheLogWasOpenedAgain() throws Exception {
        Path path = folder("again").resolve("log");
        Configuration first = ask("written", small(path));
        Records.append(services.await(LogStream.class, of(first)), "one", "two");
        takeBack(first);

        // By another name: File Install 3.7 may make one that was just deleted anew, and then it is of no factory.
        Configuration second = ask("again", small(path));

        assertThat(Records.read(services.await(LogStream.class, of(second)))).containsExactly("one", "two");
    }

    @Test
    public void aConfigurationThatGoesLeavesTheLogToOthers() throws Exception {
        Path path = folder("goes").resolve("log");
        Configuration configuration = ask("goes", with(small(path), "share", new String[0]));
        String filter = of(configuration);
        Records.append(services.await(LogStream.class, filter), "kept");
        LogProvider provider = services.get(LogProvider.class, "(clfs.provider=default)");
        assertRefused(() -> provider.open(LogName.of(path), OpenOptions.openExisting()), LogStatus.SHARING_VIOLATION);

        takeBack(configuration);
        assertThat(services.references(LogFile.class, filter)).isEmpty();

        try (LogFile log = provider.open(LogName.of(path), OpenOptions.openExisting());
                LogStream stream = log.stream()) {
            assertThat(Records.read(stream)).containsExactly("kept");
        }
    }

    @Test
    public void streamsOfAMultiplexedLogAreServicesEach() throws Exception {
        Path path = folder("streams").resolve("log");

        Configuration configuration =
                ask("streams", with(small(path), "name", path + "::", "streams", new String[] {"orders", "stock"}));

        for (String name : List.of("orders", "stock")) {
            LogStream stream = services.await(LogStream.class, "(&" + of(configuration) + "(clfs.stream=" + name + "))");
            Records.append(stream, "of " + name);
            assertThat(Records.read(stream)).containsExactly("of " + name);
        }
        assertThat(services.reference(LogFile.class, of(configuration)).orElseThrow().getProperty("clfs.kind"))
                .isEqualTo("multiplexed");
    }

    @Test
    public void aChangedConfigurationOpensTheLogAnewWithWhatIsInIt() throws Exception {
        Path path = folder("changed").resolve("log");
        Configuration configuration = ask("changed", with(small(path), "name", path + "::", "streams", "orders"));
        Records.append(services.await(LogStream.class, "(&" + of(configuration) + "(clfs.stream=orders))"), "first");

        Configurations.update(configuration, Map.of("streams", "orders, stock", "containers", 3));

        services.await(LogStream.class, "(&" + of(configuration) + "(clfs.stream=stock))");
        LogStream orders = services.await(LogStream.class, "(&" + of(configuration) + "(clfs.stream=orders))");
        assertThat(Records.read(orders)).containsExactly("first");
        LogFile log = services.await(LogFile.class, of(configuration));
        assertThat(log.containers().list()).hasSize(3);
        assertThat(log.streams()).extracting(StreamInformation::name).containsExactly("orders", "stock");
    }

    @Test
    public void aBadConfigurationIsSaidOnceAndHarmsNothingElse() throws Exception {
        Path path = folder("bad").resolve("log");
        Configuration good = ask("good", small(path));
        LogStream stream = services.await(LogStream.class, of(good));

        Configuration bad = ask(
                "bad",
                Map.of("name", "", "containers", "many", "sector.size", 1000, "share", "EVERYTHING", "provider", "(x=y)"));

        String error = captured.awaitError(bad.getPid());
        assertThat(error)
                .contains("name is missing")
                .contains("containers must be a number from 2 to 1023, found \"many\"")
                .contains("sector.size must be a power of two from 512 to 65536, found \"1000\"")
                .contains("share must be any of READ, WRITE and DELETE, found \"EVERYTHING\"")
                .contains("provider must be a name")
                .doesNotContain("flush.threshold");
        assertThat(services.references(LogFile.class, of(bad))).isEmpty();
        Records.append(stream, "goes on");
        assertThat(Records.read(stream)).containsExactly("goes on");

        Configurations.update(bad, with(small(folder("mended").resolve("log")), "sector.size", 4096, "share", "READ", "provider", ""));

        assertThat(services.await(LogFile.class, of(bad)).information().sectorSize()).isEqualTo(4096);
        assertThat(captured.otherErrors(each -> each.contains(bad.getPid()))).isEmpty();
    }

    @Test
    public void aLogThatCannotBeOpenedIsSaidOnce() throws Exception {
        Path path = folder("nowhere").resolve("missing").resolve("log");

        Configuration configuration = ask("nowhere", small(path));

        assertThat(captured.awaitError(configuration.getPid())).contains(path.toString()).contains("cannot be opened");
        assertThat(services.references(LogFile.class, of(configuration))).isEmpty();
        assertThat(captured.otherErrors(each -> each.contains(configuration.getPid()))).isEmpty();
        Files.createDirectory(path.getParent());
        Configurations.update(configuration, Map.of("role", "tried again"));
        services.await(LogFile.class, of(configuration));
    }

    @Test
    public void aSecondConfigurationOfTheSameLogIsRefusedAndTheFirstGoesOn() throws Exception {
        Path path = folder("same").resolve("log");
        Configuration first = ask("first", small(path));
        LogStream stream = services.await(LogStream.class, of(first));

        Configuration second = ask("second", small(path));

        assertThat(captured.awaitError(second.getPid())).contains(path.toString());
        Records.append(stream, "goes on");
        assertThat(Records.read(stream)).containsExactly("goes on");
    }

    @Test
    public void aLogWithoutItsProviderWaits() throws Exception {
        Configuration configuration = ask("waits", with(small(folder("waits").resolve("log")), "provider", "another"));
        Configuration other = ask("another", small(folder("another").resolve("log")));
        services.await(LogFile.class, of(other));
        assertThat(services.references(LogFile.class, of(configuration))).isEmpty();

        LogProvider real = services.get(LogProvider.class, "(clfs.provider=default)");
        ServiceRegistration<LogProvider> registration = context.registerService(
                LogProvider.class, real, new Hashtable<>(Map.of("clfs.provider", "another")));
        assertThat(services.await(LogFile.class, of(configuration)).information().totalContainers()).isEqualTo(2);
        registration.unregister();

        assertThat(services.references(LogFile.class, of(configuration))).isEmpty();
        services.await(LogFile.class, of(other));
    }

    @Test
    public void areasTakeTheirBlocksFromTheConfiguredAllocatorUnlessTheyBringTheirOwn() throws Exception {
        AtomicInteger out = new AtomicInteger();
        AtomicInteger total = new AtomicInteger();
        BlockAllocator counting = BlockAllocator.of(
                (type, bytes, alignment, tag) -> {
                    out.incrementAndGet();
                    total.incrementAndGet();
                    return BlockAllocator.standard().allocate(type, bytes, alignment, tag);
                },
                block -> {
                    out.decrementAndGet();
                    BlockAllocator.standard().free(block);
                });
        ServiceRegistration<BlockAllocator> registration = context.registerService(
                BlockAllocator.class, counting, new Hashtable<>(Map.of("clfs.allocator", "counting")));
        Configuration configuration = ask("allocator", with(small(folder("allocator").resolve("log")), "allocator", "counting"));
        ServiceReference<LogStream> reference = services.awaitReference(LogStream.class, of(configuration));
        assertThat(reference.getProperty("clfs.allocator")).isEqualTo("counting");
        LogStream stream = context.getService(reference);

        Records.append(stream, "from the allocator");
        assertThat(total).hasPositiveValue();
        assertThat(out).hasValue(0);
        int before = total.get();
        try (MarshallingArea own = stream.createMarshallingArea(
                MarshallingAreaOptions.builder().allocator(BlockAllocator.standard()).build())) {
            Records.append(own, "from its own");
        }
        assertThat(total).hasValue(before);

        MarshallingArea open = stream.createMarshallingArea(MarshallingAreaOptions.defaults());
        Records.append(open, "while the allocator goes");
        assertThat(out).hasPositiveValue();
        registration.unregister();

        assertThat(out).as("blocks when the allocator is gone").hasValue(0);
        assertThat(services.references(LogStream.class, of(configuration))).isEmpty();
        assertRefused(() -> Records.append(open, "too late"), LogStatus.INVALID_HANDLE);
    }

    @Test
    public void aLogIsClosedBeforeItIsOpenedAnewWhateverItsClientsAreDoing() throws Exception {
        Configuration configuration = ask("busy", with(small(folder("busy").resolve("log")), "role", 0));
        Records.append(services.await(LogStream.class, of(configuration)), "kept");
        for (int round = 0; round < 50; round++) {
            LogStream stream = services.await(LogStream.class, "(&" + of(configuration) + "(role=" + round + "))");
            CountDownLatch reads = new CountDownLatch(1);
            CompletableFuture<LogStatus> end = CompletableFuture.supplyAsync(() -> readUntilRefused(stream, reads));
            reads.await();

            Configurations.update(configuration, Map.of("role", round + 1));

            assertThat(end.get()).isIn(LogStatus.INVALID_HANDLE, LogStatus.READ_CONTEXT_INVALID);
        }
        services.await(LogStream.class, "(&" + of(configuration) + "(role=50))");
        assertThat(captured.otherErrors(each -> each.contains(configuration.getPid()))).isEmpty();
    }

    private static LogStatus readUntilRefused(LogStream stream, CountDownLatch reads) {
        try {
            while (true) {
                try (MarshallingArea area = stream.createMarshallingArea(MarshallingAreaOptions.defaults());
                        ReadContext records = area.read(stream.baseLsn(), ReadMode.FORWARD)) {
                    assertThat(records.next()).isTrue();
                    assertThat(records.next()).isFalse();
                    reads.countDown();
                }
            }
        } catch (LogException e) {
            return e.status();
        }
    }

    @Test
    public void whatAClientLeavesOpenIsFlushedAndClosedWithTheLog() throws Exception {
        PoolTag tag = new PoolTag("left");
        Configuration configuration = ask("left", small(folder("left").resolve("log")));
        LogStream stream = services.await(LogStream.class, of(configuration));
        MarshallingArea area =
                stream.createMarshallingArea(MarshallingAreaOptions.builder().tag(tag).build());
        Records.append(area, "durable");
        ReadContext records = area.read(stream.baseLsn(), ReadMode.FORWARD);
        records.next();
        Lsn unforced = area.append(ByteBuffer.wrap("appended".getBytes(StandardCharsets.UTF_8)));
        Claim claim = area.claim(8, Append.NONE);
        MarshallingArea younger =
                stream.createMarshallingArea(MarshallingAreaOptions.builder().tag(tag).build());
        younger.append(ByteBuffer.wrap("behind the claim".getBytes(StandardCharsets.UTF_8)));
        assertThat(PoolUsage.of(tag).liveBlocks()).isPositive();

        Configurations.update(configuration, Map.of("role", "opened anew"));

        LogStream anew = services.await(LogStream.class, "(&" + of(configuration) + "(role=opened anew))");
        assertThat(PoolUsage.of(tag).liveBlocks()).isZero();
        assertThat(Records.read(anew)).containsExactly("durable", "appended", "behind the claim");
        assertThat(unforced).isNotNull();
        assertRefused(claim::commit, LogStatus.INVALID_HANDLE);
        assertRefused(records::next, LogStatus.READ_CONTEXT_INVALID);
        assertRefused(() -> area.append(ByteBuffer.allocate(1)), LogStatus.INVALID_HANDLE);
        assertRefused(() -> stream.createMarshallingArea(MarshallingAreaOptions.defaults()), LogStatus.INVALID_HANDLE);
        assertRefused(stream::baseLsn, LogStatus.INVALID_HANDLE);
    }

    @Test
    public void aClientMayCloseItsAreaInACompletionAndTheOthersAreAnsweredAllTheSame() throws Exception {
        Configuration configuration = ask("answered", small(folder("answered").resolve("log")));
        LogStream stream = services.await(LogStream.class, of(configuration));
        MarshallingArea area = stream.createMarshallingArea(MarshallingAreaOptions.defaults());
        Claim before = area.claim(8, Append.NONE);
        List<CompletionStage<Lsn>> answers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            answers.add(area.appendAsync(ByteBuffer.allocate(8), Append.NONE));
        }
        CompletionStage<Void> closed = answers.get(0).thenAccept(lsn -> close(area));

        before.commit();

        long patience = Services.PATIENCE.toMillis();
        closed.toCompletableFuture().get(patience, TimeUnit.MILLISECONDS);
        for (CompletionStage<Lsn> answer : answers) {
            assertThat(answer.toCompletableFuture().get(patience, TimeUnit.MILLISECONDS)).isNotNull();
        }
        assertRefused(() -> area.append(ByteBuffer.allocate(1)), LogStatus.INVALID_HANDLE);
    }

    private static void close(MarshallingArea area) {
        try {
            area.close();
        } catch (LogException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    public void whoClosesItsViewClosesItForItselfOnly() throws Exception {
        Configuration configuration = ask("view", small(folder("view").resolve("log")));
        ServiceReference<LogStream> reference = services.awaitReference(LogStream.class, of(configuration));
        LogStream mine = context.getService(reference);
        LogStream anothers = bundleOf(IMPL_DEFAULT).getBundleContext().getService(reference);
        assertThat(anothers).isNotSameAs(mine);

        mine.close();

        assertRefused(mine::nextLsn, LogStatus.INVALID_HANDLE);
        Records.append(anothers, "goes on");
        assertThat(Records.read(anothers)).containsExactly("goes on");
    }

    @Test
    public void nobodyCanDeleteOrResetWhatOthersUse() throws Exception {
        Configuration configuration = ask("shared", small(folder("shared").resolve("log")));
        LogStream stream = services.await(LogStream.class, of(configuration));
        LogFile log = services.await(LogFile.class, of(configuration));

        assertRefused(stream::closeAndReset, LogStatus.ACCESS_DENIED);
        assertRefused(log::delete, LogStatus.ACCESS_DENIED);

        Records.append(stream, "goes on");
    }

    @Test
    public void textAsInConfigurationFilesIsRead() throws Exception {
        Path path = folder("text").resolve("log");

        Configuration configuration = ask(
                "text",
                Map.of("name", path + "::", "streams", "a, b", "containers", "2", "container.size", "1048576",
                        "sector.size", "4096", "archive", "true", "flush.threshold", "65536", "share", "READ,WRITE"));

        LogFile log = services.await(LogFile.class, of(configuration));
        assertThat(log.information().sectorSize()).isEqualTo(4096);
        assertThat(log.information().flushThreshold()).isEqualTo(65536);
        assertThat(log.information().archiveTail()).isPresent();
        assertThat(log.streams()).extracting(StreamInformation::name).containsExactly("a", "b");
    }
}
