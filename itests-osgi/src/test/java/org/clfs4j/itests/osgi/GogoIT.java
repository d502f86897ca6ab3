package org.clfs4j.itests.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.clfs4j.LogFile;
import org.clfs4j.LogStream;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.service.cm.Configuration;

/** The commands at the console, on a configured log that is open. */
public class GogoIT extends Container {

    private static final String COMMAND = "(&(osgi.command.scope=clfs)(osgi.command.function=cat))";

    private Services services;
    private Configurations logs;
    private Configuration configuration;
    private Path path;
    private Console console;

    @Before
    public void askForALogAndOpenAConsole() throws Exception {
        services = new Services(context);
        logs = new Configurations(context, configurations);
        path = folder("wal").resolve("wal");
        configuration = logs.create(
                "orders",
                Map.of("name", path.toString(), "containers", 2, "container.size", 1L << 20, "provider", "default", "role", "orders"));
        services.awaitReference(LogFile.class, filter());
        services.awaitAny(COMMAND);
        Records.append(stream(), "one", "two");
        console = Console.open(context, isKaraf());
    }

    @After
    public void closeBoth() throws Exception {
        console.close();
        logs.delete(configuration);
    }

    private String filter() {
        return "(clfs.pid=" + configuration.getPid() + ")";
    }

    private LogStream stream() throws InterruptedException {
        return services.await(LogStream.class, filter());
    }

    @Test
    public void theListHasTheLogWithWhatItsServiceSays() throws Exception {
        List<String> lines = console.type("clfs:list");

        assertThat(console.errors()).isEmpty();
        assertThat(lines).first().asString().startsWith("name ").endsWith("properties");
        assertThat(lines)
                .filteredOn(line -> line.startsWith("wal "))
                .singleElement()
                .asString()
                .contains("dedicated", "default", "log:" + path, configuration.getPid())
                .endsWith("role=orders");
    }

    @Test
    public void theRecordsOfALogThatIsOpenAreShown() throws Exception {
        for (String name : List.of("wal", "orders", configuration.getPid(), path.toString(), "log:" + path)) {
            assertThat(console.type("clfs:cat " + name))
                    .as(name)
                    .containsExactly("00000000:00000000:000  one", "00000000:00000200:000  two");
        }
        Records.append(stream(), "three");
        assertThat(console.type("clfs:cat wal --from 0:200:0")).hasSize(2).last().asString().endsWith("  three");
        assertThat(console.type("clfs:cat wal --format json").get(2)).contains("\"text\":\"three\"");
        assertThat(console.errors()).isEmpty();
    }

    @Test
    public void everyCommandAnswers() throws Exception {
        assertThat(console.type("clfs:verify wal")).singleElement().asString().contains("log:" + path + " is intact; 2 blocks");
        assertThat(console.type("clfs:info wal")).anyMatch(line -> line.startsWith("base LSN       00000000:00000000:000"));
        assertThat(console.type("clfs:info wal --json")).contains("  \"totalContainers\" : 2,");
        assertThat(console.type("clfs:streams wal")).last().asString().startsWith("tail: held by the base");
        assertThat(console.type("clfs:containers list wal")).hasSize(2);
        assertThat(console.type("clfs:dump wal --blocks")).isNotEmpty();
        assertThat(console.type("clfs:watch wal --count 1 --interval 0.01")).hasSize(2).first().asString().contains("records/s");
        assertThat(console.type("clfs:providers"))
                .last()
                .isEqualTo(hasForeignMemory()
                        ? "chosen: offheap, the best of [offheap, default]"
                        : "chosen: default, the best of [default]");
        assertThat(console.type("clfs:cat --version")).first().asString().startsWith("clfs 0.").doesNotContain("unknown");
        assertThat(console.errors()).isEmpty();
        Records.append(stream(), "goes on");
    }

    @Test
    public void whatIsWrongIsOneSentence() throws Exception {
        Map<String, String> wrong = Map.of(
                "clfs:cat nolog", "nolog.blf does not exist",
                "clfs:info", "LOG",
                "clfs:verify wal::x", "verified as a whole",
                "clfs:cat wal --from 0:0:7", "no record at LSN",
                "clfs:info wal --provider another", "\"another\"");
        for (Map.Entry<String, String> each : wrong.entrySet()) {
            assertThat(console.type(each.getKey())).as(each.getKey()).isEmpty();
            assertThat(console.errors()).as(each.getKey()).singleElement().asString().startsWith("clfs: ").contains(each.getValue());
        }
        assertThat(Records.read(stream())).containsExactly("one", "two");
    }

    @Test
    public void whoWatchesIsToldWhenTheProviderIsStopped() throws Exception {
        ExecutorService typist = Executors.newSingleThreadExecutor();
        Bundle provider = bundleOf(IMPL_DEFAULT);
        try (Console watching = Console.open(context, isKaraf())) {
            Future<List<String>> watched =
                    typist.submit(() -> watching.type("clfs:watch wal --interval 0.001 --provider default"));
            while (watching.written() == 0 && !watched.isDone()) {
                Thread.onSpinWait();
            }

            provider.stop();

            assertThat(watched.get(Services.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)).first().asString().contains("records/s");
            assertThat(watching.errors()).containsExactly("clfs: ended, since what it reads with is being stopped");
        } finally {
            typist.shutdown();
            provider.start();
        }
    }

    @Test
    public void theCommandsGoWithTheirBundleAndComeAgain() throws Exception {
        Bundle commands = bundleOf(GOGO);
        commands.stop();
        assertThat(context.getServiceReferences((String) null, COMMAND)).isNull();
        commands.start();
        services.awaitAny(COMMAND);
        assertThat(console.type("clfs:cat wal --format raw")).containsExactly("onetwo");
    }
}
