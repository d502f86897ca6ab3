package org.clfs4j.osgi.jmx;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.clfs4j.LogFile;
import org.clfs4j.LogStream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * A bean for each log and each stream that is a service with the property {@code clfs.log}, as long as it is one, and one for
 * block memory.
 *
 * @threading safe for concurrent use
 */
@Component(service = {}, immediate = true)
public final class LogBeans {

    private static final String SERVICE_ID = "service.id";
    private static final String LOG = "clfs.log";
    private static final String PROVIDER = "clfs.provider";
    private static final String WITH_NAME = "(" + LOG + "=*)";

    private final Beans beans;
    private final ObjectName memory;

    /** By the number of the service. */
    private final ConcurrentMap<Object, ObjectName> names = new ConcurrentHashMap<>();

    /** Begins with the bean for memory in the server of this process; called by the framework. */
    @Activate
    public LogBeans() {
        this(ManagementFactory.getPlatformMBeanServer());
    }

    LogBeans(MBeanServer server) {
        beans = new Beans(server);
        memory = beans.register(new MemoryView(), MemoryMXBean.class, "type=Memory");
    }

    /** Takes all beans away; called by the framework when this bundle goes. */
    @Deactivate
    public void deactivate() {
        names.keySet().forEach(this::gone);
        beans.unregister(memory);
    }

    /**
     * Registers a log; called by the framework.
     *
     * @param log the log
     * @param properties what its service says
     */
    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            target = WITH_NAME,
            unbind = "logGone")
    public void logCome(LogFile log, Map<String, Object> properties) {
        LogView view = new LogView(log, Optional.ofNullable(properties.get(PROVIDER)).map(Object::toString));
        String keys = "type=Log,name=" + quoted(properties.get(LOG));
        names.put(properties.get(SERVICE_ID), beans.register(view, LogMXBean.class, keys));
    }

    /**
     * Takes the bean of a log away; called by the framework.
     *
     * @param properties what its service said
     */
    public void logGone(Map<String, Object> properties) {
        gone(properties.get(SERVICE_ID));
    }

    /**
     * Registers a stream; called by the framework.
     *
     * @param stream the stream
     * @param properties what its service says
     */
    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            target = WITH_NAME,
            unbind = "streamGone")
    public void streamCome(LogStream stream, Map<String, Object> properties) {
        StreamView view = new StreamView(stream, properties.get(LOG).toString());
        String keys = "type=Stream,log=" + quoted(properties.get(LOG)) + ",name=" + quoted(stream.name());
        names.put(properties.get(SERVICE_ID), beans.register(view, StreamMXBean.class, keys));
    }

    /**
     * Takes the bean of a stream away; called by the framework.
     *
     * @param properties what its service said
     */
    public void streamGone(Map<String, Object> properties) {
        gone(properties.get(SERVICE_ID));
    }

    private void gone(Object serviceId) {
        ObjectName name = names.remove(serviceId);
        if (name != null) {
            beans.unregister(name);
        }
    }

    private static String quoted(Object text) {
        return ObjectName.quote(text.toString());
    }
}
