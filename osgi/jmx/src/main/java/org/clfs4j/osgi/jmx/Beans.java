package org.clfs4j.osgi.jmx;

import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * The beans of one server, by the names that consoles show.
 *
 * <p>A name that is taken, such as by another framework in this process, is given once more with the key {@value #COPY}.
 *
 * @threading safe for concurrent use
 */
final class Beans {

    private static final String DOMAIN = "org.clfs4j";
    private static final String COPY = "copy";

    private final MBeanServer server;

    Beans(MBeanServer server) {
        this.server = server;
    }

    /** Registers a bean under keys that follow each other as they are given; returns the name that it has got. */
    <T> ObjectName register(T bean, Class<T> type, String keys) {
        try {
            DescribedBean described = new DescribedBean(bean, type);
            String name = DOMAIN + ":" + keys;
            for (int copy = 1; ; copy++) {
                try {
                    String distinct = copy == 1 ? name : name + "," + COPY + "=" + copy;
                    return server.registerMBean(described, new ObjectName(distinct)).getObjectName();
                } catch (InstanceAlreadyExistsException e) {
                    // The next one may be free.
                }
            }
        } catch (JMException e) {
            throw new IllegalStateException("The bean with " + keys + " could not be registered: " + e, e);
        }
    }

    /** Takes a bean away; nothing if somebody else has. */
    void unregister(ObjectName name) {
        try {
            server.unregisterMBean(name);
        } catch (InstanceNotFoundException e) {
            // It is as it should be.
        } catch (JMException e) {
            throw new IllegalStateException("The bean " + name + " could not be unregistered: " + e, e);
        }
    }
}
