// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.ide;

import com.google.inject.Guice;
import com.google.inject.Injector;
import org.eclipse.xtext.util.Modules2;
import org.vbus.lang.VbusRuntimeModule;
import org.vbus.lang.VbusStandaloneSetup;

/** Sets the language up for a language server. */
public class VbusIdeSetup extends VbusStandaloneSetup {
    @Override
    public Injector createInjector() {
        return Guice.createInjector(Modules2.mixin(new VbusRuntimeModule(), new VbusIdeModule()));
    }
}
