package org.clfs4j.osgi;

import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.clfs4j.ContainerSet;
import org.clfs4j.LogFile;
import org.clfs4j.LogKind;
import org.clfs4j.LogProvider;
import org.clfs4j.LogStream;
import org.clfs4j.allocator.BlockAllocator;
import org.clfs4j.error.LogException;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/**
 * A configured log while it is open.
 *
 * <pre>
 *   open ──publish──▶ published ──close: services withdrawn, then leases ended, then streams and log closed──▶ closed
 * </pre>
 *
 * @threading confined to the lock of {@link ConfiguredLog}; what it hands out is safe for concurrent use
 */
final class RunningLog {

    private final LogFile log;
    private final List<LogStream> streams;
    private final AreaMaking areas;
    private final Lease lease;
    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();

    private RunningLog(LogFile log, List<LogStream> streams, AreaMaking areas, Lease lease) {
        this.log = log;
        this.streams = streams;
        this.areas = areas;
        this.lease = lease;
    }

    /**
     * Opens a log, adds the containers that it lacks, and opens its streams.
     *
     * @param watch sees what the log answers its users
     * @throws LogException if any of that fails; then nothing stays open
     */
    static RunningLog open(
            LogSettings settings, LogProvider provider, Optional<BlockAllocator> allocator, LogWatch watch) throws LogException {
        LogFile log = provider.open(settings.name(), settings.options());
        Lease lease = Lease.root("The log " + settings.name(), log::close);
        boolean opened = false;
        try {
            addContainers(log.containers(), settings);
            List<LogStream> streams = openStreams(log, settings, lease);
            opened = true;
            return new RunningLog(log, streams, new AreaMaking(allocator, watch), lease);
        } finally {
            if (!opened) {
                lease.end();
            }
        }
    }

    private static void addContainers(ContainerSet containers, LogSettings settings) throws LogException {
        int present = containers.list().size();
        if (present == 0) {
            containers.add(settings.containers(), settings.containerSize());
        } else if (present < settings.containers()) {
            containers.add(settings.containers() - present);
        }
    }

    private static List<LogStream> openStreams(LogFile log, LogSettings settings, Lease lease) throws LogException {
        List<LogStream> streams = new ArrayList<>();
        if (log.kind() == LogKind.DEDICATED || settings.name().streamName().isPresent()) {
            streams.add(held(log.stream(), lease));
        }
        for (String name : settings.streams()) {
            streams.add(held(log.stream(name), lease));
        }
        return streams;
    }

    private static LogStream held(LogStream stream, Lease lease) throws LogException {
        lease.give("The stream", stream::close);
        return stream;
    }

    /**
     * Publishes the log and its streams as services.
     *
     * @param properties what the services say beside what they are
     */
    void publish(BundleContext context, Map<String, Object> properties, Reports reports) throws LogException {
        Map<String, Object> ofLog = new Hashtable<>(properties);
        ofLog.put(ServiceProperties.LOG, log.name().toString());
        ofLog.put(ServiceProperties.KIND, log.kind().name().toLowerCase(Locale.ROOT));
        ofLog.put(ServiceProperties.IDENTITY, log.physicalInformation().identity().toString());
        PerBundle<LogFile> files =
                new PerBundle<>(lease, "The log " + log.name(), reports, given -> new ServedFile(log, areas, given));
        registrations.add(context.registerService(LogFile.class, files, new Hashtable<>(ofLog)));
        for (LogStream stream : streams) {
            Hashtable<String, Object> ofStream = new Hashtable<>(ofLog);
            ofStream.put(ServiceProperties.STREAM, stream.name());
            ofStream.put(ServiceProperties.STREAM_ID, stream.id());
            PerBundle<LogStream> views =
                    new PerBundle<>(lease, "The stream", reports, given -> new ServedStream(stream, areas, given));
            registrations.add(context.registerService(LogStream.class, views, ofStream));
        }
    }

    /**
     * Withdraws the services, so that those who use them let go, and closes what they have left open, youngest first.
     *
     * @throws LogException what could not be made durable; all is closed all the same
     */
    void close() throws LogException {
        registrations.forEach(ServiceRegistration::unregister);
        registrations.clear();
        lease.end();
    }
}
