package org.clfs4j.osgi.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.management.Attribute;
import javax.management.AttributeNotFoundException;
import javax.management.JMX;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.TabularData;
import org.clfs4j.Append;
import org.clfs4j.LogFile;
import org.clfs4j.LogInformation;
import org.clfs4j.LogName;
import org.clfs4j.LogStream;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.clfs4j.StreamInformation;
import org.clfs4j.allocator.PoolTag;
import org.clfs4j.allocator.PoolUsage;
import org.clfs4j.nio.NioLogProvider;
import org.clfs4j.testkit.InMemory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Beans of a real log in the server of this process. */
class LogBeansTest {

    private static final PoolTag TAG = new PoolTag("Jmx ");

    @TempDir(factory = InMemory.class)
    Path folder;

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private LogBeans beans;
    private LogFile log;
    private LogStream stream;

    @BeforeEach
    void open() throws Exception {
        LogName name = LogName.of(folder.resolve("a \"b\", c=d*?") + "::");
        log = new NioLogProvider().open(name, OpenOptions.createNew().archive(true));
        log.containers().add(3, 1 << 20);
        stream = log.stream("orders");
        beans = new LogBeans(server);
        beans.logCome(log, of(1));
        beans.streamCome(stream, of(2));
    }

    @AfterEach
    void close() throws Exception {
        beans.deactivate();
        stream.close();
        log.close();
    }

    private Map<String, Object> of(long service) {
        return Map.of("service.id", service, "clfs.log", log.name().toString(), "clfs.provider", "default");
    }

    private ObjectName logBean() throws Exception {
        return new ObjectName("org.clfs4j:type=Log,name=" + ObjectName.quote(log.name().toString()));
    }

    private ObjectName streamBean() throws Exception {
        return new ObjectName(
                "org.clfs4j:type=Stream,log=" + ObjectName.quote(log.name().toString()) + ",name=\"orders\"");
    }

    private ObjectName memoryBean() throws Exception {
        return new ObjectName("org.clfs4j:type=Memory");
    }

    private Set<ObjectName> all() throws Exception {
        return server.queryNames(new ObjectName("org.clfs4j:*"), null);
    }

    private MarshallingArea area() throws Exception {
        return stream.createMarshallingArea(MarshallingAreaOptions.builder().tag(TAG).build());
    }

    @Test
    void aLogsBeanHasWhatTheLogTells() throws Exception {
        try (MarshallingArea area = area()) {
            area.append(ByteBuffer.allocate(100), Append.FORCE_FLUSH);
            area.reserve(1000);

            LogMXBean bean = JMX.newMXBeanProxy(server, logBean(), LogMXBean.class);

            LogInformation now = log.physicalInformation();
            assertThat(bean.getName()).isEqualTo(log.name().toString());
            assertThat(bean.getKind()).isEqualTo("multiplexed");
            assertThat(bean.getIdentity()).isEqualTo(now.identity().toString());
            assertThat(bean.getProvider()).isEqualTo("default");
            assertThat(bean.getSectorSize()).isEqualTo(512);
            assertThat(bean.getTotalAvailable()).isEqualTo(now.totalAvailable()).isPositive();
            assertThat(bean.getCurrentAvailable()).isEqualTo(now.currentAvailable()).isLessThan(bean.getTotalAvailable());
            assertThat(bean.getTotalReservation()).isEqualTo(now.totalReservation()).isPositive();
            assertThat(bean.getBaseFileSize()).isEqualTo(now.baseFileSize()).isPositive();
            assertThat(bean.getContainerSize()).isEqualTo(1 << 20);
            assertThat(bean.getTotalContainers()).isEqualTo(3);
            assertThat(bean.getFreeContainers()).isEqualTo(now.freeContainers());
            assertThat(bean.getTotalStreams()).isEqualTo(1);
            assertThat(bean.getAttributes()).hasSameSizeAs(now.attributes()).contains("archive");
            assertThat(bean.getFlushThreshold()).isEqualTo(now.flushThreshold());
            assertThat(bean.getArchiveTail()).isEqualTo(now.archiveTail().orElseThrow().toString());
            assertThat(bean.getBaseLsn()).isEqualTo(now.baseLsn().toString());
            assertThat(bean.getNextLsn()).isEqualTo(now.nextLsn().toString());
            assertThat(bean.getFlushedUpTo()).isEqualTo(now.flushedUpTo().toString());
            assertThat(bean.getEpoch()).isEqualTo(now.epoch());
            assertThat(bean.getFlushes()).isEqualTo(log.statistics().flushes()).isPositive();
            assertThat(bean.getFlushedBytes()).isEqualTo(log.statistics().flushedBytes()).isPositive();
            assertThat(bean.getMetadataFlushes()).isEqualTo(log.statistics().metadataFlushes());
            assertThat(bean.getMetadataFlushedBytes()).isEqualTo(log.statistics().metadataFlushedBytes());
            assertThat(bean.getTailHolder()).isEqualTo(log.tailHolder().orElseThrow().toString());
            assertThat(bean.getRecovery()).isEqualTo("created");
            assertThat(bean.getDamage()).isEmpty();
        }
    }

