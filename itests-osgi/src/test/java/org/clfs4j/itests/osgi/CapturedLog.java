package org.clfs4j.itests.osgi;

import java.lang.reflect.Proxy;
import java.util.Hashtable;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;

/** A log service that ranks above all others and keeps what it is told as errors. */
final class CapturedLog implements LoggerFactory, AutoCloseable {

    private final BlockingQueue<String> errors = new LinkedBlockingQueue<>();
    private final ServiceRegistration<LoggerFactory> registration;

    CapturedLog(BundleContext context) {
        Hashtable<String, Object> first = new Hashtable<>();
        first.put(Constants.SERVICE_RANKING, Integer.MAX_VALUE);
        registration = context.registerService(LoggerFactory.class, this, first);
    }

    /** Returns the next error with a word in it. */
    String awaitError(String word) throws InterruptedException {
        long end = System.nanoTime() + Services.PATIENCE.toNanos();
        while (true) {
            String error = errors.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (error == null) {
                throw new AssertionError("No error about " + word + " within " + Services.PATIENCE);
            }
            if (error.contains(word)) {
                return error;
            }
        }
    }

    /** Returns the errors that were not asked for. */
    List<String> otherErrors(Predicate<String> about) {
        return errors.stream().filter(about).toList();
    }

    private Logger logger() {
        return (Logger) Proxy.newProxyInstance(
                Logger.class.getClassLoader(), new Class<?>[] {Logger.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("error")) {
                        errors.add(String.valueOf(arguments.length > 1 ? arguments[1] : arguments[0]));
                    }
                    return method.getReturnType() == boolean.class ? Boolean.TRUE : null;
                });
    }

    @Override
    public Logger getLogger(String name) {
        return logger();
    }

    @Override
    public Logger getLogger(Class<?> type) {
        return logger();
    }

    @Override
    public <L extends Logger> L getLogger(String name, Class<L> loggerType) {
        return loggerType.cast(logger());
    }

    @Override
    public <L extends Logger> L getLogger(Class<?> type, Class<L> loggerType) {
        return loggerType.cast(logger());
    }

    @Override
    public <L extends Logger> L getLogger(Bundle bundle, String name, Class<L> loggerType) {
        return loggerType.cast(logger());
    }

    @Override
    public void close() {
        registration.unregister();
    }
}
