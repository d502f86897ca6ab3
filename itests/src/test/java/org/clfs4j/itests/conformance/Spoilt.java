package org.clfs4j.itests.conformance;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.clfs4j.LogName;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;

/** What can be said instead of a value: others of the same type that are near enough to be taken for it. */
final class Spoilt {

    private Spoilt() {}

    /** Returns other values of a type, always in the same order; none if no other is known. */
    static List<Object> of(Object value, Type type) {
        List<Object> others = new ArrayList<>();
        for (Object each : candidates(value, type)) {
            if (!each.equals(value)) {
                others.add(each);
            }
        }
        return others;
    }

    private static List<?> candidates(Object value, Type type) {
        if (value == null) {
            return List.of();
        } else if (value instanceof Boolean) {
            return List.of(!(boolean) value);
        } else if (value instanceof Integer) {
            return List.of((int) value + 1, 0);
        } else if (value instanceof Long) {
            return List.of((long) value + 1, 0L);
        } else if (value instanceof Lsn) {
            return List.of(((Lsn) value).increment(), Lsn.NULL, Lsn.INVALID);
        } else if (value instanceof Enum<?>) {
            return List.of(((Enum<?>) value).getDeclaringClass().getEnumConstants());
        } else if (value instanceof String) {
            return List.of(value + "x");
        } else if (value instanceof ByteBuffer) {
            return buffers((ByteBuffer) value);
        } else if (value instanceof Optional<?>) {
            return optionals((Optional<?>) value, type);
        } else if (value instanceof OptionalLong) {
            return List.of(OptionalLong.empty(), OptionalLong.of(((OptionalLong) value).orElse(0) + 1));
        } else if (value instanceof List<?>) {
            return lists((List<?>) value, type);
        } else if (value instanceof Set<?>) {
            return sets((Set<?>) value, type);
        } else if (value instanceof ByteBuffer[]) {
            return List.of((Object) Arrays.copyOf((ByteBuffer[]) value, ((ByteBuffer[]) value).length / 2));
        } else if (value instanceof Record) {
            return records((Record) value);
        }
        return ofOurs(value);
    }

    private static List<?> ofOurs(Object value) {
        if (value instanceof Instant) {
            return List.of(((Instant) value).plusMillis(1), Instant.EPOCH);
        } else if (value instanceof UUID) {
            return List.of(new UUID(0, 0));
        } else if (value instanceof Path) {
            return List.of(((Path) value).resolveSibling("elsewhere"));
        } else if (value instanceof LogName) {
            return List.of(LogName.of(Path.of(((LogName) value).path() + "x")));
        } else if (value instanceof MarshallingAreaOptions) {
            return List.of(MarshallingAreaOptions.builder().build());
        } else if (value instanceof OpenOptions) {
            return List.of(OpenOptions.openAlways(), OpenOptions.createNew(), OpenOptions.openExisting());
        }
        return List.of();
    }

    /** Another first byte, or one byte less or more. The bytes are copies: what is done to them has no effect. */
    private static List<ByteBuffer> buffers(ByteBuffer value) {
        ByteBuffer changed = copy(value, value.remaining());
        if (!value.hasRemaining()) {
            return List.of(copy(value, 1));
        }
        changed.put(0, (byte) ~changed.get(0));
        return List.of(changed, copy(value, value.remaining() - 1));
    }

    private static ByteBuffer copy(ByteBuffer value, int length) {
        byte[] bytes = new byte[value.remaining()];
        value.duplicate().get(bytes);
        return ByteBuffer.wrap(Arrays.copyOf(bytes, length)).order(value.order());
    }

    private static List<Optional<?>> optionals(Optional<?> value, Type type) {
        List<Optional<?>> others = new ArrayList<>();
        Type inner = argument(type);
        if (value.isEmpty()) {
            sample(inner).ifPresent(sample -> others.add(Optional.of(sample)));
        } else {
            others.add(Optional.empty());
            of(value.get(), inner).forEach(other -> others.add(Optional.of(other)));
        }
        return others;
    }

