// SPDX-License-Identifier: Apache-2.0
package org.vbus.maven;

/**
 * Lets the Guice of the compiler initialize without making classes at run time, of which newer JDKs warn. It reads the property once; the property
 * itself belongs to the whole JVM and is as it was afterwards.
 */
final class QuietGuice {
    private static final String PROPERTY = "guice_bytecode_gen_option";
    private static boolean done;

    private QuietGuice() { }

    /** Once for all goals of a class loader; before the first compiler is made. */
    static synchronized void initialize() {
        if (done) {
            return;
        }
        String before = System.getProperty(PROPERTY);
        System.setProperty(PROPERTY, "DISABLED");
        try {
            Class.forName("com.google.inject.internal.InternalFlags", true, QuietGuice.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            // another Guice: it warns, and works
        } finally {
            if (before == null) {
                System.clearProperty(PROPERTY);
            } else {
                System.setProperty(PROPERTY, before);
            }
            done = true;
        }
    }
}
