package org.clfs4j.itests.conformance;

import static net.bytebuddy.matcher.ElementMatchers.is;
import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.named;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.FixedValue;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.clfs4j.Lsn;

/**
 * LSNs of which one method answers wrongly, for tests that ask no provider.
 *
 * <p>The API and the test kit are loaded anew for each wrong method, with the class {@link Lsn} changed.
 */
public final class WrongLsn extends ClassLoader {

    private static final ThreadLocal<Boolean> ASKING = ThreadLocal.withInitial(() -> false);

    private static int variant;

    private final byte[] lsn;

    private WrongLsn(byte[] lsn) {
        super(WrongLsn.class.getClassLoader());
        this.lsn = lsn;
    }

    /** Returns the methods that can be wrong, always in the same order. */
    static List<Method> methods() {
        return Arrays.stream(Lsn.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isBridge())
                .sorted(Comparator.comparing(Method::toString))
                .toList();
    }

    /** Returns the name by which a lie calls a method. */
    static String name(Method method) {
        return Liar.name(method);
    }

    /** Finds a method of LSNs by this name. */
    static Optional<Method> method(String name) {
        return methods().stream().filter(method -> name(method).equals(name)).findFirst();
    }

    /** Makes a test class that knows nothing but wrong LSNs. */
    static Class<?> concrete(Class<?> suite, Method wrong, int variant) throws ReflectiveOperationException {
        WrongLsn.variant = variant;
        byte[] changed = new ByteBuddy()
                .redefine(Lsn.class)
                .visit(Advice.to(Exit.class).on(is(wrong)))
                .make()
                .getBytes();
        WrongLsn loader = new WrongLsn(changed);
        return new ByteBuddy()
                .subclass(loader.loadClass(suite.getName()))
                .method(named("provider").and(isAbstract()))
                .intercept(FixedValue.nullValue())
                .make()
                .load(loader)
                .getLoaded();
    }

    /** Called by the changed method with what it would have returned. */
    public static Object another(Object value) {
        if (ASKING.get()) {
            return value;
        }
        ASKING.set(true);
        try {
            List<Object> others = Spoilt.of(value, value.getClass());
            return variant < others.size() ? others.get(variant) : value;
        } finally {
            ASKING.set(false);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith("org.clfs4j.") || name.startsWith(WrongLsn.class.getPackageName())) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            return known == null ? define(name) : known;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        if (name.equals(Lsn.class.getName())) {
            return defineClass(name, lsn, 0, lsn.length);
        }
        try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (file == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = file.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    /** What is put at the end of the method. */
    static final class Exit {

        private Exit() {}

        @Advice.OnMethodExit
        static void exit(@Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object value) {
            value = another(value);
        }
    }
}
