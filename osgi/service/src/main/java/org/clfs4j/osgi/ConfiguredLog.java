package org.clfs4j.osgi;

import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.clfs4j.LogProvider;
import org.clfs4j.allocator.BlockAllocator;
import org.clfs4j.error.LogException;
import org.clfs4j.osgi.state.ConfiguredLogState;
import org.clfs4j.osgi.state.LogState;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;
import org.osgi.service.metatype.annotations.Designate;

/**
 * A log that a configuration asks for: open and published whenever its provider and its allocator are there.
 *
 * <pre>
 *   waiting ──provider and allocator are there──▶ running ──one of them goes──▶ waiting
 *      │  └──the log cannot be opened: said once──▶ waiting for others
 *      └──or running, the configuration goes──▶ over
 * </pre>
 *
 * <p>Each of these steps is a {@link ConfiguredLogState} for those who watch.
 *
 * <p>A configuration that is not acceptable, or a log that cannot be opened, is said once in the log service and harms nothing
 * else; it is tried again when the configuration, or what it is opened with, changes.
 *
 * @threading safe for concurrent use; the lock is held while the log is opened and closed
 */
@Component(
        name = ConfiguredLog.PID,
        configurationPid = ConfiguredLog.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        service = {},
        immediate = true)
@Capability(
        namespace = "osgi.service",
        attribute = "objectClass:List<String>=\"org.clfs4j.LogFile,org.clfs4j.LogStream,"
                + "org.clfs4j.osgi.state.ConfiguredLogState\"",
        effective = "active")
@Designate(ocd = LogConfiguration.class, factory = true)
public final class ConfiguredLog implements Candidates.Owner {

    /** The factory PID of its configurations. */
    static final String PID = "org.clfs4j.log";

    /** What the configuration is made of; the rest is for those who look for the services. */
    private static final Set<String> OWN_KEYS = Stream.of(LogConfiguration.class.getDeclaredMethods())
            .map(method -> method.getName().replace('_', '.'))
            .collect(Collectors.toUnmodifiableSet());

    /** What the framework and its agents put into every configuration, and what is private. */
    private static final List<String> FOREIGN_PREFIXES = List.of(".", "service.", "component.", "felix.", "config.", "osgi.ds.");

    private final BundleContext context;
    private final Map<String, Object> raw;
    private final String who;
    private final Reports reports;
    private final Object lock = new Object();

    private LogSettings settings;
    private Candidates<LogProvider> providers;
    private Candidates<BlockAllocator> allocators;
    private RunningLog running;
    private ServiceReference<LogProvider> provider;
    private ServiceReference<BlockAllocator> allocator;
    private PublishedState state;
    private boolean looksAround = true;

    /**
     * Reads the configuration, and opens the log if it can be opened now; called by the framework.
     *
     * @param context the context of this bundle
     * @param configuration what is asked for
     * @param raw the same as it was written
     * @param logger where it is said what happens; {@code null} if there is no log service
     */
    @Activate
    public ConfiguredLog(
            BundleContext context,
            LogConfiguration configuration,
            Map<String, Object> raw,
            @Reference(service = LoggerFactory.class, cardinality = ReferenceCardinality.OPTIONAL) Logger logger) {
        this.context = context;
        this.raw = raw;
        this.who = "Configuration " + raw.getOrDefault(Constants.SERVICE_PID, PID);
        this.reports = new Reports(logger);
        try {
            settings = LogSettings.of(configuration, raw);
        } catch (BadConfigurationException e) {
            state = new PublishedState(context, reports, Clock.systemUTC(), own());
            state.notOpen(LogState.REFUSED, who + " is not acceptable, and nothing is opened: " + e.getMessage(), e);
            return;
        }
        Map<String, Object> named = own();
        named.put(ServiceProperties.LOG, settings.name().toString());
        state = new PublishedState(context, reports, Clock.systemUTC(), named);
        providers = new Candidates<>(
                context, LogProvider.class, ServiceProperties.PROVIDER, settings.provider(), lock, this);
        if (settings.allocator().isPresent()) {
            allocators = new Candidates<>(
                    context, BlockAllocator.class, ServiceProperties.ALLOCATOR, settings.allocator(), lock, this);
            allocators.open();
        }
        providers.open();
        synchronized (lock) {
            looksAround = false;
            waitIfAnythingIsMissing();
        }
    }

