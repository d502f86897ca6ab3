package org.clfs4j.osgi.gogo;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.clfs4j.LogFile;
import org.clfs4j.LogProvider;
import org.clfs4j.LogStream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;

/** As much of a framework as the commands ask for: services with properties, in the order of their ranks. */
final class Framework {

    private final Map<ServiceReference<?>, Object> services = new LinkedHashMap<>();
    private final Map<ServiceReference<?>, Class<?>> types = new LinkedHashMap<>();
    private final List<ServiceListener> listeners = new ArrayList<>();
    private int taken;

    /** Publishes a provider; one that is published later ranks lower. */
    ServiceReference<?> provider(LogProvider provider) {
        return register(LogProvider.class, Map.of("clfs.provider", provider.name()), provider);
    }

    /** Publishes a log that cannot be taken. */
    void log(Map<String, Object> properties) {
        register(LogFile.class, properties, null);
    }

    /** Publishes a stream that cannot be taken. */
    void stream(Map<String, Object> properties) {
        register(LogStream.class, properties, null);
    }

    private ServiceReference<?> register(Class<?> type, Map<String, Object> properties, Object service) {
        int number = services.size();
        ServiceReference<?> reference = proxy(ServiceReference.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "compareTo" -> (Integer) ((ServiceReference<?>) arguments[0]).getProperty("number") - number;
            case "getProperty" -> arguments[0].equals("number") ? (Object) number : properties.get(arguments[0]);
            case "getPropertyKeys" -> properties.keySet().toArray(String[]::new);
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> number;
            case "toString" -> "service " + number;
            default -> throw new UnsupportedOperationException(method.getName());
        });
        services.put(reference, service);
        types.put(reference, type);
        return reference;
    }

    /** Tells the listeners that a service is going. */
    void goes(ServiceReference<?> reference) {
        types.remove(reference);
        listeners.forEach(listener -> listener.serviceChanged(new ServiceEvent(ServiceEvent.UNREGISTERING, reference)));
    }

    /** How many services have been taken and not given back. */
    int taken() {
        return taken;
    }

    int listeners() {
        return listeners.size();
    }

    BundleContext context() {
        return proxy(BundleContext.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getServiceReferences" -> types.entrySet().stream()
                    .filter(each -> each.getValue() == arguments[0])
                    .map(Map.Entry::getKey)
                    .toList();
            case "getService" -> {
                taken++;
                yield services.get(arguments[0]);
            }
            case "ungetService" -> {
                taken--;
                yield true;
            }
            case "addServiceListener" -> listeners.add((ServiceListener) arguments[0]) ? null : null;
            case "removeServiceListener" -> listeners.remove(arguments[0]) ? null : null;
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    @SuppressWarnings("unchecked")
    private static <T> T proxy(Class<?> type, InvocationHandler handler) {
        return (T) Proxy.newProxyInstance(Framework.class.getClassLoader(), new Class<?>[] {type}, handler);
    }
}
