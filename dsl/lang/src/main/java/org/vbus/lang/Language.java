// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang;

import com.google.inject.Injector;

/**
 * Makes the objects that read specs, also where several threads ask at once, as goals of a parallel Maven build do: EMF's registries are
 * plain maps of the whole class loader, and its packages initialize each other.
 */
public final class Language {
    private static boolean registered;

    private Language() { }

    /** An injector of its own for each caller, so that two of them share nothing that changes. Registries are written by the first call only. */
    public static synchronized Injector injector() {
        VbusStandaloneSetup setup = new VbusStandaloneSetup();
        if (registered) {
            return setup.createInjector();
        }
        Injector injector = setup.createInjectorAndDoEMFRegistration();
        registered = true;
        return injector;
    }
}
