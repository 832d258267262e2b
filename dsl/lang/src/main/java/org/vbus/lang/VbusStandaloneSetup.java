// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang;

import com.google.inject.Injector;
import java.util.Map;
import org.eclipse.emf.ecore.EPackage;
import org.eclipse.emf.ecore.resource.Resource;
import org.eclipse.emf.ecore.xmi.impl.EcoreResourceFactoryImpl;
import org.eclipse.emf.ecore.xmi.impl.XMIResourceFactoryImpl;
import org.eclipse.xtext.XtextPackage;
import org.eclipse.xtext.resource.impl.BinaryGrammarResourceFactoryImpl;

/** Sets the language up outside Eclipse. */
public class VbusStandaloneSetup extends VbusStandaloneSetupGenerated {
    /**
     * What the grammar is read by, then this language. The generated setup also sets up the language of Xtext's common terminals,
     * an injector of its own that costs a fifth of a short run, though no file is ever written in it.
     */
    @Override
    public Injector createInjectorAndDoEMFRegistration() {
        Map<String, Object> factories = Resource.Factory.Registry.INSTANCE.getExtensionToFactoryMap();
        factories.putIfAbsent("ecore", new EcoreResourceFactoryImpl());
        factories.putIfAbsent("xmi", new XMIResourceFactoryImpl());
        factories.putIfAbsent("xtextbin", new BinaryGrammarResourceFactoryImpl());
        EPackage.Registry.INSTANCE.putIfAbsent(XtextPackage.eNS_URI, XtextPackage.eINSTANCE);
        Injector injector = createInjector();
        register(injector);
        return injector;
    }
}
