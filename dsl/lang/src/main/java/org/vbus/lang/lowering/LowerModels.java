// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.lowering;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.vbus.lang.semantics.Scope;
import org.vbus.lang.semantics.Session;
import org.vbus.lang.semantics.Symbols;
import org.vbus.lang.validation.ModelChecks;
import org.vbus.lang.vbus.Attribute;
import org.vbus.lang.vbus.DeviceModel;
import org.vbus.model.type.TypeRef;

/** Lowers device models. */
public final class LowerModels {
    private final ModelChecks checks;
    private final Metas metas;
    private final Dispatch dispatch;

    LowerModels(Session session, Metas metas, Dispatch dispatch) {
        this.checks = new ModelChecks(session);
        this.metas = metas;
        this.dispatch = dispatch;
    }

    org.vbus.model.device.DeviceModel model(DeviceModel source) {
        checks.check(source);
        List<org.vbus.model.device.DeviceModel.Attribute> attributes = new ArrayList<>();
        for (Attribute attribute : source.getAttrs()) {
            Optional<TypeRef> type = dispatch.type(attribute.getType(), Scope.none("attribute `" + attribute.getName() + "`"));
            if (type.isPresent() && checks.check(attribute, type.get())) {
                attributes.add(new org.vbus.model.device.DeviceModel.Attribute(metas.of(attribute, attribute.getMods()), attribute.getName(),
                        type.get(), Optional.ofNullable(attribute.getUnit()),
                        org.vbus.model.device.DeviceModel.Access.valueOf(attribute.getAccess().getLiteral().toUpperCase(Locale.ROOT)),
                        Optional.ofNullable(attribute.getState())));
            }
        }
        return new org.vbus.model.device.DeviceModel(metas.of(source, source.getMods()), source.getName(), source.getTypeString(),
                source.getDevices().stream().map(Symbols::qualifiedName).toList(), Optional.ofNullable(source.getProfile()), attributes);
    }
}
