// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.text;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.Map;
import org.stringtemplate.v4.Interpreter;
import org.stringtemplate.v4.ModelAdaptor;
import org.stringtemplate.v4.ST;
import org.stringtemplate.v4.misc.STNoSuchPropertyException;

/**
 * Lets templates read records, which StringTemplate does not know. A null component is refused: absent is an empty list or false.
 * One thread uses it, as it does the group that it belongs to.
 */
final class RecordAdaptor implements ModelAdaptor<Record> {
    private static final MethodType ACCESSOR = MethodType.methodType(Object.class, Record.class);

    private final Map<Class<?>, Map<String, MethodHandle>> accessors = new HashMap<>();

    @Override
    public Object getProperty(Interpreter interpreter, ST self, Record model, Object property, String name) {
        MethodHandle accessor = accessors.computeIfAbsent(model.getClass(), RecordAdaptor::accessorsOf).get(name);
        if (accessor == null) {
            throw new STNoSuchPropertyException(null, model, name);
        }
        Object value;
        try {
            value = (Object) accessor.invokeExact(model);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new STNoSuchPropertyException(new Exception(e), model, name);
        }
        if (value == null) {
            throw new TemplateException(model.getClass().getSimpleName() + "." + name + " is null");
        }
        return value;
    }

    private static Map<String, MethodHandle> accessorsOf(Class<?> type) {
        Map<String, MethodHandle> byName = new HashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            Method accessor = component.getAccessor();
            // records of other packages need not be public
            accessor.setAccessible(true);
            try {
                byName.put(component.getName(), MethodHandles.lookup().unreflect(accessor).asType(ACCESSOR));
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
        return byName;
    }
}
