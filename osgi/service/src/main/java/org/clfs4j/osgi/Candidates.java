package org.clfs4j.osgi;

import java.util.Comparator;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;

/**
 * The services that something can be made with: those of a type that have a name as a property, or one certain name.
 *
 * <p>Its owner is told when one has come, and before one goes. The framework waits while it is told: a service that goes is
 * gone when its owner has let it go.
 *
 * @threading guarded by the lock that it is created with, which is held while the owner is told
 * @param <S> their type
 */
final class Candidates<S> implements ServiceTrackerCustomizer<S, S> {

    /** Is told of the services that come and go. */
    interface Owner {

        /** One more can be used. */
        void hasCome();

        /** This one is going: it must not be used any more. */
        void isGoing(ServiceReference<?> reference);

        /** It is gone; there may be others. */
        void hasGone();
    }

    private final BundleContext context;
    private final Object lock;
    private final Owner owner;
    private final NavigableMap<ServiceReference<S>, S> present = new TreeMap<>(Comparator.reverseOrder());
    private final ServiceTracker<S, S> tracker;

    Candidates(BundleContext context, Class<S> type, String property, Optional<String> name, Object lock, Owner owner) {
        this.context = context;
        this.lock = lock;
        this.owner = owner;
        this.tracker = new ServiceTracker<>(context, filter(type, property, name), this);
    }

    private static Filter filter(Class<?> type, String property, Optional<String> name) {
        try {
            return FrameworkUtil.createFilter(
                    "(&(objectClass=" + type.getName() + ")(" + property + "=" + name.orElse("*") + "))");
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(e); // names have nothing in them that a filter would mind
        }
    }

    void open() {
        tracker.open();
    }

    void close() {
        tracker.close();
    }

    /** Returns the one that ranks highest. */
    Optional<ServiceReference<S>> best() {
        return present.isEmpty() ? Optional.empty() : Optional.of(present.firstKey());
    }

    S service(ServiceReference<S> reference) {
        return present.get(reference);
    }

    @Override
    public S addingService(ServiceReference<S> reference) {
        S service = context.getService(reference);
        if (service != null) {
            synchronized (lock) {
                present.put(reference, service);
                owner.hasCome();
            }
        }
        return service;
    }

    @Override
    public void modifiedService(ServiceReference<S> reference, S service) {
        // Who uses it goes on with it.
    }

    @Override
    public void removedService(ServiceReference<S> reference, S service) {
        synchronized (lock) {
            owner.isGoing(reference);
            present.remove(reference);
        }
        context.ungetService(reference);
        synchronized (lock) {
            owner.hasGone();
        }
    }
}
