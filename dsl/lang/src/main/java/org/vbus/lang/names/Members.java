// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.names;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EStructuralFeature;
import org.eclipse.xtext.nodemodel.util.NodeModelUtils;
import org.vbus.lang.semantics.Scope;
import org.vbus.lang.semantics.Symbols;
import org.vbus.lang.vbus.Arg;
import org.vbus.lang.vbus.Arm;
import org.vbus.lang.vbus.Bits;
import org.vbus.lang.vbus.Config;
import org.vbus.lang.vbus.Element;
import org.vbus.lang.vbus.Features;
import org.vbus.lang.vbus.Field;
import org.vbus.lang.vbus.Named;
import org.vbus.lang.vbus.NamedRef;
import org.vbus.lang.vbus.Ref;
import org.vbus.lang.vbus.Region;
import org.vbus.lang.vbus.RingType;
import org.vbus.lang.vbus.Struct;
import org.vbus.lang.vbus.TypeAlias;
import org.vbus.lang.vbus.TypeRef;

/** What can stand behind a dot. */
public final class Members {
    private Members() { }

    /** The declarations inside what a declaration is of, by name: fields, arms, parts, literals, features. */
    public static Map<String, EObject> of(EObject declaration, Symbols symbols) {
        Map<String, EObject> members = new LinkedHashMap<>();
        if (declaration instanceof Features group) {
            group.getBits().stream().filter(bit -> !bit.isRemoved()).forEach(bit -> put(members, bit));
        } else if (declaration instanceof Element element && !Symbols.literalsOf(element).isEmpty()) {
            Symbols.literalsOf(element).stream().filter(literal -> !literal.isRemoved()).forEach(literal -> put(members, literal));
        } else if (declaration instanceof Struct struct) {
            fields(struct.getMembers()).values().forEach(field -> put(members, field));
        } else if (declaration instanceof RingType ring && ring.getHead() instanceof Struct head) {
            fields(head.getMembers()).values().forEach(field -> put(members, field));
        } else if (declaration instanceof Config config && config.getType() instanceof Struct struct) {
            fields(struct.getMembers()).values().forEach(field -> put(members, field));
        } else {
            typeOf(declaration).ifPresent(type -> inside(type, symbols, members));
        }
        return members;
    }

    /** The type that a declaration gives to what it declares. */
    public static Optional<TypeRef> typeOf(EObject declaration) {
        TypeRef type = declaration instanceof Field field ? field.getType() : declaration instanceof Arg arg ? arg.getType()
                : declaration instanceof Arm arm ? arm.getType() : declaration instanceof Region region ? region.getType()
                : declaration instanceof TypeAlias alias ? alias.getType() : null;
        return Optional.ofNullable(type);
    }

    /** Fields among members as declarations. */
    static Map<String, EObject> fields(List<org.vbus.lang.vbus.Member> members) {
        Map<String, EObject> fields = new LinkedHashMap<>();
        Scope.fields(members).forEach((name, type) -> {
            if (type != null) {
                fields.put(name, type.eContainer());
            }
        });
        return fields;
    }

    private static void inside(TypeRef type, Symbols symbols, Map<String, EObject> members) {
        TypeRef real = Scope.real(type);
        Scope.fieldsOf(type).forEach((name, inner) -> {
            if (inner != null && name != null) {
                members.put(name, inner.eContainer());
            }
        });
        if (real instanceof Bits bits) {
            bits.getParts().forEach(part -> put(members, part));
        }
        if (real instanceof NamedRef named && named.getType() != null && !named.getType().eIsProxy()) {
            Symbols.literalsOf(named.getType()).stream().filter(literal -> !literal.isRemoved()).forEach(literal -> put(members, literal));
        }
        // an array with an element for each literal of an enum
        if (type instanceof Named array) {
            array.getDims().forEach(dim -> {
                if (dim.getSize() instanceof Ref ref && ref.getName() != null) {
                    symbols.find(ref.getName(), ref).filter(Element.class::isInstance).ifPresent(found ->
                            Symbols.literalsOf((Element) found).forEach(literal -> put(members, literal)));
                }
            });
        }
    }

    private static void put(Map<String, EObject> members, EObject member) {
        name(member).ifPresent(name -> members.putIfAbsent(name, member));
    }

    /** The name that something declares. */
    public static Optional<String> name(EObject declaration) {
        EStructuralFeature feature = declaration.eClass().getEStructuralFeature("name");
        Object name = feature == null ? null : declaration.eGet(feature);
        return name instanceof String text && NodeModelUtils.getNode(declaration) != null ? Optional.of(text) : Optional.empty();
    }
}
