// SPDX-License-Identifier: Apache-2.0
package org.vbus.examples.venet;

import java.net.Inet4Address;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Addresses as arguments; names are not looked up. */
final class Ipv4Converter implements ITypeConverter<Inet4Address> {
    @Override
    public Inet4Address convert(String text) {
        try {
            return Inet4Address.ofLiteral(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("'" + text + "' is no IPv4 address, such as 10.0.0.2");
        }
    }
}