    /** Closes the log; called by the framework when the configuration or this bundle goes. */
    @Deactivate
    public void deactivate() {
        synchronized (lock) {
            close("its configuration has gone");
            settings = null;
            state.withdraw();
        }
        if (providers != null) {
            providers.close();
        }
        if (allocators != null) {
            allocators.close();
        }
    }

    @Override
    public void haveCome(Collection<? extends ServiceReference<?>> references) {
        open();
    }

    @Override
    public void isGoing(ServiceReference<?> reference) {
        if (reference.equals(provider) || reference.equals(allocator)) {
            close(reference.equals(provider) ? "its provider is going" : "its allocator is going");
        }
    }

    @Override
    public void hasGone() {
        open();
    }

    private void open() {
        if (running != null || settings == null || waitIfAnythingIsMissing()) {
            return;
        }
        provider = providers.best().orElseThrow();
        allocator = allocators == null ? null : allocators.best().orElseThrow();
        try {
            Optional<BlockAllocator> from = Optional.ofNullable(allocator).map(chosen -> allocators.service(chosen));
            LogWatch watch = new LogWatch(ForkJoinPool.commonPool(), state::lookAt);
            running = RunningLog.open(settings, providers.service(provider), from, watch);
            running.publish(context, properties(), reports);
            state.opened(theLog(), "is open with " + using(), with(), watch);
        } catch (LogException | RuntimeException | LinkageError e) {
            String reason = e instanceof LogException ? e.getMessage() : e.toString();
            String sentence = theLog() + " cannot be opened with " + using() + ": " + reason;
            try {
                close();
            } catch (LogException failure) {
                e.addSuppressed(failure);
            }
            state.notOpen(LogState.OPEN_FAILED, sentence, e);
        }
    }

    /** Waits for what the log is opened with, unless this has only begun to look for it; false if all is there. */
    private boolean waitIfAnythingIsMissing() {
        String missing = missing();
        if (!missing.isEmpty() && !looksAround) {
            state.notOpen(LogState.WAITING, theLog() + " waits for " + missing, null);
        }
        return !missing.isEmpty();
    }

    /** Begins a sentence. */
    private String theLog() {
        return who + ": the log " + settings.name();
    }

    /** Says what is missing for the log to be opened; nothing if all is there. */
    private String missing() {
        if (providers.best().isEmpty()) {
            return settings.provider().map(name -> "the log provider \"" + name + "\"").orElse("a log provider");
        }
        boolean complete = allocators == null || allocators.best().isPresent();
        return complete ? "" : "the allocator \"" + settings.allocator().orElseThrow() + "\"";
    }

    private String using() {
        String with = "the provider \"" + provider.getProperty(ServiceProperties.PROVIDER) + "\"";
        return settings.allocator().map(name -> with + " and the allocator \"" + name + "\"").orElse(with);
    }

    private void close(String why) {
        if (running == null) {
            return;
        }
        String closed = theLog() + " is closed, since " + why;
        try {
            close();
            state.closed(closed, null);
        } catch (LogException e) {
            state.closed(closed + ", but not in order: " + e.getMessage(), e);
        }
    }

    private void close() throws LogException {
        RunningLog last = running;
        running = null;
        provider = null;
        allocator = null;
        if (last != null) {
            last.close();
        }
    }

    /** Returns what the services say: what the configuration says of its own, and what the log is opened with. */
    private Map<String, Object> properties() {
        Map<String, Object> properties = own();
        if (raw.containsKey(Constants.SERVICE_RANKING)) {
            properties.put(Constants.SERVICE_RANKING, raw.get(Constants.SERVICE_RANKING));
        }
        properties.putAll(with());
        return properties;
    }

    /** Returns what the configuration says of its own, and which it is. */
    private Map<String, Object> own() {
        Map<String, Object> properties = new HashMap<>();
        raw.forEach((key, value) -> {
            if (!OWN_KEYS.contains(key) && FOREIGN_PREFIXES.stream().noneMatch(key::startsWith)) {
                properties.put(key, value);
            }
        });
        properties.put(ServiceProperties.PID, raw.getOrDefault(Constants.SERVICE_PID, PID));
        return properties;
    }

    /** Returns what the log is opened with. */
    private Map<String, Object> with() {
        Map<String, Object> with = new HashMap<>();
        with.put(ServiceProperties.PROVIDER, provider.getProperty(ServiceProperties.PROVIDER));
        settings.allocator().ifPresent(name -> with.put(ServiceProperties.ALLOCATOR, name));
        return with;
    }
}
