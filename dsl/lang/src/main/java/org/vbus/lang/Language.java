// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang;

import com.google.inject.Injector;
import org.eclipse.xtext.parser.IParser;
import org.vbus.lang.inject.FastSetup;

/**
 * Makes the objects that read specs, also where several threads ask at once, as goals of a parallel Maven build do: EMF's registries are
 * plain maps of the whole class loader, and its packages initialize each other.
 */
public final class Language {
    private static boolean registered;

    private Language() { }

    /** All services, an injector of its own for each caller, so that two of them share nothing that changes. */
    public static synchronized Injector injector() {
        return injector(new VbusStandaloneSetup());
    }

    /** What reading specs takes, much sooner: the same, without what writes models or serves editors. */
    public static synchronized Injector compiling() {
        Injector injector = injector(new FastSetup());
        // reads the grammar, which may go on while another thread reads a command line
        injector.getInstance(IParser.class);
        return injector;
    }

    /** Registries are written by the first call only. */
    private static Injector injector(VbusStandaloneSetup setup) {
        if (registered) {
            return setup.createInjector();
        }
        Injector injector = setup.createInjectorAndDoEMFRegistration();
        registered = true;
        return injector;
    }
}
