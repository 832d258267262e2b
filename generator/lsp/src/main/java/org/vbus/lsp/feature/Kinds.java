// SPDX-License-Identifier: Apache-2.0
package org.vbus.lsp.feature;

import java.util.Map;
import java.util.Optional;
import org.eclipse.emf.ecore.EClass;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.lsp4j.CompletionItemKind;
import org.eclipse.lsp4j.SymbolKind;
import org.vbus.lang.vbus.VbusPackage;

/** What editors call the things that a spec declares. */
public record Kinds(SymbolKind symbol, CompletionItemKind completion, String token) {
    private static final Map<EClass, Kinds> ALL = Map.ofEntries(
            Map.entry(VbusPackage.Literals.MODEL, new Kinds(SymbolKind.Package, CompletionItemKind.Module, "namespace")),
            Map.entry(VbusPackage.Literals.CONST, new Kinds(SymbolKind.Constant, CompletionItemKind.Constant, "variable")),
            Map.entry(VbusPackage.Literals.VERSION_DEF, new Kinds(SymbolKind.Constant, CompletionItemKind.Constant, "variable")),
            Map.entry(VbusPackage.Literals.STRUCT, new Kinds(SymbolKind.Struct, CompletionItemKind.Struct, "struct")),
            Map.entry(VbusPackage.Literals.ENUM, new Kinds(SymbolKind.Enum, CompletionItemKind.Enum, "enum")),
            Map.entry(VbusPackage.Literals.FLAGS, new Kinds(SymbolKind.Enum, CompletionItemKind.Enum, "enum")),
            Map.entry(VbusPackage.Literals.TYPE_ALIAS, new Kinds(SymbolKind.TypeParameter, CompletionItemKind.TypeParameter, "type")),
            Map.entry(VbusPackage.Literals.LITERAL, new Kinds(SymbolKind.EnumMember, CompletionItemKind.EnumMember, "enumMember")),
            Map.entry(VbusPackage.Literals.FIELD, new Kinds(SymbolKind.Field, CompletionItemKind.Field, "property")),
            Map.entry(VbusPackage.Literals.ARM, new Kinds(SymbolKind.Field, CompletionItemKind.Field, "property")),
            Map.entry(VbusPackage.Literals.BIT_PART, new Kinds(SymbolKind.Field, CompletionItemKind.Field, "property")),
            Map.entry(VbusPackage.Literals.ARG, new Kinds(SymbolKind.Variable, CompletionItemKind.Variable, "parameter")),
            Map.entry(VbusPackage.Literals.RING_TYPE, new Kinds(SymbolKind.Interface, CompletionItemKind.Interface, "interface")),
            Map.entry(VbusPackage.Literals.RINDEX, new Kinds(SymbolKind.Property, CompletionItemKind.Property, "property")),
            Map.entry(VbusPackage.Literals.DEVICE, new Kinds(SymbolKind.Class, CompletionItemKind.Class, "class")),
            Map.entry(VbusPackage.Literals.DEVICE_MODEL, new Kinds(SymbolKind.Class, CompletionItemKind.Class, "class")),
            Map.entry(VbusPackage.Literals.CHAR_DEV, new Kinds(SymbolKind.Class, CompletionItemKind.Class, "class")),
            Map.entry(VbusPackage.Literals.FEATURES, new Kinds(SymbolKind.Enum, CompletionItemKind.Enum, "enum")),
            Map.entry(VbusPackage.Literals.FEATURE_BIT, new Kinds(SymbolKind.EnumMember, CompletionItemKind.EnumMember, "enumMember")),
            Map.entry(VbusPackage.Literals.RING, new Kinds(SymbolKind.Event, CompletionItemKind.Event, "event")),
            Map.entry(VbusPackage.Literals.REGION, new Kinds(SymbolKind.Property, CompletionItemKind.Property, "property")),
            Map.entry(VbusPackage.Literals.CALL, new Kinds(SymbolKind.Method, CompletionItemKind.Method, "method")),
            Map.entry(VbusPackage.Literals.QUEUE, new Kinds(SymbolKind.Event, CompletionItemKind.Event, "event")),
            Map.entry(VbusPackage.Literals.REQUEST, new Kinds(SymbolKind.Method, CompletionItemKind.Method, "method")),
            Map.entry(VbusPackage.Literals.LET, new Kinds(SymbolKind.Variable, CompletionItemKind.Variable, "variable")),
            Map.entry(VbusPackage.Literals.CONFIG, new Kinds(SymbolKind.Property, CompletionItemKind.Property, "property")),
            Map.entry(VbusPackage.Literals.ATTRIBUTE, new Kinds(SymbolKind.Property, CompletionItemKind.Property, "property")),
            Map.entry(VbusPackage.Literals.IOCTL, new Kinds(SymbolKind.Method, CompletionItemKind.Method, "method")));

    /** Of a declaration; empty for what declares no name that anybody could use. */
    public static Optional<Kinds> of(EObject declaration) {
        return Optional.ofNullable(ALL.get(declaration.eClass()));
    }
}
