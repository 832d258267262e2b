// SPDX-License-Identifier: Apache-2.0
package org.vbus.backends.text;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.stringtemplate.v4.Interpreter;
import org.stringtemplate.v4.ModelAdaptor;
import org.stringtemplate.v4.ST;
import org.stringtemplate.v4.misc.STNoSuchPropertyException;

/** Lets templates read records, which StringTemplate does not know. A null component is refused: absent is an empty list or false. */
final class RecordAdaptor implements ModelAdaptor<Record> {
    private final Map<Class<?>, Map<String, Method>> accessors = new ConcurrentHashMap<>();

    @Override
    public Object getProperty(Interpreter interpreter, ST self, Record model, Object property, String name) {
        Method accessor = accessors.computeIfAbsent(model.getClass(), RecordAdaptor::accessorsOf).get(name);
        if (accessor == null) {
            throw new STNoSuchPropertyException(null, model, name);
        }
        Object value;
        try {
            value = accessor.invoke(model);
        } catch (ReflectiveOperationException e) {
            throw new STNoSuchPropertyException(e, model, name);
        }
        if (value == null) {
            throw new TemplateException(model.getClass().getSimpleName() + "." + name + " is null");
        }
        return value;
    }

    private static Map<String, Method> accessorsOf(Class<?> type) {
        return Arrays.stream(type.getRecordComponents()).peek(c -> c.getAccessor().setAccessible(true))
                .collect(Collectors.toMap(RecordComponent::getName, RecordComponent::getAccessor));
    }
}
