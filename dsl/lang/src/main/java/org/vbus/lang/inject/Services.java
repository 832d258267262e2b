// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.inject;

import com.google.inject.Binding;
import com.google.inject.ConfigurationException;
import com.google.inject.ImplementedBy;
import com.google.inject.Inject;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.MembersInjector;
import com.google.inject.Module;
import com.google.inject.Provider;
import com.google.inject.Scope;
import com.google.inject.Singleton;
import com.google.inject.TypeLiteral;
import com.google.inject.spi.Element;
import com.google.inject.spi.InjectionPoint;
import com.google.inject.spi.Message;
import com.google.inject.spi.TypeConverterBinding;
import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes the services of the language as they are asked for, by the annotations of Guice. Guice itself looks at every service before it
 * makes the first, which takes longer than to check a small spec. Of its rules this has those that Xtext's services use: constructors, fields and
 * methods with {@link Inject}, {@link com.google.inject.name.Named names} and other qualifiers, {@link ImplementedBy}, {@link Singleton} and providers. Anything else
 * is refused. One thread uses it at a time.
 */
final class Services implements Injector {
    private final Map<Wanted, Object> bindings;
    private final Map<Class<?>, Object> singletons = new HashMap<>();
    /** Made, but not all of their members are set: what asks for them meanwhile gets them as they are, as with Guice. */
    private final Map<Class<?>, Object> underway = new HashMap<>();
    private final Map<Class<?>, List<Point>> points = new HashMap<>();

    /** A field or a method that is injected. */
    private record Point(Field field, Method method, List<Wanted> wanted, boolean optional) { }

    /**
     * Services by what asks for them.
     *
     * @param bindings each to a class, a {@link Provider}, or an object for what it is
     */
    Services(Map<Wanted, Object> bindings) {
        this.bindings = bindings;
    }

