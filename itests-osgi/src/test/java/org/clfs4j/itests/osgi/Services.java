package org.clfs4j.itests.osgi;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/** Looks for services; waits for them where the framework works in a thread of its own. */
final class Services {

    /** How long a slow machine may take. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private final BundleContext context;

    Services(BundleContext context) {
        this.context = context;
    }

    <S> List<ServiceReference<S>> references(Class<S> type, String filter) {
        try {
            Collection<ServiceReference<S>> found = context.getServiceReferences(type, filter);
            return found.stream().sorted((one, other) -> other.compareTo(one)).toList();
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    <S> Optional<ServiceReference<S>> reference(Class<S> type, String filter) {
        return references(type, filter).stream().findFirst();
    }

    <S> S get(Class<S> type, String filter) {
        return context.getService(reference(type, filter)
                .orElseThrow(() -> new IllegalStateException("No " + type.getName() + " with " + filter)));
    }

    /** Returns a service as soon as it is there. */
    <S> S await(Class<S> type, String filter) throws InterruptedException {
        return context.getService(awaitReference(type, filter));
    }

    /** Returns a reference to a service as soon as it is there. */
    <S> ServiceReference<S> awaitReference(Class<S> type, String filter) throws InterruptedException {
        ServiceTracker<S, S> tracker = tracker(type, filter);
        tracker.open();
        try {
            if (tracker.waitForService(PATIENCE.toMillis()) == null) {
                throw new AssertionError("No " + type.getName() + " with " + filter + " within " + PATIENCE);
            }
            return tracker.getServiceReference();
        } finally {
            tracker.close();
        }
    }

    /** Returns a reference to a service whose type is only known by its name, as soon as it is there. */
    ServiceReference<?> awaitReference(String type, String filter) throws InterruptedException {
        ServiceTracker<?, ?> tracker = tracker(type, filter);
        tracker.open(true);
        try {
            if (tracker.waitForService(PATIENCE.toMillis()) == null) {
                throw new AssertionError("No " + type + " with " + filter + " within " + PATIENCE);
            }
            return tracker.getServiceReference();
        } finally {
            tracker.close();
        }
    }

    /**
     * Returns when there is no such service any more.
     *
     * <p>A tracker would not do: one that is opened while a service is going may get it, and is not told that it goes.
     */
    void awaitNone(String type, String filter) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (isThere(type, filter)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("There is still a " + type + " with " + filter + " after " + PATIENCE);
            }
            Thread.onSpinWait();
        }
    }

    private boolean isThere(String type, String filter) {
        try {
            return context.getAllServiceReferences(type, filter) != null;
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Waits until a service is there, whatever its type. */
    void awaitAny(String filter) throws InterruptedException {
        ServiceTracker<Object, Object> tracker = tracker(filter);
        tracker.open();
        try {
            if (tracker.waitForService(PATIENCE.toMillis()) == null) {
                throw new AssertionError("No service with " + filter + " within " + PATIENCE);
            }
        } finally {
            tracker.close();
        }
    }

    private <S> ServiceTracker<S, S> tracker(Class<S> type, String filter) {
        return tracker(type.getName(), filter);
    }

    private <S> ServiceTracker<S, S> tracker(String type, String filter) {
        return tracker("(&(objectClass=" + type + ")" + filter + ")");
    }

    private <S> ServiceTracker<S, S> tracker(String filter) {
        try {
            return new ServiceTracker<>(context, FrameworkUtil.createFilter(filter), null);
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
