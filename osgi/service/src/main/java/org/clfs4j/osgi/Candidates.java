package org.clfs4j.osgi;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.WeakHashMap;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;

/**
 * The services that something can be made with: those of a type that have a name as a property, or one certain name.
 *
 * <p>Its owner is told when some have come, and before one goes. The framework waits while it is told: a service that goes is
 * gone when its owner has let it go. A {@code ServiceTracker} would not do: it does not make a service that goes wait for
 * somebody who is just told that it has come.
 *
 * @threading guarded by the lock that it is created with, which is held while the owner is told
 * @param <S> their type
 */
final class Candidates<S> implements ServiceListener {

    /** Is told of the services that come and go. */
    interface Owner {

        /** These can be used from now on. */
        void haveCome(Collection<? extends ServiceReference<?>> references);

        /** This one is going: it must not be used any more when this returns. */
        void isGoing(ServiceReference<?> reference);

        /** One is gone; there may be others. */
        void hasGone();
    }

    private final BundleContext context;
    private final Class<S> type;
    private final String filter;
    private final Object lock;
    private final Owner owner;
    private final NavigableMap<ServiceReference<S>, S> present = new TreeMap<>(Comparator.reverseOrder());

    /** A service that goes can be had for a moment still, also by somebody who has heard late that it has come. */
    private final Set<ServiceReference<S>> gone = Collections.newSetFromMap(new WeakHashMap<>());

    private boolean closed;

    /**
     * Looks for services.
     *
     * @param property the property that has the name
     * @param name the name; empty for any
     */
    Candidates(BundleContext context, Class<S> type, String property, Optional<String> name, Object lock, Owner owner) {
        this.context = context;
        this.type = type;
        this.filter = "(" + property + "=" + name.orElse("*") + ")";
        this.lock = lock;
        this.owner = owner;
    }

    /**
     * Tells the owner of those that are there, of all at once so that it need not try a lesser one first, and from now on of those
     * that come and go.
     */
    void open() {
        try {
            context.addServiceListener(this, "(&(" + Constants.OBJECTCLASS + "=" + type.getName() + ")" + filter + ")");
            come(context.getServiceReferences(type, filter));
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(e); // names have nothing in them that a filter would mind
        }
    }

    /** Tells the owner that all are going. */
    void close() {
        context.removeServiceListener(this);
        synchronized (lock) {
            closed = true;
            List.copyOf(present.keySet()).forEach(this::go);
        }
    }

    /** Returns the one that ranks highest. */
    Optional<ServiceReference<S>> best() {
        return present.isEmpty() ? Optional.empty() : Optional.of(present.firstKey());
    }

    S service(ServiceReference<?> reference) {
        return present.get(reference);
    }

    @Override
    public void serviceChanged(ServiceEvent event) {
        @SuppressWarnings("unchecked") // the filter names the type
        ServiceReference<S> reference = (ServiceReference<S>) event.getServiceReference();
        if (event.getType() == ServiceEvent.UNREGISTERING) {
            go(reference);
        } else if (event.getType() == ServiceEvent.REGISTERED) {
            come(List.of(reference));
        }
    }

    private void come(Collection<ServiceReference<S>> references) {
        synchronized (lock) {
            List<ServiceReference<S>> taken = references.stream().filter(this::take).toList();
            if (!taken.isEmpty()) {
                owner.haveCome(taken);
            }
        }
    }

    private boolean take(ServiceReference<S> reference) {
        if (closed || gone.contains(reference) || present.containsKey(reference)) {
            return false;
        }
        S service = context.getService(reference);
        if (service == null) {
            return false;
        }
        present.put(reference, service);
        return true;
    }

    private void go(ServiceReference<S> reference) {
        synchronized (lock) {
            gone.add(reference);
            if (present.containsKey(reference)) {
                owner.isGoing(reference);
                present.remove(reference);
                context.ungetService(reference);
                owner.hasGone();
            }
        }
    }
}
