// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.syntax;

import org.eclipse.xtext.common.services.DefaultTerminalConverters;
import org.eclipse.xtext.conversion.IValueConverter;
import org.eclipse.xtext.conversion.ValueConverter;
import org.eclipse.xtext.conversion.impl.AbstractNullSafeConverter;
import org.eclipse.xtext.nodemodel.INode;

/** Takes the {@code ^} off names that would be keywords without it, and the blanks beside the dots: {@code a . b} is {@code a.b}. */
public class VbusValueConverters extends DefaultTerminalConverters {
    private final IValueConverter<String> names = new AbstractNullSafeConverter<>() {
        @Override
        protected String internalToValue(String text, INode node) {
            return text.indexOf('^') < 0 && text.indexOf(' ') < 0 ? text : text.replace("^", "").replace(" ", "");
        }

        @Override
        protected String internalToString(String value) {
            return value;
        }
    };

    @ValueConverter(rule = "Name")
    public IValueConverter<String> name() {
        return names;
    }

    @ValueConverter(rule = "PlainName")
    public IValueConverter<String> plainName() {
        return names;
    }

    @ValueConverter(rule = "QName")
    public IValueConverter<String> qName() {
        return names;
    }

    @ValueConverter(rule = "QNameWild")
    public IValueConverter<String> qNameWild() {
        return names;
    }

    @ValueConverter(rule = "Release")
    public IValueConverter<String> release() {
        return names;
    }

    @ValueConverter(rule = "TypeName")
    public IValueConverter<String> typeName() {
        return names;
    }
}
