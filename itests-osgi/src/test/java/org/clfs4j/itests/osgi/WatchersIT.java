package org.clfs4j.itests.osgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.ResultLog;
import org.apache.felix.hc.api.execution.HealthCheckExecutionOptions;
import org.apache.felix.hc.api.execution.HealthCheckExecutionResult;
import org.apache.felix.hc.api.execution.HealthCheckExecutor;
import org.apache.felix.hc.api.execution.HealthCheckSelector;
import org.clfs4j.Append;
import org.clfs4j.LogFile;
import org.clfs4j.LogProvider;
import org.clfs4j.LogStream;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.allocator.PoolTag;
import org.clfs4j.allocator.PoolUsage;
import org.clfs4j.error.LogFullException;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.event.Event;

/** Those who watch over logs: JMX, Event Admin and Felix Health Checks, with the bundles that tell them. */
public class WatchersIT extends Container {

    private static final int RECORD = 10_000;

    private final List<Configuration> asked = new ArrayList<>();
    private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    private Services services;
    private Configurations logs;

    @Override
    @org.ops4j.pax.exam.Configuration
    public Option[] bundles() {
        return with(jarsIn("watchers"), super.bundles());
    }

    @Before
    public void lookAround() {
        services = new Services(context);
        logs = new Configurations(context, configurations);
    }

    @After
    public void takeBackWhatWasAskedFor() throws Exception {
        for (Configuration each : asked) {
            logs.delete(each);
        }
    }

    private Configuration ask(String name, Map<String, Object> properties) throws IOException {
        Configuration configuration = logs.create(name, properties);
        asked.add(configuration);
        return configuration;
    }

    private static String of(Configuration configuration) {
        return "(clfs.pid=" + configuration.getPid() + ")";
    }

    private static Map<String, Object> small(Path log, Object... more) {
        Map<String, Object> properties =
                new Hashtable<>(Map.of("name", log.toString(), "containers", 2, "container.size", 1L << 19));
        for (int i = 0; i < more.length; i += 2) {
            properties.put((String) more[i], more[i + 1]);
        }
        return properties;
    }

    private static void fill(LogStream stream) throws Exception {
        try (MarshallingArea area = stream.createMarshallingArea(MarshallingAreaOptions.defaults())) {
            assertThatThrownBy(() -> {
                        while (true) {
                            area.append(ByteBuffer.allocate(RECORD), Append.FORCE_FLUSH);
                        }
                    })
                    .isInstanceOf(LogFullException.class);
        }
    }

    private static void makeRoom(LogStream stream) throws Exception {
        stream.advanceBase(stream.nextLsn());
        try (MarshallingArea area = stream.createMarshallingArea(MarshallingAreaOptions.defaults())) {
            area.append(ByteBuffer.allocate(RECORD), Append.FORCE_FLUSH);
        }
    }

    @Test
    public void beansHaveWhatLogsTellAndGoWithThem() throws Exception {
        Path path = folder("beans").resolve("log");
        Configuration configuration =
                ask("beans", small(path, "name", path + "::", "streams", new String[] {"orders"}, "provider", "default"));
        LogStream stream = services.await(LogStream.class, of(configuration));
        LogFile log = services.await(LogFile.class, of(configuration));
        Records.append(stream, "one", "two");
        String quoted = ObjectName.quote("log:" + path + "::");
        ObjectName ofLog = new ObjectName("org.clfs4j:type=Log,name=" + quoted);
        ObjectName ofStream = new ObjectName("org.clfs4j:type=Stream,log=" + quoted + ",name=\"orders\"");
        awaitRegistered(ofLog, true);
        awaitRegistered(ofStream, true);

        assertThat(beans.getAttribute(ofLog, "Identity")).isEqualTo(log.information().identity().toString());
        assertThat(beans.getAttribute(ofLog, "Provider")).isEqualTo("default");
        assertThat(beans.getAttribute(ofLog, "TotalContainers")).isEqualTo(2);
        assertThat(beans.getAttribute(ofLog, "TotalAvailable")).isEqualTo(log.physicalInformation().totalAvailable());
        assertThat(beans.getAttribute(ofLog, "CurrentAvailable")).isEqualTo(log.physicalInformation().currentAvailable());
        assertThat(beans.getAttribute(ofLog, "Flushes")).isEqualTo(log.statistics().flushes());
        assertThat(beans.getAttribute(ofLog, "TailHolder")).isEqualTo(log.tailHolder().orElseThrow().toString());
        assertThat(beans.getAttribute(ofStream, "NextLsn")).isEqualTo(stream.nextLsn().toString());
        assertThat(beans.getAttribute(ofStream, "FlushedUpTo")).isEqualTo(stream.flushedUpTo().toString());
        TabularData pools = (TabularData) beans.getAttribute(new ObjectName("org.clfs4j:type=Memory"), "Pools");
        CompositeData pool = (CompositeData) pools.get(new Object[] {PoolTag.DEFAULT.label()}).get("value");
        assertThat(pool.get("allocations")).isEqualTo(PoolUsage.of(PoolTag.DEFAULT).allocations());

        asked.remove(configuration);
        logs.delete(configuration);
        awaitRegistered(ofLog, false);
        awaitRegistered(ofStream, false);
    }

