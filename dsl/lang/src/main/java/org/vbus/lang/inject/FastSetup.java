// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.inject;

import com.google.inject.Injector;
import com.google.inject.Provider;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.emf.ecore.EPackage;
import org.eclipse.emf.ecore.EValidator;
import org.eclipse.emf.ecore.resource.ResourceSet;
import org.eclipse.xtext.Constants;
import org.eclipse.xtext.IGrammarAccess;
import org.eclipse.xtext.conversion.IValueConverterService;
import org.eclipse.xtext.linking.ILinker;
import org.eclipse.xtext.linking.ILinkingDiagnosticMessageProvider;
import org.eclipse.xtext.linking.ILinkingService;
import org.eclipse.xtext.linking.LinkingScopeProviderBinding;
import org.eclipse.xtext.linking.impl.DefaultLinkingService;
import org.eclipse.xtext.linking.lazy.LazyLinker;
import org.eclipse.xtext.linking.lazy.LazyLinkingResource;
import org.eclipse.xtext.linking.lazy.LazyURIEncoder;
import org.eclipse.xtext.naming.DefaultDeclarativeQualifiedNameProvider;
import org.eclipse.xtext.naming.IQualifiedNameProvider;
import org.eclipse.xtext.parser.DefaultEcoreElementFactory;
import org.eclipse.xtext.parser.EclipseProjectPropertiesEncodingProvider;
import org.eclipse.xtext.parser.IAstFactory;
import org.eclipse.xtext.parser.IEncodingProvider;
import org.eclipse.xtext.parser.IParser;
import org.eclipse.xtext.parser.ITokenToStringConverter;
import org.eclipse.xtext.parser.antlr.AntlrTokenDefProvider;
import org.eclipse.xtext.parser.antlr.AntlrTokenToStringConverter;
import org.eclipse.xtext.parser.antlr.IAntlrTokenFileProvider;
import org.eclipse.xtext.parser.antlr.IPartialParsingHelper;
import org.eclipse.xtext.parser.antlr.ISyntaxErrorMessageProvider;
import org.eclipse.xtext.parser.antlr.ITokenDefProvider;
import org.eclipse.xtext.parser.antlr.Lexer;
import org.eclipse.xtext.parser.antlr.LexerBindings;
import org.eclipse.xtext.parser.antlr.LexerProvider;
import org.eclipse.xtext.parser.impl.PartialParsingHelper;
import org.eclipse.xtext.resource.DefaultFragmentProvider;
import org.eclipse.xtext.resource.DefaultLocationInFileProvider;
import org.eclipse.xtext.resource.IContainer;
import org.eclipse.xtext.resource.IDefaultResourceDescriptionStrategy;
import org.eclipse.xtext.resource.IFragmentProvider;
import org.eclipse.xtext.resource.ILocationInFileProvider;
import org.eclipse.xtext.resource.IResourceDescriptions;
import org.eclipse.xtext.resource.IResourceFactory;
import org.eclipse.xtext.resource.IResourceServiceProvider;
import org.eclipse.xtext.resource.SynchronizedXtextResourceSet;
import org.eclipse.xtext.resource.XtextResource;
import org.eclipse.xtext.resource.XtextResourceFactory;
import org.eclipse.xtext.resource.XtextResourceSet;
import org.eclipse.xtext.resource.containers.IAllContainersState;
import org.eclipse.xtext.resource.containers.ResourceSetBasedAllContainersStateProvider;
import org.eclipse.xtext.resource.containers.StateBasedContainerManager;
import org.eclipse.xtext.resource.impl.ResourceDescriptionsProvider;
import org.eclipse.xtext.resource.impl.ResourceSetBasedResourceDescriptions;
import org.eclipse.xtext.scoping.IGlobalScopeProvider;
import org.eclipse.xtext.scoping.IScopeProvider;
import org.eclipse.xtext.scoping.IgnoreCaseLinking;
import org.eclipse.xtext.scoping.impl.DefaultGlobalScopeProvider;
import org.eclipse.xtext.serializer.ISerializer;
import org.eclipse.xtext.service.DispatchingProvider;
import org.eclipse.xtext.validation.IConcreteSyntaxValidator;
import org.vbus.lang.VbusStandaloneSetup;
import org.vbus.lang.linking.VbusDescriptionStrategy;
import org.vbus.lang.linking.VbusLinkingMessages;
import org.vbus.lang.linking.VbusScopeProvider;
import org.vbus.lang.parser.antlr.VbusAntlrTokenFileProvider;
import org.vbus.lang.parser.antlr.internal.InternalVbusLexer;
import org.vbus.lang.services.VbusGrammarAccess;
import org.vbus.lang.syntax.VbusSyntaxMessages;
import org.vbus.lang.syntax.VbusTokens;
import org.vbus.lang.syntax.VbusValueConverters;

/**
 * The language as the compiler needs it: to parse and to link. The services are those of {@link org.vbus.lang.VbusRuntimeModule}, written out, because
 * that module is read by reflection; without those that write models and what serves editors.
 */
