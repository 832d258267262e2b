// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.linking;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.emf.ecore.EClass;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EReference;
import org.eclipse.emf.ecore.resource.Resource;
import org.eclipse.xtext.naming.QualifiedName;
import org.eclipse.xtext.resource.IEObjectDescription;
import org.eclipse.xtext.resource.IResourceDescriptions;
import org.eclipse.xtext.resource.impl.ResourceDescriptionsProvider;
import org.eclipse.xtext.scoping.IScope;
import org.eclipse.xtext.scoping.IScopeProvider;
import org.eclipse.xtext.util.IResourceScopeCache;
import org.vbus.lang.vbus.Import;
import org.vbus.lang.vbus.Model;

/** Answers every name from the index: one look-up for the own package, one for each import, and never a walk over a file. */
public class VbusScopeProvider implements IScopeProvider {
    @Inject
    private ResourceDescriptionsProvider descriptions;
    @Inject
    private IResourceScopeCache cache;

    /** What a file sees without qualification, first its own package. */
    public record Visible(List<QualifiedName> packages, List<QualifiedName> single) { }

    @Override
    public IScope getScope(EObject context, EReference reference) {
        return new PackageScope(index(context.eResource()), visible(context.eResource()), reference.getEReferenceType());
    }

    IResourceDescriptions index(Resource resource) {
        return descriptions.getResourceDescriptions(resource);
    }

    Visible visible(Resource resource) {
        return cache.get(VbusScopeProvider.class.getName(), resource, () -> read(resource));
    }

    private static Visible read(Resource resource) {
        List<QualifiedName> packages = new ArrayList<>();
        List<QualifiedName> single = new ArrayList<>();
        if (!resource.getContents().isEmpty() && resource.getContents().get(0) instanceof Model model) {
            if (model.getName() != null) {
                packages.add(named(model.getName()));
            }
            for (Import one : model.getImports()) {
                String name = one.getImportedNamespace();
                if (name != null && name.endsWith(".*")) {
                    packages.add(named(name.substring(0, name.length() - 2)));
                } else if (name != null) {
                    single.add(named(name));
                }
            }
        }
        return new Visible(packages.stream().distinct().toList(), single.stream().distinct().toList());
    }

    static QualifiedName named(String dotted) {
        return QualifiedName.create(dotted.split("\\.", -1));
    }

    /** The elements of one kind that a file can name. */
    static final class PackageScope implements IScope {
        private final IResourceDescriptions index;
        private final Visible visible;
        private final EClass kind;

        PackageScope(IResourceDescriptions index, Visible visible, EClass kind) {
            this.index = index;
            this.visible = visible;
            this.kind = kind;
        }

        /** Every element that the name could mean; the own package hides the imports. */
        List<IEObjectDescription> candidates(QualifiedName name) {
            List<IEObjectDescription> found = new ArrayList<>();
            boolean own = true;
            for (QualifiedName packageName : visible.packages()) {
                index.getExportedObjects(kind, packageName.append(name), false).forEach(found::add);
                if (own && !found.isEmpty()) {
                    return found;
                }
                own = false;
            }
            for (QualifiedName single : visible.single()) {
                if (name.getSegmentCount() == 1 && name.getLastSegment().equals(single.getLastSegment())) {
                    index.getExportedObjects(kind, single, false).forEach(found::add);
                }
            }
            if (found.isEmpty() && name.getSegmentCount() > 1) {
                index.getExportedObjects(kind, name, false).forEach(found::add);
            }
            return found;
        }

        @Override
        public IEObjectDescription getSingleElement(QualifiedName name) {
            List<IEObjectDescription> found = candidates(name);
            // two elements of one package are a duplicate, which is told at the elements; two packages are an ambiguity
            boolean clear = !found.isEmpty() && found.stream().map(d -> d.getQualifiedName().skipLast(1)).distinct().count() == 1;
            return clear ? found.get(0) : null;
        }

        @Override
        public Iterable<IEObjectDescription> getElements(QualifiedName name) {
            IEObjectDescription one = getSingleElement(name);
            return one == null ? List.of() : List.of(one);
        }

        @Override
        public IEObjectDescription getSingleElement(EObject object) {
            for (IEObjectDescription description : getAllElements()) {
                if (description.getEObjectOrProxy() == object) {
                    return description;
                }
            }
            return null;
        }

        @Override
        public Iterable<IEObjectDescription> getElements(EObject object) {
            IEObjectDescription one = getSingleElement(object);
            return one == null ? List.of() : List.of(one);
        }

        @Override
        public Iterable<IEObjectDescription> getAllElements() {
            List<IEObjectDescription> all = new ArrayList<>();
            for (IEObjectDescription description : index.getExportedObjectsByType(kind)) {
                QualifiedName name = description.getQualifiedName();
                boolean near = visible.packages().contains(name.skipLast(1)) || visible.single().contains(name);
                all.add(near ? org.eclipse.xtext.resource.EObjectDescription.create(
                        name.getLastSegment(), description.getEObjectOrProxy()) : description);
            }
            return all;
        }
    }
}
