package org.clfs4j.osgi.gogo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.clfs4j.LogProvider;
import org.clfs4j.ProviderSearch;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;

/**
 * The providers among the services, held while a command runs.
 *
 * @threading used by one command; {@link #anyHasGone()} may be asked by any thread
 */
final class UsedProviders implements ServiceListener, AutoCloseable {

    /** A mediator of service loaders publishes providers once more, without this property. */
    private static final String FILTER = "(clfs.provider=*)";

    private final BundleContext context;
    private final List<ServiceReference<LogProvider>> references = new ArrayList<>();
    private final List<LogProvider> providers = new ArrayList<>();
    private volatile boolean anyHasGone;

    private UsedProviders(BundleContext context) {
        this.context = context;
    }

    /** Takes those that are there. */
    static UsedProviders of(BundleContext context) {
        UsedProviders used = new UsedProviders(context);
        try {
            context.addServiceListener(
                    used, "(&(" + Constants.OBJECTCLASS + "=" + LogProvider.class.getName() + ")" + FILTER + ")");
            Collection<ServiceReference<LogProvider>> found = context.getServiceReferences(LogProvider.class, FILTER);
            found.stream().sorted(Comparator.reverseOrder()).forEach(used::take);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e); // the filter is written above
        }
        return used;
    }

    private void take(ServiceReference<LogProvider> reference) {
        LogProvider provider = context.getService(reference);
        if (provider != null) {
            references.add(reference);
            providers.add(provider);
        }
    }

    /** Returns them, best first, which is the one that ranks highest. */
    ProviderSearch search() {
        Optional<LogProvider> best = providers.stream().findFirst();
        String reason = best.isPresent()
                ? providers.stream().map(LogProvider::name).collect(Collectors.joining(", ", "the best of [", "]"))
                : "no log provider is there; start a bundle that has one, such as org.clfs4j.nio";
        return new ProviderSearch(providers, List.of(), best, reason);
    }

    /** Tells whether one of them is being stopped, or was: a command that uses it is to end. */
    boolean anyHasGone() {
        return anyHasGone;
    }

    @Override
    public void serviceChanged(ServiceEvent event) {
        if (event.getType() == ServiceEvent.UNREGISTERING) {
            anyHasGone = true;
        }
    }

    @Override
    public void close() {
        context.removeServiceListener(this);
        references.forEach(context::ungetService);
    }
}
