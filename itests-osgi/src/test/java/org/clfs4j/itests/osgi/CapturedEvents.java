package org.clfs4j.itests.osgi;

import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

/** Keeps the events of logs with a certain property, in the order of their arrival. */
final class CapturedEvents implements EventHandler, AutoCloseable {

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final ServiceRegistration<EventHandler> registration;

    CapturedEvents(BundleContext context, String filter) {
        registration = context.registerService(
                EventHandler.class,
                this,
                new Hashtable<>(Map.of(EventConstants.EVENT_TOPIC, "org/clfs4j/log/*", EventConstants.EVENT_FILTER, filter)));
    }

    @Override
    public void handleEvent(Event event) {
        events.add(event);
    }

    /** Returns the next event as soon as it is there, which must be of a topic. */
    Event await(String topic) throws InterruptedException {
        Event event = events.poll(Services.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        if (event == null || !event.getTopic().equals("org/clfs4j/log/" + topic)) {
            throw new AssertionError("Expected the event " + topic + " within " + Services.PATIENCE + ", found " + event);
        }
        return event;
    }

    @Override
    public void close() {
        registration.unregister();
    }
}