    /** The beans come and go in the thread of whoever publishes or withdraws the services. */
    private void awaitRegistered(ObjectName name, boolean registered) {
        long end = System.nanoTime() + Services.PATIENCE.toNanos();
        while (beans.isRegistered(name) != registered) {
            assertThat(System.nanoTime()).as("%s registered: %s", name, registered).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Test
    public void eventsTellInOrderWhatBecomesOfALog() throws Exception {
        Path path = folder("events").resolve("log");
        LogProvider real = services.await(LogProvider.class, "(clfs.provider=default)");
        try (CapturedEvents events = new CapturedEvents(context, "(role=watched)")) {
            Configuration configuration = ask("events", small(path, "role", "watched", "provider", "later"));
            assertThat((String) events.await("WAITING").getProperty("message")).contains("the log provider \"later\"");
            ServiceRegistration<LogProvider> provider =
                    context.registerService(LogProvider.class, real, new Hashtable<>(Map.of("clfs.provider", "later")));

            Event opened = events.await("OPENED");
            assertThat(opened.getProperty("clfs.log")).isEqualTo("log:" + path);
            assertThat(opened.getProperty("clfs.pid")).isEqualTo(configuration.getPid());
            assertThat(opened.getProperty("clfs.provider")).isEqualTo("later");
            assertThat(opened.getProperty("clfs.state")).isEqualTo("opened");
            assertThat((Long) opened.getProperty("timestamp")).isPositive();
            assertThat(opened.containsProperty("exception")).isFalse();

            LogStream stream = services.await(LogStream.class, of(configuration));
            fill(stream);
            Event full = events.await("FULL");
            assertThat(full.getProperty("exception")).isInstanceOf(LogFullException.class);
            assertThat(full.getProperty("exception.class")).isEqualTo(LogFullException.class.getName());
            assertThat((String) full.getProperty("message")).contains("log:" + path).contains("the base, LSN");
            makeRoom(stream);
            events.await("HAS_ROOM");

            provider.unregister();
            Event closed = events.await("CLOSED");
            assertThat((String) closed.getProperty("message")).contains("since its provider is going");
            assertThat((Long) closed.getProperty("timestamp")).isGreaterThanOrEqualTo((Long) opened.getProperty("timestamp"));
            assertThat(closed.containsProperty("clfs.provider")).isFalse();
            events.await("WAITING");
        }
    }

    @Test
    public void anEventTellsWhyALogCannotBeOpenedOrAConfigurationIsRefused() throws Exception {
        Path path = folder("missing").resolve("nowhere").resolve("log");
        try (CapturedEvents events = new CapturedEvents(context, "(role=unlucky)")) {
            Configuration configuration = ask("unlucky", small(path, "role", "unlucky"));

            Event failed = events.await("OPEN_FAILED");
            assertThat((String) failed.getProperty("message")).contains(path.toString()).contains("cannot be opened");
            assertThat(failed.getProperty("exception")).isInstanceOf(Exception.class);
            assertThat(failed.getProperty("clfs.log")).isEqualTo("log:" + path);

            Configurations.update(configuration, Map.of("containers", "many"));
            Event refused = events.await("REFUSED");
            assertThat((String) refused.getProperty("exception.message")).contains("containers must be a number");
            assertThat(refused.containsProperty("clfs.log")).isFalse();
        }
    }

    @Test
    public void theHealthCheckFollowsWhatBecomesOfLogs() throws Exception {
        awaitVerdict(Result.Status.OK, "There is no log");

        Configuration good = ask("good", small(folder("good").resolve("log")));
        LogStream stream = services.await(LogStream.class, of(good));
        awaitVerdict(Result.Status.OK, "log:", "% of its containers free");

        fill(stream);
        awaitVerdict(Result.Status.WARN, "less than 10 %", "the base, LSN " + stream.baseLsn());
        makeRoom(stream);
        awaitVerdict(Result.Status.OK, "% of its containers free");

        Configuration bad = ask("worse", small(folder("worse").resolve("nowhere").resolve("log")));
        services.awaitReference(Configurations.STATE, "(&" + of(bad) + "(clfs.state=open-failed))");
        awaitVerdict(Result.Status.CRITICAL, bad.getPid(), "cannot be opened");

        asked.remove(bad);
        logs.delete(bad);
        awaitVerdict(Result.Status.OK, "% of its containers free");
    }

    /** Executes the check as consoles do until it has heard of a change, and has a verdict and a sentence with certain words. */
    private void awaitVerdict(Result.Status status, String... words) throws InterruptedException {
        HealthCheckExecutor executor = services.await(HealthCheckExecutor.class, "(objectClass=*)");
        services.awaitReference("org.apache.felix.hc.api.HealthCheck", "(hc.tags=clfs4j)");
        long end = System.nanoTime() + Services.PATIENCE.toNanos();
        while (true) {
            List<HealthCheckExecutionResult> results = executor.execute(
                    HealthCheckSelector.tags("clfs4j"), new HealthCheckExecutionOptions().setForceInstantExecution(true));
            assertThat(results).hasSize(1);
            Result result = results.get(0).getHealthCheckResult();
            if (result.getStatus() == status && sentences(result).anyMatch(each -> Stream.of(words).allMatch(each::contains))) {
                return;
            }
            assertThat(System.nanoTime()).as("%s with %s expected, found %s", status, List.of(words), result).isLessThan(end);
        }
    }

    private static Stream<String> sentences(Result result) {
        return StreamSupport.stream(result.spliterator(), false).map(ResultLog.Entry::getMessage);
    }
}
