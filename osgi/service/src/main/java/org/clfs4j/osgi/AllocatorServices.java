package org.clfs4j.osgi;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.clfs4j.allocator.AllocatorProvider;
import org.clfs4j.allocator.BlockAllocator;
import org.clfs4j.allocator.BlockAllocators;
import org.clfs4j.allocator.BlockTrait;
import org.clfs4j.allocator.PoolType;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;

/**
 * Publishes the built-in allocators, and each allocator that works here as a service by itself.
 *
 * <pre>
 *   service AllocatorProvider ──has no obstacle──▶ service BlockAllocator, until the provider goes
 * </pre>
 *
 * <p>What is in the way of one that does not work here is said once.
 *
 * @threading safe for concurrent use
 */
@Component(service = {}, immediate = true)
@Capability(
        namespace = "osgi.service",
        attribute = "objectClass:List<String>=\"org.clfs4j.allocator.AllocatorProvider,org.clfs4j.allocator.BlockAllocator\"",
        effective = "active")
public final class AllocatorServices implements Candidates.Owner {

    private final BundleContext context;
    private final Reports reports;
    private final List<ServiceRegistration<AllocatorProvider>> builtIn = new ArrayList<>();
    private final Map<ServiceReference<?>, ServiceRegistration<BlockAllocator>> published = new HashMap<>();

    /** Those that have a name. What a service loader mediator publishes has none; the allocators' own bundles give one. */
    private final Candidates<AllocatorProvider> providers;

    /**
     * Publishes what is there, and from then on what comes; called by the framework.
     *
     * @param context the context of this bundle
     * @param logger where it is said what does not work; {@code null} if there is no log service
     */
    @Activate
    public AllocatorServices(
            BundleContext context,
            @Reference(service = LoggerFactory.class, cardinality = ReferenceCardinality.OPTIONAL) Logger logger) {
        this.context = context;
        this.reports = new Reports(logger);
        for (AllocatorProvider provider : BlockAllocators.all()) {
            if (provider.getClass().getClassLoader() == AllocatorProvider.class.getClassLoader()) {
                builtIn.add(context.registerService(AllocatorProvider.class, provider, named(provider.name())));
            }
        }
        providers = new Candidates<>(
                context, AllocatorProvider.class, ServiceProperties.ALLOCATOR, Optional.empty(), published, this);
        providers.open();
    }

    /** Withdraws everything; called by the framework when this bundle goes. */
    @Deactivate
    public void deactivate() {
        providers.close();
        builtIn.forEach(ServiceRegistration::unregister);
    }

    private static Hashtable<String, Object> named(String name) {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put(ServiceProperties.ALLOCATOR, name);
        return properties;
    }

    @Override
    public void haveCome(Collection<? extends ServiceReference<?>> references) {
        references.forEach(this::publish);
    }

    private void publish(ServiceReference<?> reference) {
        AllocatorProvider provider = providers.service(reference);
        Optional<String> obstacle = obstacle(provider);
        if (obstacle.isPresent()) {
            reports.info("The allocator \"" + provider.name() + "\" does not work here: " + obstacle.get());
            return;
        }
        Hashtable<String, Object> properties = named(provider.name());
        properties.put(
                ServiceProperties.TRAITS,
                provider.promise(PoolType.NON_PAGED).stream().map(BlockTrait::toString).sorted().toArray(String[]::new));
        Object ranking = reference.getProperty(Constants.SERVICE_RANKING);
        if (ranking != null) {
            properties.put(Constants.SERVICE_RANKING, ranking);
        }
        published.put(
                reference, context.registerService(BlockAllocator.class, provider.allocator(), properties));
    }

    /** Looking for libraries may fail in ways that a provider does not expect. */
    private static Optional<String> obstacle(AllocatorProvider provider) {
        try {
            return provider.obstacle();
        } catch (RuntimeException | LinkageError e) {
            return Optional.of("it threw " + e);
        }
    }

    @Override
    public void isGoing(ServiceReference<?> reference) {
        ServiceRegistration<BlockAllocator> registration = published.remove(reference);
        if (registration != null) {
            registration.unregister();
        }
    }

    @Override
    public void hasGone() {
        // Another one of the same name is published already.
    }
}
