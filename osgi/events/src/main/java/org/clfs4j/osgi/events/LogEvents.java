package org.clfs4j.osgi.events;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.clfs4j.osgi.state.ConfiguredLogState;
import org.clfs4j.osgi.state.StateChange;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.event.EventConstants;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;

/**
 * Posts an event for each state that a configured log comes into, in order; for those that are there already the newest.
 *
 * @threading safe for concurrent use
 */
@Component(service = {}, immediate = true)
public final class LogEvents
        implements ServiceTrackerCustomizer<ConfiguredLogState, AtomicReference<StateChange>> {

    /** What topics begin with; the name of the state follows. */
    static final String TOPICS = "org/clfs4j/log/";

    /** The properties of a service that events have, too, are those that do not begin so. */
    private static final String OF_THE_FRAMEWORK = "service.";

    private static final String OBJECT_CLASS = "objectClass";

    private final BundleContext context;
    private final EventAdmin admin;
    private final ServiceTracker<ConfiguredLogState, AtomicReference<StateChange>> logs;

    /**
     * Begins to post; called by the framework.
     *
     * @param context the context of this bundle
     * @param admin who delivers the events
     */
    @Activate
    public LogEvents(BundleContext context, @Reference EventAdmin admin) {
        this.context = context;
        this.admin = admin;
        this.logs = new ServiceTracker<>(context, ConfiguredLogState.class, this);
        logs.open();
    }

    /** Posts nothing more; called by the framework when Event Admin or this bundle goes. */
    @Deactivate
    public void deactivate() {
        logs.close();
    }

    @Override
    public AtomicReference<StateChange> addingService(ServiceReference<ConfiguredLogState> reference) {
        AtomicReference<StateChange> posted = new AtomicReference<>();
        modifiedService(reference, posted);
        return posted;
    }

    @Override
    public void modifiedService(ServiceReference<ConfiguredLogState> reference, AtomicReference<StateChange> posted) {
        ConfiguredLogState log = context.getService(reference);
        if (log == null) {
            return; // it is going
        }
        try {
            StateChange newest = log.newest();
            if (posted.getAndSet(newest) != newest) {
                admin.postEvent(event(newest, said(reference)));
            }
        } finally {
            context.ungetService(reference);
        }
    }

    @Override
    public void removedService(ServiceReference<ConfiguredLogState> reference, AtomicReference<StateChange> posted) {
        // That a log is closed was told before.
    }

    /** Returns what a service says of itself, without what the framework says of it. */
    private static Map<String, Object> said(ServiceReference<?> reference) {
        Map<String, Object> properties = new HashMap<>();
        for (String key : reference.getPropertyKeys()) {
            if (!key.startsWith(OF_THE_FRAMEWORK) && !key.equals(OBJECT_CLASS)) {
                properties.put(key, reference.getProperty(key));
            }
        }
        return properties;
    }

    /** Makes the event of a change. */
    static Event event(StateChange change, Map<String, Object> said) {
        Map<String, Object> properties = new HashMap<>(said);
        properties.put(EventConstants.TIMESTAMP, change.when().toEpochMilli());
        properties.put(EventConstants.MESSAGE, change.sentence());
        change.exception().ifPresent(exception -> {
            properties.put(EventConstants.EXCEPTION, exception);
            properties.put(EventConstants.EXCEPTION_CLASS, exception.getClass().getName());
            if (exception.getMessage() != null) {
                properties.put(EventConstants.EXCEPTION_MESSAGE, exception.getMessage());
            }
        });
        return new Event(TOPICS + change.state().name(), properties);
    }
}
