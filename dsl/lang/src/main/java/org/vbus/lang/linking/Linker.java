// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.linking;

import com.google.inject.Injector;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.emf.ecore.resource.Resource;
import org.eclipse.xtext.diagnostics.AbstractDiagnostic;
import org.eclipse.xtext.linking.lazy.LazyLinkingResource;
import org.eclipse.xtext.resource.IResourceDescription;
import org.eclipse.xtext.resource.XtextResourceSet;
import org.eclipse.xtext.resource.impl.ResourceDescriptionsData;
import org.eclipse.xtext.service.OperationCanceledManager;
import org.vbus.lang.Unit;
import org.vbus.lang.diag.Reporter;
import org.vbus.lang.syntax.Loader;
import org.vbus.lang.syntax.Places;

/** Resolves every name of the files that were parsed together. */
public final class Linker {
    private static final int MAX_ERRORS_PER_FILE = 50;

    private Linker() { }

    /** Indexes all units first, so that each name is one look-up, then links them. */
    public static void link(Injector injector, XtextResourceSet resourceSet, List<Unit> units, Places places, Reporter reporter) {
        IResourceDescription.Manager manager = injector.getInstance(IResourceDescription.Manager.class);
        List<IResourceDescription> descriptions = new ArrayList<>();
        for (Unit unit : units) {
            descriptions.add(manager.getResourceDescription(unit.model().eResource()));
        }
        ResourceDescriptionsData.ResourceSetAdapter.installResourceDescriptionsData(resourceSet, new ResourceDescriptionsData(descriptions));
        for (Unit unit : units) {
            LazyLinkingResource resource = (LazyLinkingResource) unit.model().eResource();
            resolve(resource, injector.getInstance(OperationCanceledManager.class));
            int told = 0;
            for (Resource.Diagnostic error : List.copyOf(resource.getErrors())) {
                if (error instanceof AbstractDiagnostic diagnostic && told++ < MAX_ERRORS_PER_FILE) {
                    reporter.report(unit.source().origin(diagnostic.getOffset(), diagnostic.getLength()),
                            Loader.message(diagnostic.getCode(), diagnostic.getMessage(), diagnostic.getData()));
                }
            }
        }
    }

    /** Resolves until there are too many errors: Xtext compares each new one with all before. */
    private static void resolve(LazyLinkingResource resource, OperationCanceledManager cancelling) {
        try {
            resource.resolveLazyCrossReferences(() -> resource.getErrors().size() >= MAX_ERRORS_PER_FILE);
        } catch (RuntimeException | Error e) {
            if (!cancelling.isOperationCanceledException(e)) {
                throw e;
            }
        }
    }
}