    @Test
    void aStreamsBeanHasWhatTheStreamTells() throws Exception {
        try (MarshallingArea area = area()) {
            area.append(ByteBuffer.allocate(100), Append.FORCE_FLUSH);
            area.writeRestartArea(ByteBuffer.allocate(10), stream.baseLsn());
            area.append(ByteBuffer.allocate(100), Append.NONE);
            area.reserve(1000);

            StreamMXBean bean = JMX.newMXBeanProxy(server, streamBean(), StreamMXBean.class);

            StreamInformation now = stream.information();
            assertThat(bean.getLog()).isEqualTo(log.name().toString());
            assertThat(bean.getName()).isEqualTo("orders");
            assertThat(bean.getId()).isEqualTo(stream.id());
            assertThat(bean.getBaseLsn()).isEqualTo(now.baseLsn().toString());
            assertThat(bean.getNextLsn()).isEqualTo(now.nextLsn().toString());
            assertThat(bean.getFlushedUpTo()).isEqualTo(now.flushedUpTo().toString()).isNotEqualTo(bean.getNextLsn());
            assertThat(bean.getLastRecordLsn()).isEqualTo(now.lastRecordLsn().orElseThrow().toString());
            assertThat(bean.getRestartLsn()).isEqualTo(now.restartLsn().orElseThrow().toString());
            assertThat(bean.getReservedBytes()).isEqualTo(now.reservedBytes()).isPositive();
            assertThat(bean.getResets()).isZero();
        }
    }

    @Test
    void theMemoryBeanHasARowForEachPoolTag() throws Exception {
        try (MarshallingArea area = area()) {
            area.append(ByteBuffer.allocate(100), Append.NONE);

            TabularData pools = (TabularData) server.getAttribute(memoryBean(), "Pools");

            PoolUsage usage = PoolUsage.of(TAG);
            CompositeData pool = (CompositeData) pools.get(new Object[] {TAG.label()}).get("value");
            assertThat(pool.get("allocations")).isEqualTo(usage.allocations());
            assertThat(pool.get("frees")).isEqualTo(usage.frees());
            assertThat(pool.get("failures")).isEqualTo(usage.failures());
            assertThat(pool.get("liveBlocks")).isEqualTo(usage.liveBlocks());
            assertThat(pool.get("liveBytes")).isEqualTo(usage.liveBytes());
            assertThat(pool.get("peakBlocks")).isEqualTo(usage.peakBlocks());
            assertThat(pool.get("peakBytes")).isEqualTo(usage.peakBytes());
            assertThat(usage.liveBytes()).isPositive();
            assertThat(JMX.newMXBeanProxy(server, memoryBean(), MemoryMXBean.class).getLiveBytes())
                    .isEqualTo(PoolUsage.snapshot().stream().mapToLong(PoolUsage::liveBytes).sum());
        }
    }

