// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang;

import com.google.inject.Binder;
import org.eclipse.xtext.conversion.IValueConverterService;
import org.eclipse.xtext.linking.ILinkingDiagnosticMessageProvider;
import org.eclipse.xtext.parser.IParser;
import org.eclipse.xtext.parser.antlr.ISyntaxErrorMessageProvider;
import org.eclipse.xtext.resource.IDefaultResourceDescriptionStrategy;
import org.eclipse.xtext.scoping.IScopeProvider;
import org.vbus.lang.linking.VbusDescriptionStrategy;
import org.vbus.lang.linking.VbusLinkingMessages;
import org.vbus.lang.linking.VbusScopeProvider;
import org.vbus.lang.syntax.VbusSyntaxMessages;
import org.vbus.lang.syntax.VbusTokens;
import org.vbus.lang.syntax.VbusValueConverters;

/** What this language does in its own way instead of Xtext's. */
public class VbusRuntimeModule extends AbstractVbusRuntimeModule {
    @Override
    public Class<? extends IScopeProvider> bindIScopeProvider() {
        return VbusScopeProvider.class;
    }

    @Override
    public void configureIScopeProviderDelegate(Binder binder) {
        // the scope provider answers alone
    }

    @Override
    public Class<? extends IValueConverterService> bindIValueConverterService() {
        return VbusValueConverters.class;
    }

    /** Keywords are names where names are declared. */
    @Override
    public Class<? extends IParser> bindIParser() {
        return VbusTokens.class;
    }

    /** Only top-level elements can be named from elsewhere. */
    public Class<? extends IDefaultResourceDescriptionStrategy> bindIDefaultResourceDescriptionStrategy() {
        return VbusDescriptionStrategy.class;
    }

    /** Numbered messages for names that do not resolve. */
    public Class<? extends ILinkingDiagnosticMessageProvider> bindILinkingDiagnosticMessageProvider() {
        return VbusLinkingMessages.class;
    }

    /** Numbered messages for what does not parse. */
    public Class<? extends ISyntaxErrorMessageProvider> bindISyntaxErrorMessageProvider() {
        return VbusSyntaxMessages.class;
    }
}