public final class FastSetup extends VbusStandaloneSetup {
    @Override
    public Injector createInjector() {
        return new Services(bindings());
    }

    static Map<Wanted, Object> bindings() {
        Map<Wanted, Object> all = new HashMap<>();
        all.put(new Wanted(String.class, Constants.LANGUAGE_NAME), "org.vbus.lang.Vbus");
        all.put(new Wanted(String.class, Constants.FILE_EXTENSIONS), "vbus");
        all.put(Wanted.of(ClassLoader.class), VbusStandaloneSetup.class.getClassLoader());
        all.put(Wanted.of(EPackage.Registry.class), EPackage.Registry.INSTANCE);
        all.put(Wanted.of(EValidator.Registry.class), EValidator.Registry.INSTANCE);
        all.put(Wanted.of(IResourceServiceProvider.Registry.class), IResourceServiceProvider.Registry.INSTANCE);
        syntax(all);
        resources(all);
        linking(all);
        return all;
    }

    private static void syntax(Map<Wanted, Object> all) {
        Provider<InternalVbusLexer> lexers = LexerProvider.create(InternalVbusLexer.class);
        all.put(Wanted.of(InternalVbusLexer.class), lexers);
        bind(all, Lexer.class, InternalVbusLexer.class);
        all.put(new Wanted(Lexer.class, LexerBindings.RUNTIME), InternalVbusLexer.class);
        bind(all, IGrammarAccess.class, VbusGrammarAccess.class);
        bind(all, IParser.class, VbusTokens.class);
        bind(all, ISyntaxErrorMessageProvider.class, VbusSyntaxMessages.class);
        bind(all, IValueConverterService.class, VbusValueConverters.class);
        bind(all, IAntlrTokenFileProvider.class, VbusAntlrTokenFileProvider.class);
        bind(all, ITokenDefProvider.class, AntlrTokenDefProvider.class);
        bind(all, ITokenToStringConverter.class, AntlrTokenToStringConverter.class);
        bind(all, IPartialParsingHelper.class, PartialParsingHelper.class);
        bind(all, IAstFactory.class, DefaultEcoreElementFactory.class);
        NoWriting none = new NoWriting();
        all.put(Wanted.of(ISerializer.class), none);
        all.put(Wanted.of(IConcreteSyntaxValidator.class), none);
    }

    private static void resources(Map<Wanted, Object> all) {
        bind(all, IResourceFactory.class, XtextResourceFactory.class);
        bind(all, XtextResource.class, LazyLinkingResource.class);
        bind(all, ResourceSet.class, XtextResourceSet.class);
        bind(all, XtextResourceSet.class, SynchronizedXtextResourceSet.class);
        bind(all, IFragmentProvider.class, DefaultFragmentProvider.class);
        bind(all, ILocationInFileProvider.class, DefaultLocationInFileProvider.class);
        // outside Eclipse the one for run time always answers
        bind(all, IEncodingProvider.class, IEncodingProvider.Runtime.class);
        bind(all, IEncodingProvider.Runtime.class, EclipseProjectPropertiesEncodingProvider.class);
        all.put(Wanted.of(IEncodingProvider.class, DispatchingProvider.Runtime.class), IEncodingProvider.Runtime.class);
    }

    private static void linking(Map<Wanted, Object> all) {
        bind(all, ILinker.class, LazyLinker.class);
        bind(all, ILinkingService.class, DefaultLinkingService.class);
        bind(all, ILinkingDiagnosticMessageProvider.class, VbusLinkingMessages.class);
        bind(all, IScopeProvider.class, VbusScopeProvider.class);
        all.put(Wanted.of(IScopeProvider.class, LinkingScopeProviderBinding.class), IScopeProvider.class);
        bind(all, IGlobalScopeProvider.class, DefaultGlobalScopeProvider.class);
        bind(all, IQualifiedNameProvider.class, DefaultDeclarativeQualifiedNameProvider.class);
        bind(all, IDefaultResourceDescriptionStrategy.class, VbusDescriptionStrategy.class);
        all.put(Wanted.of(Boolean.class, IgnoreCaseLinking.class), false);
        all.put(new Wanted(Boolean.class, LazyURIEncoder.USE_INDEXED_FRAGMENTS_BINDING), true);
        bind(all, IContainer.Manager.class, StateBasedContainerManager.class);
        bind(all, IAllContainersState.Provider.class, ResourceSetBasedAllContainersStateProvider.class);
        bind(all, IResourceDescriptions.class, ResourceSetBasedResourceDescriptions.class);
        for (String scope : new String[] {ResourceDescriptionsProvider.NAMED_BUILDER_SCOPE, ResourceDescriptionsProvider.LIVE_SCOPE,
            ResourceDescriptionsProvider.PERSISTED_DESCRIPTIONS}) {
            all.put(new Wanted(IResourceDescriptions.class, scope), ResourceSetBasedResourceDescriptions.class);
        }
    }

    private static <T> void bind(Map<Wanted, Object> all, Class<T> type, Class<? extends T> service) {
        all.put(Wanted.of(type), service);
    }
}