    @Test
    void attributesAreOpenTypesThatSayWhatTheyMeanAndCannotBeWritten() throws Exception {
        for (ObjectName name : List.of(logBean(), streamBean(), memoryBean())) {
            MBeanInfo info = server.getMBeanInfo(name);
            assertThat(info.getDescription()).contains("clfs4j");
            assertThat(info.getOperations()).isEmpty();
            for (MBeanAttributeInfo attribute : info.getAttributes()) {
                assertThat(attribute.getDescriptor().getFieldValue(JMX.OPEN_TYPE_FIELD)).isInstanceOf(OpenType.class);
                assertThat(attribute.isWritable()).as(attribute.getName()).isFalse();
                assertThat(attribute.getDescription()).as(attribute.getName()).isNotBlank().isNotEqualTo(attribute.getName());
                boolean number = Set.of("int", "long").contains(attribute.getType()) && !attribute.getName().equals("Id");
                assertThat(attribute.getDescriptor().getFieldValue("units") != null)
                        .as("units of %s", attribute.getName())
                        .isEqualTo(number);
            }
            assertThatThrownBy(() -> server.setAttribute(name, new Attribute("Name", "another")))
                    .isInstanceOf(AttributeNotFoundException.class);
        }
        assertThat(Arrays.stream(server.getMBeanInfo(logBean()).getAttributes())
                        .filter(attribute -> attribute.getName().equals("TotalAvailable"))
                        .map(attribute -> attribute.getDescriptor().getFieldValue("units")))
                .containsExactly("bytes");
    }

    @Test
    void theDocumentHasARowForEachAttributeOfLogsAndStreams() throws Exception {
        String document = Files.readString(Path.of("..", "..", "docs", "osgi.md"));
        for (ObjectName name : List.of(logBean(), streamBean())) {
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                Object units = attribute.getDescriptor().getFieldValue("units");
                assertThat(document)
                        .contains("| `" + attribute.getName() + "` | " + (units == null ? "" : units) + " | "
                                + attribute.getDescription() + " |");
            }
        }
    }

    @Test
    void aBeanGoesWithItsServiceAndAllWithTheComponent() throws Exception {
        assertThat(all()).containsExactlyInAnyOrder(logBean(), streamBean(), memoryBean());

        beans.streamGone(of(2));
        assertThat(all()).containsExactlyInAnyOrder(logBean(), memoryBean());

        beans.deactivate();
        assertThat(all()).isEmpty();
        beans = new LogBeans(server);
    }

    @Test
    void aLogThatIsThereTwiceHasTwoBeans() throws Exception {
        beans.logCome(log, of(3));

        ObjectName second = new ObjectName(logBean() + ",copy=2");
        assertThat(server.isRegistered(second)).isTrue();
        beans.logGone(of(1));
        assertThat(server.isRegistered(logBean())).isFalse();
        assertThat(server.getAttribute(second, "TotalContainers")).isEqualTo(3);
    }

    @Test
    void whatIsAskedOfAClosedLogIsRefusedWithItsSentence() throws Exception {
        LogFile other = new NioLogProvider().open(LogName.of(folder.resolve("other")), OpenOptions.createNew());
        ObjectName name = new ObjectName("org.clfs4j:type=Log,name=\"other\"");
        beans.logCome(other, Map.of("service.id", 4L, "clfs.log", "other"));
        assertThat(server.getAttribute(name, "Provider")).isNull();

        other.close();

        assertThatThrownBy(() -> server.getAttribute(name, "TotalContainers"))
                .isInstanceOf(RuntimeMBeanException.class)
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("was closed")
                .hasNoCause();
    }
}
