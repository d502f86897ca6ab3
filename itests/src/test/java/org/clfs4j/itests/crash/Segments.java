package org.clfs4j.itests.crash;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import org.clfs4j.ReadContext;
import org.clfs4j.error.LogException;

/** The records of the provider outside the heap as memory segments, by reflection: these tests are compiled for an older Java. */
final class Segments {

    private static final Method CONFINED = method("org.clfs4j.offheap.MemorySegments", "confinedPayload", ReadContext.class);
    private static final Method SHARED = method("org.clfs4j.offheap.MemorySegments", "sharedPayload", ReadContext.class);
    private static final Method AS_BYTE_BUFFER = method("java.lang.foreign.MemorySegment", "asByteBuffer");

    private Segments() {}

    private static Method method(String type, String name, Class<?>... parameters) {
        try {
            return Class.forName(type).getMethod(name, parameters);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Returns the current record for the calling thread. */
    static ByteBuffer confined(ReadContext context) throws LogException {
        return (ByteBuffer) call(AS_BYTE_BUFFER, call(CONFINED, null, context));
    }

    /** Returns the current record for all threads. */
    static ByteBuffer shared(ReadContext context) throws LogException {
        return (ByteBuffer) call(AS_BYTE_BUFFER, call(SHARED, null, context));
    }

    private static Object call(Method method, Object target, Object... arguments) throws LogException {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            if (e.getCause() instanceof LogException thrown) {
                throw thrown;
            }
            throw new AssertionError(e.getCause());
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
