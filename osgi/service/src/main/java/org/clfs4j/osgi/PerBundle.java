package org.clfs4j.osgi;

import java.util.function.Function;
import org.clfs4j.error.LogException;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;

/**
 * Gives each bundle a view of its own of something that all of them use. A bundle that lets go, such as by being stopped,
 * leaves nothing open.
 *
 * @param <S> what it is
 */
final class PerBundle<S extends AutoCloseable> implements ServiceFactory<S> {

    private final Lease lease;
    private final String what;
    private final Reports reports;
    private final Function<Lease, S> view;

    PerBundle(Lease lease, String what, Reports reports, Function<Lease, S> view) {
        this.lease = lease;
        this.what = what;
        this.reports = reports;
        this.view = view;
    }

    @Override
    public S getService(Bundle bundle, ServiceRegistration<S> registration) {
        try {
            return view.apply(lease.give(what, () -> {}));
        } catch (LogException e) {
            return null; // it is being withdrawn
        }
    }

    @Override
    public void ungetService(Bundle bundle, ServiceRegistration<S> registration, S service) {
        try {
            service.close();
        } catch (Exception e) { // what AutoCloseable declares
            reports.error(what + " was left open by " + bundle + " and could not be closed in order", e);
        }
    }
}
