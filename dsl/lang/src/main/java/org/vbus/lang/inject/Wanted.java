// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.inject;

import com.google.inject.BindingAnnotation;
import com.google.inject.Key;
import com.google.inject.name.Named;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/**
 * What a service asks for.
 *
 * @param type a class, or a provider of one
 * @param qualifier the name, or the annotation, that tells it from others of its type; empty when there is none
 */
record Wanted(Type type, String qualifier) {
    static Wanted of(Class<?> type) {
        return new Wanted(type, "");
    }

    static Wanted of(Class<?> type, Class<? extends Annotation> qualifier) {
        return new Wanted(type, qualifier.getName());
    }

    static Wanted of(Type type, Annotation[] annotations) {
        for (Annotation annotation : annotations) {
            if (annotation instanceof Named named) {
                return new Wanted(boxed(type), named.value());
            }
            if (annotation.annotationType().isAnnotationPresent(BindingAnnotation.class)) {
                return new Wanted(boxed(type), annotation.annotationType().getName());
            }
        }
        return new Wanted(boxed(type), "");
    }

    static Wanted of(Key<?> key) {
        Type type = key.getTypeLiteral().getType();
        if (key.getAnnotation() instanceof Named named) {
            return new Wanted(type, named.value());
        }
        return new Wanted(type, key.getAnnotationType() == null ? "" : key.getAnnotationType().getName());
    }

    private static Type boxed(Type type) {
        return type == boolean.class ? Boolean.class : type;
    }

    // those that a record has by itself are put together from method handles at the first call, which takes long in a short run

    @Override
    public boolean equals(Object other) {
        return other instanceof Wanted wanted && type.equals(wanted.type) && qualifier.equals(wanted.qualifier);
    }

    @Override
    public int hashCode() {
        return 31 * type.hashCode() + qualifier.hashCode();
    }

    @Override
    public String toString() {
        return type.getTypeName() + (qualifier.isEmpty() ? "" : " called " + qualifier);
    }
}
