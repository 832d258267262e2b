// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.linking;

import static org.vbus.lang.diag.Catalogue.*;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.emf.ecore.EClass;
import org.eclipse.emf.ecore.resource.Resource;
import org.eclipse.xtext.diagnostics.DiagnosticMessage;
import org.eclipse.xtext.diagnostics.Severity;
import org.eclipse.xtext.linking.ILinkingDiagnosticMessageProvider;
import org.eclipse.xtext.naming.QualifiedName;
import org.eclipse.xtext.resource.IEObjectDescription;
import org.vbus.lang.diag.Message;
import org.vbus.lang.semantics.Removals;
import org.vbus.lang.vbus.Removed;
import org.vbus.lang.vbus.VbusPackage;

/** Says which name does not resolve, and which one is meant. */
public class VbusLinkingMessages implements ILinkingDiagnosticMessageProvider {
    private static final Map<EClass, String> KINDS = Map.of(
            VbusPackage.Literals.TYPE_DEF, "type", VbusPackage.Literals.RING_TYPE, "ring type",
            VbusPackage.Literals.DEVICE, "device", VbusPackage.Literals.VERSION_DEF, "version");

    /** A hint looks at every name, so a file full of errors gets only so many. */
    private static final int MAX_HINTS = 50;

    @Inject
    private VbusScopeProvider scopes;

    @Override
    public DiagnosticMessage getUnresolvedProxyMessage(ILinkingDiagnosticContext context) {
        EClass kind = context.getReference().getEReferenceType();
        Resource resource = context.getContext().eResource();
        Message message = message(resource, kind, context.getLinkText());
        return new DiagnosticMessage(message.text(), Severity.ERROR, message.problem().code(), message.data());
    }

    private Message message(Resource resource, EClass kind, String text) {
        var scope = new VbusScopeProvider.PackageScope(scopes.index(resource), scopes.visible(resource), kind);
        QualifiedName name = VbusScopeProvider.named(text.isEmpty() ? "?" : text);
        List<String> packages = scope.candidates(name).stream()
                .map(d -> d.getQualifiedName().skipLast(1).toString()).distinct().sorted().toList();
        if (packages.size() > 1) {
            return AMBIGUOUS_NAME.of(text, packages.get(0), packages.get(1));
        }
        Optional<Removed> removed = new VbusScopeProvider.PackageScope(scopes.index(resource), scopes.visible(resource), VbusPackage.Literals.REMOVED)
                .candidates(name).stream().map(IEObjectDescription::getEObjectOrProxy).filter(Removed.class::isInstance).map(Removed.class::cast).findFirst();
        if (removed.isPresent()) {
            return Removals.used(removed.get(), text);
        }
        Message unknown = UNKNOWN_NAME.of(KINDS.getOrDefault(kind, "element"), text);
        if (resource.getErrors().size() > MAX_HINTS) {
            return unknown;
        }
        Optional<String> elsewhere = elsewhere(resource, kind, text);
        return elsewhere.isPresent() ? unknown.hint(elsewhere.get()) : unknown.nearest(text, visibleNames(scope));
    }

    private Optional<String> elsewhere(Resource resource, EClass kind, String text) {
        for (IEObjectDescription description : scopes.index(resource).getExportedObjects()) {
            QualifiedName name = description.getQualifiedName();
            if (!name.getLastSegment().equals(text)) {
                continue;
            }
            if (kind.isSuperTypeOf(description.getEClass())) {
                return Optional.of("add `import " + name.skipLast(1) + ".*`");
            }
            if (scopes.visible(resource).packages().contains(name.skipLast(1))) {
                return Optional.of("`" + text + "` is a " + description.getEClass().getName().toLowerCase(java.util.Locale.ROOT));
            }
        }
        return Optional.empty();
    }

    private static List<String> visibleNames(VbusScopeProvider.PackageScope scope) {
        List<String> names = new ArrayList<>();
        scope.getAllElements().forEach(description -> names.add(description.getName().toString()));
        return names;
    }
}
