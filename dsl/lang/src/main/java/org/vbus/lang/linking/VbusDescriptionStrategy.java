// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.linking;

import org.eclipse.emf.ecore.EObject;
import org.eclipse.xtext.resource.IEObjectDescription;
import org.eclipse.xtext.resource.impl.DefaultResourceDescriptionStrategy;
import org.eclipse.xtext.util.IAcceptor;
import org.vbus.lang.vbus.Element;
import org.vbus.lang.vbus.Model;

/** Puts the top-level elements into the index and stops there: fields have names too, but nobody links to them. */
public class VbusDescriptionStrategy extends DefaultResourceDescriptionStrategy {
    @Override
    public boolean createEObjectDescriptions(EObject object, IAcceptor<IEObjectDescription> acceptor) {
        if (object instanceof Element element && element.getName() != null) {
            super.createEObjectDescriptions(object, acceptor);
        }
        return object instanceof Model;
    }
}
