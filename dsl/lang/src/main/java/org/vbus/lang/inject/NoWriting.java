// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.inject;

import java.io.Writer;
import java.util.Map;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.xtext.resource.SaveOptions;
import org.eclipse.xtext.serializer.ISerializer;
import org.eclipse.xtext.util.ReplaceRegion;
import org.eclipse.xtext.validation.IConcreteSyntaxValidator;

/** Stands where a resource keeps what would write a changed model as text: the compiler only reads. */
final class NoWriting implements ISerializer, IConcreteSyntaxValidator {
    @Override
    public String serialize(EObject object) {
        throw refused();
    }

    @Override
    public String serialize(EObject object, SaveOptions options) {
        throw refused();
    }

    @Override
    public void serialize(EObject object, Writer writer, SaveOptions options) {
        throw refused();
    }

    @Override
    public ReplaceRegion serializeReplacement(EObject object, SaveOptions options) {
        throw refused();
    }

    @Override
    public boolean validateObject(EObject object, IDiagnosticAcceptor acceptor, Map<Object, Object> context) {
        throw refused();
    }

    @Override
    public boolean validateRecursive(EObject object, IDiagnosticAcceptor acceptor, Map<Object, Object> context) {
        throw refused();
    }

    private static UnsupportedOperationException refused() {
        return new UnsupportedOperationException("this resource is only read");
    }
}