    private static List<List<?>> lists(List<?> value, Type type) {
        List<List<?>> others = new ArrayList<>();
        Type inner = argument(type);
        if (value.isEmpty()) {
            sample(inner).ifPresent(sample -> others.add(List.of(sample)));
        } else {
            others.add(value.subList(0, value.size() - 1));
            for (Object last : of(value.get(value.size() - 1), inner)) {
                List<Object> other = new ArrayList<>(value);
                other.set(value.size() - 1, last);
                others.add(Collections.unmodifiableList(other));
            }
        }
        return others;
    }

    /** One element less, or one that was not expected. */
    private static List<Set<?>> sets(Set<?> value, Type type) {
        if (!value.isEmpty()) {
            Set<Object> less = new HashSet<>(value);
            less.remove(value.iterator().next());
            return List.of(less);
        }
        return sample(argument(type)).<List<Set<?>>>map(sample -> List.of(Set.of(sample))).orElse(List.of());
    }

    private static List<Object> records(Record value) {
        RecordComponent[] components = value.getClass().getRecordComponents();
        List<Object> others = new ArrayList<>();
        try {
            Object[] parts = new Object[components.length];
            for (int i = 0; i < parts.length; i++) {
                parts[i] = components[i].getAccessor().invoke(value);
            }
            for (int i = 0; i < parts.length; i++) {
                for (Object part : of(parts[i], components[i].getGenericType())) {
                    Object[] changed = parts.clone();
                    changed[i] = part;
                    make(value.getClass(), changed).ifPresent(others::add);
                }
            }
        } catch (ReflectiveOperationException e) {
            return List.of(); // not one that users can look into
        }
        return others;
    }

    private static Optional<Object> make(Class<?> type, Object[] parts) {
        try {
            Constructor<?> constructor = type.getConstructor(
                    Arrays.stream(type.getRecordComponents()).map(RecordComponent::getType).toArray(Class<?>[]::new));
            return Optional.of(constructor.newInstance(parts));
        } catch (ReflectiveOperationException e) {
            return Optional.empty(); // no such value is possible
        }
    }

    private static Optional<Object> sample(Type type) {
        if (type == Lsn.class) {
            return Optional.of(Lsn.NULL);
        } else if (type == ByteBuffer.class) {
            return Optional.of(ByteBuffer.allocate(1));
        } else if (type == String.class) {
            return Optional.of("nothing");
        } else if (type instanceof Class<?> && ((Class<?>) type).isEnum()) {
            return Optional.of(((Class<?>) type).getEnumConstants()[0]);
        } else if (type instanceof Class<?> && ((Class<?>) type).isRecord()) {
            Object[] parts = Arrays.stream(((Class<?>) type).getRecordComponents())
                    .map(part -> sample(part.getGenericType()).orElse(nothing(part.getGenericType())))
                    .toArray();
            return make((Class<?>) type, parts);
        }
        return Optional.empty();
    }

    /** Returns what is the least to be said where something of a type is expected. */
    static Object nothing(Type type) {
        Class<?> raw = (Class<?>) (type instanceof ParameterizedType ? ((ParameterizedType) type).getRawType() : type);
        if (raw.isPrimitive() && raw != void.class) {
            return Array.get(Array.newInstance(raw, 1), 0);
        } else if (raw == Optional.class) {
            return Optional.empty();
        } else if (raw == OptionalLong.class) {
            return OptionalLong.empty();
        } else if (raw == List.class) {
            return List.of();
        } else if (raw == CompletionStage.class) {
            return CompletableFuture.completedFuture(null);
        } else if (raw == Lsn.class) {
            return Lsn.NULL;
        }
        return null;
    }

    private static Type argument(Type type) {
        return type instanceof ParameterizedType
                ? ((ParameterizedType) type).getActualTypeArguments()[0]
                : Object.class;
    }
}
