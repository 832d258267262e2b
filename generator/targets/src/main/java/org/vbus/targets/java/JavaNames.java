// SPDX-License-Identifier: Apache-2.0
package org.vbus.targets.java;

import java.util.Arrays;
import java.util.Locale;
import java.util.StringTokenizer;
import java.util.stream.Collectors;
import org.vbus.model.Spec;
import org.vbus.model.device.Call;
import org.vbus.model.device.Device;
import org.vbus.model.device.FeatureGroup;
import org.vbus.model.device.Region;

/**
 * The Java name of everything that has one: {@code venet_sg} becomes {@code VenetSg}, so that whoever knows the C name finds the
 * Java one. A name that Java keeps for itself gets an underscore at its end.
 */
public final class JavaNames {
    private JavaNames() { }

    /** The package of a spec's bindings: its own, with reserved words marked. */
    public static String packageName(String specPackage) {
        return Arrays.stream(specPackage.split("\\.")).map(JavaNames::free).collect(Collectors.joining("."));
    }

    /** Name of a class, as {@code VenetSg}. */
    public static String type(String name) {
        String type = camel(name);
        return JavaWords.isReservedType(type) ? type + "_" : type;
    }

    /** The class of a spec's constants, as {@code Venet}. */
    public static String constants(Spec spec) {
        return type(spec.shortName());
    }

    /** The class of a device's numbers, as {@code VenetDevice}. */
    public static String device(Device device) {
        return type(device.name() + "_device");
    }

    /** The class of a group of features, as {@code VenetSgFeatures}. */
    public static String features(Device device, FeatureGroup group) {
        return type(device.name() + "_" + group.name() + "_features");
    }

    /** The class of a call's arguments, as {@code VenetMacqueryArgs}. */
    public static String callArgs(Device device, Call call) {
        return type(device.name() + "_" + call.name() + "_args");
    }

    /** The class of a region's memory, as {@code SensorLatestRegion}. */
    public static String region(Device device, Region region) {
        return type(device.name() + "_" + region.name() + "_region");
    }

    /** Name of a variable or of a method without a prefix, as {@code hdrLen}. */
    public static String variable(String name) {
        String camel = camel(name);
        String plain = camel.substring(0, 1).toLowerCase(Locale.ROOT) + camel.substring(1);
        return JavaWords.isReserved(plain) || JavaWords.isMethodOfObject(plain) ? plain + "_" : plain;
    }

    /** Name of a constant, as {@code HDR_LEN}. */
    public static String constant(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return upper.equals("_") ? "__" : Character.isJavaIdentifierStart(upper.charAt(0)) ? upper : "_" + upper;
    }

    /** The words of a name, each with a capital first; a word all in capitals is a word like another. */
    public static String camel(String name) {
        StringBuilder words = new StringBuilder();
        for (StringTokenizer parts = new StringTokenizer(name, "_"); parts.hasMoreTokens();) {
            words.append(capital(parts.nextToken()));
        }
        return words.isEmpty() || !Character.isJavaIdentifierStart(words.charAt(0)) ? "_" + words : words.toString();
    }

    private static String capital(String word) {
        boolean shout = word.equals(word.toUpperCase(Locale.ROOT));
        String rest = word.substring(1);
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + (shout ? rest.toLowerCase(Locale.ROOT) : rest);
    }

    private static String free(String word) {
        return JavaWords.isReserved(word) ? word + "_" : word;
    }
}
