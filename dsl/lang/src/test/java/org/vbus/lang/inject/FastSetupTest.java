// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.inject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.Binding;
import com.google.inject.ConfigurationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.spi.Element;
import com.google.inject.spi.Elements;
import com.google.inject.spi.InstanceBinding;
import com.google.inject.spi.LinkedKeyBinding;
import com.google.inject.spi.ProviderInstanceBinding;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.xtext.IGrammarAccess;
import org.eclipse.xtext.parser.IEncodingProvider;
import org.eclipse.xtext.parser.IParser;
import org.eclipse.xtext.resource.XtextResource;
import org.eclipse.xtext.serializer.ISerializer;
import org.eclipse.xtext.validation.IConcreteSyntaxValidator;
import org.junit.jupiter.api.Test;
import org.vbus.lang.VbusRuntimeModule;

class FastSetupTest {
    /** What writes models, what serves editors, and what validates them there. */
    private static final Set<String> LEFT_OUT = Set.of("ISemanticSequencer", "ISyntacticSequencer", "IFormatter", "INodeModelFormatter", "VbusValidator",
            "Diagnostician", "ITransientValueService", "ISemanticSequencer of GenericSequencer",
            "IScopeProvider of SerializerScopeProviderBinding", "IsAffectedExtension of IsAffectedExtension.UniqueNames",
            "ImmutableList<IsAffectedExtension>");

    /** Bound otherwise, on purpose. */
    private static final Set<Wanted> OTHERWISE = Set.of(Wanted.of(ISerializer.class), Wanted.of(IConcreteSyntaxValidator.class),
            Wanted.of(IEncodingProvider.class));

    @Test
    void theServicesAreThoseOfTheModule() {
        Map<Wanted, Object> ours = new HashMap<>(FastSetup.bindings());
        Set<String> missing = new TreeSet<>();
        for (Element element : Elements.getElements(new VbusRuntimeModule())) {
            if (element instanceof Binding<?> binding) {
                Wanted wanted = Wanted.of(binding.getKey());
                Object service = ours.remove(wanted);
                if (service == null) {
                    missing.add(simple(wanted.type().getTypeName()) + (wanted.qualifier().isEmpty() ? "" : " of " + simple(wanted.qualifier())));
                } else if (!OTHERWISE.contains(wanted)) {
                    assertThat(target(service)).as(wanted.toString()).isEqualTo(target(binding));
                }
            }
        }
        assertThat(ours).as("not in the module").isEmpty();
        assertThat(missing).containsExactlyInAnyOrderElementsOf(LEFT_OUT);
    }

    private static String simple(String name) {
        return name.replaceAll("\\b[a-z]+\\.", "");
    }

    private static Object target(Object service) {
        if (service instanceof LinkedKeyBinding<?> linked) {
            return linked.getLinkedKey().getTypeLiteral().getType();
        }
        if (service instanceof InstanceBinding<?> instance) {
            return instance.getInstance();
        }
        if (service instanceof ProviderInstanceBinding<?> provided) {
            return target(provided.getUserSuppliedProvider());
        }
        return service instanceof com.google.inject.Provider<?> provider ? provider.getClass() : service;
    }

    @Test
    void singletonsAreMadeOnceAndOthersEachTime() {
        Injector services = new FastSetup().createInjectorAndDoEMFRegistration();
        assertThat(services.getInstance(IGrammarAccess.class)).isSameAs(services.getProvider(IGrammarAccess.class).get());
        assertThat(services.getInstance(XtextResource.class)).isNotSameAs(services.getInstance(XtextResource.class));
    }

    @Test
    void theyAreOfTheClassesThatGuiceMakes() {
        Injector guice = Guice.createInjector(new VbusRuntimeModule());
        Injector services = new FastSetup().createInjectorAndDoEMFRegistration();
        for (Wanted wanted : FastSetup.bindings().keySet()) {
            if (wanted.qualifier().isEmpty() && !OTHERWISE.contains(wanted)) {
                Class<?> type = (Class<?>) wanted.type();
                assertThat(services.getInstance(type)).as(wanted.toString()).hasSameClassAs(guice.getInstance(type));
            }
        }
        assertThat(services.getInstance(IParser.class)).isInstanceOf(org.vbus.lang.syntax.VbusTokens.class);
    }

    private interface Unbound { }

    @Test
    void whatIsLeftOutIsRefused() {
        Injector services = new FastSetup().createInjectorAndDoEMFRegistration();
        assertThatThrownBy(() -> services.getInstance(Unbound.class))
                .isInstanceOf(ConfigurationException.class).hasMessageContaining("no service for");
        assertThatThrownBy(() -> services.getInstance(ISerializer.class).serialize(null)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(services::getBindings).isInstanceOf(UnsupportedOperationException.class);
    }
}