    @Override
    public <T> T getInstance(Class<T> type) {
        return type.cast(get(Wanted.of(type)));
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T getInstance(Key<T> key) {
        return (T) get(Wanted.of(key));
    }

    @Override
    public <T> Provider<T> getProvider(Class<T> type) {
        return () -> getInstance(type);
    }

    @Override
    public <T> Provider<T> getProvider(Key<T> key) {
        return () -> getInstance(key);
    }

    @Override
    public void injectMembers(Object instance) {
        for (Point point : points.computeIfAbsent(instance.getClass(), Services::pointsOf)) {
            if (point.optional() && !point.wanted().stream().allMatch(this::isKnown)) {
                continue;
            }
            Object[] values = point.wanted().stream().map(this::get).toArray();
            try {
                if (point.field() != null) {
                    point.field().set(instance, values[0]);
                } else {
                    point.method().invoke(instance, values);
                }
            } catch (InvocationTargetException e) {
                throw unchecked(e.getCause());
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private Object get(Wanted wanted) {
        if (wanted.type() instanceof ParameterizedType generic && isProvider(generic.getRawType())) {
            Wanted provided = new Wanted(generic.getActualTypeArguments()[0], wanted.qualifier());
            return (Provider<Object>) () -> get(provided);
        }
        if (wanted.type() == Injector.class) {
            return this;
        }
        Object bound = bindings.get(wanted);
        if (bound instanceof Class<?> type) {
            Wanted target = Wanted.of(type);
            return target.equals(wanted) ? make(type) : get(target);
        }
        if (bound != null) {
            return bound instanceof Provider<?> provider ? provider.get() : bound;
        }
        if (!isKnown(wanted)) {
            throw missing(wanted);
        }
        Class<?> type = (Class<?>) wanted.type();
        ImplementedBy implementation = type.getAnnotation(ImplementedBy.class);
        return implementation == null ? make(type) : get(Wanted.of(implementation.value()));
    }

    private boolean isKnown(Wanted wanted) {
        if (bindings.containsKey(wanted) || wanted.type() == Injector.class
                || wanted.type() instanceof ParameterizedType generic && isProvider(generic.getRawType())) {
            return true;
        }
        return wanted.qualifier().isEmpty() && wanted.type() instanceof Class<?> type && type != String.class
                && (type.isAnnotationPresent(ImplementedBy.class) || !Modifier.isAbstract(type.getModifiers()));
    }

    private static boolean isProvider(Type type) {
        return type == Provider.class || type == jakarta.inject.Provider.class;
    }

    private Object make(Class<?> type) {
        Object made = singletons.getOrDefault(type, underway.get(type));
        if (made != null) {
            return made;
        }
        Constructor<?> constructor = constructor(type);
        Object instance = instantiate(constructor);
        underway.put(type, instance);
        try {
            injectMembers(instance);
        } finally {
            underway.remove(type);
        }
        if (type.isAnnotationPresent(Singleton.class) || type.isAnnotationPresent(jakarta.inject.Singleton.class)) {
            singletons.put(type, instance);
        }
        return instance;
    }

    private Object instantiate(Constructor<?> constructor) {
        Type[] types = constructor.getGenericParameterTypes();
        Annotation[][] annotations = constructor.getParameterAnnotations();
        Object[] values = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            values[i] = get(Wanted.of(types[i], annotations[i]));
        }
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw unchecked(e.getCause());
        } catch (InstantiationException | IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Constructor<?> constructor(Class<?> type) {
        Constructor<?> found = null;
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (constructor.isAnnotationPresent(Inject.class) || constructor.isAnnotationPresent(jakarta.inject.Inject.class)) {
                found = constructor;
                break;
            }
            if (constructor.getParameterCount() == 0) {
                found = constructor;
            }
        }
        if (found == null) {
            throw missing(Wanted.of(type));
        }
        found.setAccessible(true);
        return found;
    }

    /** Those of the classes above it first; of each class fields, then methods. */
    private static List<Point> pointsOf(Class<?> type) {
        List<Class<?>> line = new ArrayList<>();
        for (Class<?> here = type; here != null && here != Object.class; here = here.getSuperclass()) {
            line.add(0, here);
        }
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < line.size(); i++) {
            for (Field field : line.get(i).getDeclaredFields()) {
                if (isInjected(field.getAnnotations())) {
                    field.setAccessible(true);
                    points.add(new Point(field, null, List.of(Wanted.of(field.getGenericType(), field.getAnnotations())), isOptional(field.getAnnotations())));
                }
            }
            for (Method method : line.get(i).getDeclaredMethods()) {
                if (!method.isBridge() && isInjected(method.getAnnotations()) && !isOverridden(method, line.subList(i + 1, line.size()))) {
                    points.add(point(method));
                }
            }
        }
        return points;
    }

    private static Point point(Method method) {
        method.setAccessible(true);
        List<Wanted> wanted = new ArrayList<>();
        for (int i = 0; i < method.getParameterCount(); i++) {
            wanted.add(Wanted.of(method.getGenericParameterTypes()[i], method.getParameterAnnotations()[i]));
        }
        return new Point(null, method, wanted, isOptional(method.getAnnotations()));
    }

    private static boolean isOverridden(Method method, List<Class<?>> below) {
        if (Modifier.isPrivate(method.getModifiers())) {
            return false;
        }
        for (Class<?> type : below) {
            try {
                type.getDeclaredMethod(method.getName(), method.getParameterTypes());
                return true;
            } catch (NoSuchMethodException e) {
                // not here
            }
        }
        return false;
    }

    private static boolean isInjected(Annotation[] annotations) {
        for (Annotation annotation : annotations) {
            if (annotation instanceof Inject || annotation instanceof jakarta.inject.Inject) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOptional(Annotation[] annotations) {
        for (Annotation annotation : annotations) {
            if (annotation instanceof Inject inject) {
                return inject.optional();
            }
        }
        return false;
    }

    private static ConfigurationException missing(Wanted wanted) {
        return new ConfigurationException(Set.of(new Message("no service for " + wanted)));
    }

    private static RuntimeException unchecked(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException runtime ? runtime : new IllegalStateException(failure);
    }

    // ---- what Xtext's services do not ask for

    private static UnsupportedOperationException unsupported() {
        return new UnsupportedOperationException("only services are to be had here");
    }

    @Override
    public <T> MembersInjector<T> getMembersInjector(TypeLiteral<T> type) {
        throw unsupported();
    }

    @Override
    public <T> MembersInjector<T> getMembersInjector(Class<T> type) {
        throw unsupported();
    }

    @Override
    public Map<Key<?>, Binding<?>> getBindings() {
        throw unsupported();
    }

    @Override
    public Map<Key<?>, Binding<?>> getAllBindings() {
        throw unsupported();
    }

    @Override
    public <T> Binding<T> getBinding(Key<T> key) {
        throw unsupported();
    }

    @Override
    public <T> Binding<T> getBinding(Class<T> type) {
        throw unsupported();
    }

    @Override
    public <T> Binding<T> getExistingBinding(Key<T> key) {
        throw unsupported();
    }

    @Override
    public <T> List<Binding<T>> findBindingsByType(TypeLiteral<T> type) {
        throw unsupported();
    }

    @Override
    public Injector getParent() {
        throw unsupported();
    }

    @Override
    public Injector createChildInjector(Iterable<? extends Module> modules) {
        throw unsupported();
    }

    @Override
    public Injector createChildInjector(Module... modules) {
        throw unsupported();
    }

    @Override
    public Map<Class<? extends Annotation>, Scope> getScopeBindings() {
        throw unsupported();
    }

    @Override
    public Set<TypeConverterBinding> getTypeConverterBindings() {
        throw unsupported();
    }

    @Override
    public List<Element> getElements() {
        throw unsupported();
    }

    @Override
    public Map<TypeLiteral<?>, List<InjectionPoint>> getAllMembersInjectorInjectionPoints() {
        throw unsupported();
    }
}
