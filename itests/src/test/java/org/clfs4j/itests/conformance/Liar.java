package org.clfs4j.itests.conformance;

import static java.util.stream.Collectors.joining;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.clfs4j.Append;
import org.clfs4j.MarshallingArea;
import org.clfs4j.error.LogException;
import org.clfs4j.error.LogStatus;
import org.clfs4j.error.LogUsageException;

/**
 * Stands before a correct provider, and before all that comes from it, and tells one lie, or none.
 *
 * <p>It also notes every lie that it could have told.
 */
final class Liar {

    /** After so many lies it tells the truth, so that loops end. */
    private static final int PATIENCE = 200;

    /** In so many values of one method all is seen that could be said instead. */
    private static final int CURIOSITY = 64;

    private static final String API = "org.clfs4j.";

    private final Optional<Lie> lie;
    private final Set<Lie> chances = new ConcurrentSkipListSet<>();
    private final Map<Method, String> names = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> values = new ConcurrentHashMap<>();
    private final AtomicInteger told = new AtomicInteger();

    Liar(Optional<Lie> lie) {
        this.lie = lie;
    }

    /** Returns what could have been told until now. */
    Set<Lie> chances() {
        return chances;
    }

    <T> T disguise(Class<T> type, T honest) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, given) -> call(honest, method, given)));
    }

    private Object call(Object honest, Method method, Object[] given) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return method.invoke(honest, given);
        }
        String name = names.computeIfAbsent(method, Liar::name);
        Object[] arguments = given == null ? new Object[0] : given.clone();
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = spoil(name, Lie.Place.ARGUMENT, i, arguments[i], method.getGenericParameterTypes()[i]);
        }
        if (method.getReturnType() == void.class && chance(name, Lie.Place.OMISSION, 0, 0)) {
            return null;
        }
        try {
            Object result = method.invoke(honest, arguments);
            if (result instanceof MarshallingArea && chance(name, Lie.Place.EXCESS, 0, 0)) {
                ((MarshallingArea) result).claim(1, Append.NONE).abort();
            }
            return result(name, result, method.getGenericReturnType());
        } catch (InvocationTargetException e) {
            return failure(name, e.getCause(), method.getGenericReturnType());
        }
    }

    /** Returns the name by which a lie calls a method. */
    static String name(Method method) {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName()
                + Arrays.stream(method.getParameterTypes())
                        .map(Class::getSimpleName)
                        .collect(joining(", ", "(", ")"));
    }

    private Object result(String name, Object value, Type type) {
        if (value instanceof CompletionStage<?>) {
            Type inner = ((ParameterizedType) type).getActualTypeArguments()[0];
            return ((CompletionStage<?>) value).handle((result, failure) -> staged(name, result, failure, inner));
        }
        return spoil(name, Lie.Place.RESULT, 0, disguised(value, type), type);
    }

    private Object staged(String name, Object result, Throwable failure, Type type) {
        if (failure == null) {
            return result(name, result, type);
        }
        try {
            return failure(name, failure instanceof CompletionException ? failure.getCause() : failure, type);
        } catch (Throwable e) {
            throw new CompletionException(e);
        }
    }

    private Object failure(String name, Throwable failure, Type type) throws Throwable {
        if (chance(name, Lie.Place.FAILURE, 0, 0)) {
            return Spoilt.nothing(type);
        }
        if (chance(name, Lie.Place.FAILURE, 0, 1)) {
            throw another(failure);
        }
        throw failure;
    }

    private static Throwable another(Throwable failure) {
        boolean same = failure instanceof LogException
                && ((LogException) failure).status() == LogStatus.INVALID_PARAMETER;
        return new LogUsageException(same ? LogStatus.NOT_SUPPORTED : LogStatus.INVALID_PARAMETER, "For no reason");
    }

    private Object disguised(Object value, Type type) {
        if (value instanceof Optional<?>) {
            return ((Optional<?>) value).map(each -> disguised(each, argument(type)));
        }
        if (value instanceof List<?>) {
            return ((List<?>) value).stream().map(each -> disguised(each, argument(type))).toList();
        }
        boolean ours = value != null
                && type instanceof Class<?>
                && ((Class<?>) type).isInterface()
                && ((Class<?>) type).getName().startsWith(API);
        return ours ? disguiseAs((Class<?>) type, value) : value;
    }

    private <T> T disguiseAs(Class<T> type, Object value) {
        return disguise(type, type.cast(value));
    }

    private static Type argument(Type type) {
        return ((ParameterizedType) type).getActualTypeArguments()[0];
    }

    private Object spoil(String name, Lie.Place place, int index, Object value, Type type) {
        if (!isInteresting(name)) {
            return value;
        }
        List<Object> others = Spoilt.of(value, type);
        Object told = value;
        for (int variant = 0; variant < others.size(); variant++) {
            if (chance(name, place, index, variant)) {
                told = others.get(variant);
            }
        }
        return told;
    }

    private boolean isInteresting(String name) {
        return lie.map(each -> each.method().equals(name))
                .orElseGet(() -> values.computeIfAbsent(name, key -> new AtomicInteger()).incrementAndGet()
                        <= CURIOSITY);
    }

    /** Notes a chance to lie, and tells whether it is to be taken. */
    private boolean chance(String name, Lie.Place place, int index, int variant) {
        Lie chance = new Lie(name, place, index, variant);
        chances.add(chance);
        return lie.equals(Optional.of(chance)) && told.incrementAndGet() <= PATIENCE;
    }
}
