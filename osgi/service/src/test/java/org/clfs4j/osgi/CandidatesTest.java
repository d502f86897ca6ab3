package org.clfs4j.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Array;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.clfs4j.LogProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;

class CandidatesTest implements Candidates.Owner {

    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private final List<ServiceReference<?>> registered = new ArrayList<>();
    private final Object lock = new Object();
    private final Candidates<LogProvider> candidates = new Candidates<>(
            framework(), LogProvider.class, "clfs.provider", Optional.empty(), lock, this);

    private Runnable whileTold = () -> {};

    @BeforeEach
    void reset() {
        told.clear();
    }

    @Override
    public void haveCome(Collection<? extends ServiceReference<?>> references) {
        whileTold.run();
        told.add("come " + references);
    }

    @Override
    public void isGoing(ServiceReference<?> reference) {
        told.add("going " + reference);
    }

    @Override
    public void hasGone() {
        told.add("gone");
    }

    /** A framework with the services in {@link #registered}. */
    private BundleContext framework() {
        return (BundleContext) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {BundleContext.class}, (proxy, method, arguments) ->
                        switch (method.getName()) {
                            case "getServiceReferences" -> List.copyOf(registered);
                            case "getService" -> Proxy.newProxyInstance(
                                    getClass().getClassLoader(), new Class<?>[] {LogProvider.class}, (p, m, a) -> null);
                            case "ungetService" -> told.add("unget " + arguments[0]);
                            default -> null;
                        });
    }

    /** A service; one that is made later ranks lower. */
    private static ServiceReference<?> reference(String name) {
        return (ServiceReference<?>) Proxy.newProxyInstance(
                CandidatesTest.class.getClassLoader(), new Class<?>[] {ServiceReference.class}, (proxy, method, arguments) ->
                        switch (method.getName()) {
                            case "compareTo" -> arguments[0].toString().compareTo(name);
                            case "equals" -> proxy == arguments[0];
                            case "hashCode" -> name.hashCode();
                            case "toString" -> name;
                            default -> method.getReturnType().isArray() ? Array.newInstance(String.class, 0) : null;
                        });
    }

    private void happens(int type, ServiceReference<?> reference) {
        candidates.serviceChanged(new ServiceEvent(type, reference));
    }

    @Test
    void thoseThatAreThereAndThoseThatComeAreTold() {
        registered.add(reference("a"));
        candidates.open();
        happens(ServiceEvent.REGISTERED, reference("b"));

        assertThat(told).containsExactly("come [a]", "come [b]");
        assertThat(candidates.best().map(Object::toString)).contains("a");
    }

    /** A log that cannot be opened with the best one would be complained of twice if a lesser one were tried before. */
    @Test
    void ownerIsToldOnceOfAllThatAreThere() {
        registered.add(reference("b"));
        registered.add(reference("a"));

        candidates.open();

        assertThat(told).containsExactly("come [b, a]");
        assertThat(candidates.best().map(Object::toString)).contains("a");
    }

    @Test
    void oneThatGoesIsUsedUntilItsOwnerHasLetItGo() {
        ServiceReference<?> a = reference("a");
        registered.add(a);
        candidates.open();

        happens(ServiceEvent.UNREGISTERING, a);

        assertThat(told).containsExactly("come [a]", "going a", "unget a", "gone");
        assertThat(candidates.best()).isEmpty();
    }

    @Test
    void oneThatHasGoneDoesNotComeAnyMore() {
        ServiceReference<?> a = reference("a");
        candidates.open();

        happens(ServiceEvent.UNREGISTERING, a);
        happens(ServiceEvent.REGISTERED, a);

        assertThat(told).isEmpty();
    }

    @Test
    void oneThatGoesWaitsForWhoeverIsToldThatItHasCome() throws InterruptedException {
        ServiceReference<?> a = reference("a");
        Thread stopping = new Thread(() -> happens(ServiceEvent.UNREGISTERING, a));
        whileTold = () -> {
            stopping.start();
            while (stopping.getState() != Thread.State.BLOCKED && stopping.getState() != Thread.State.TERMINATED) {
                Thread.onSpinWait();
            }
            told.add(stopping.isAlive() ? "waits" : "does not wait");
        };
        candidates.open();

        happens(ServiceEvent.REGISTERED, a);
        stopping.join();

        assertThat(told).containsExactly("waits", "come [a]", "going a", "unget a", "gone");
    }

    @Test
    void closingLetsAllGo() {
        registered.add(reference("a"));
        candidates.open();

        candidates.close();
        happens(ServiceEvent.REGISTERED, reference("b"));

        assertThat(told).containsExactly("come [a]", "going a", "unget a", "gone");
    }
}
