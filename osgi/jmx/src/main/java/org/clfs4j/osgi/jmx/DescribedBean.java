package org.clfs4j.osgi.jmx;

import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.StandardMBean;

/**
 * An MXBean that says what its attributes mean, as its interface has it in {@link Meaning}.
 *
 * @threading safe for concurrent use
 */
final class DescribedBean extends StandardMBean {

    private final Class<?> type;

    <T> DescribedBean(T bean, Class<T> type) {
        super(bean, type, true);
        this.type = type;
    }

    @Override
    protected String getDescription(MBeanInfo info) {
        return type.getAnnotation(Meaning.class).value();
    }

    @Override
    protected String getDescription(MBeanAttributeInfo info) {
        try {
            return type.getMethod("get" + info.getName()).getAnnotation(Meaning.class).value();
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e); // an attribute is what has a getter
        }
    }
}
