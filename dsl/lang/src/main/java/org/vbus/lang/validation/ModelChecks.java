// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.validation;

import static org.vbus.lang.diag.Catalogue.*;

import org.vbus.lang.semantics.Session;
import org.vbus.lang.syntax.Places;
import org.vbus.lang.vbus.Attribute;
import org.vbus.lang.vbus.Device;
import org.vbus.lang.vbus.DeviceModel;
import org.vbus.lang.vbus.VbusPackage;
import org.vbus.model.type.TypeRef;

/** Device models: what they implement and what an administrator sees. */
public final class ModelChecks {
    private final Session session;

    public ModelChecks(Session session) {
        this.session = session;
    }

    /** Checks a model apart from the types of its attributes. */
    public void check(DeviceModel model) {
        if (!DeviceChecks.isTypeString(model.getTypeString())) {
            session.report(model, VbusPackage.Literals.DEVICE_MODEL__TYPE_STRING, BAD_TYPE_STRING.of(model.getTypeString()));
        }
        if (model.getProfile() != null) {
            session.report(model, VbusPackage.Literals.DEVICE_MODEL__PROFILE, UNSUPPORTED.of("profile `" + model.getProfile() + "`"));
        }
        for (int i = 0; i < model.getDevices().size(); i++) {
            Device device = model.getDevices().get(i);
            if (device.isAbstract()) {
                session.report(model, VbusPackage.Literals.DEVICE_MODEL__DEVICES, i, IMPLEMENTS_ABSTRACT.of(device.getName()));
            } else if (model.getDevices().indexOf(device) != i) {
                session.report(model, VbusPackage.Literals.DEVICE_MODEL__DEVICES, i, SAID_TWICE.of(device.getName()));
            }
        }
        new NameChecks(session).unique("attribute", model.getAttrs(), Attribute::getName);
        for (Attribute attribute : model.getAttrs()) {
            new FieldChecks(session).once(attribute.getMods());
            if (attribute.getState() != null && !attribute.getState().equals("closed")) {
                session.report(attribute, VbusPackage.Literals.ATTRIBUTE__STATE, UNKNOWN_STATE.of(attribute.getState()).instead(attribute.getState(), "closed"));
            }
        }
    }

    /** An attribute is a line of text, so it holds one value. */
    public boolean check(Attribute attribute, TypeRef type) {
        if (type instanceof TypeRef.Text || type instanceof TypeRef.Mac
                || !(type instanceof TypeRef.Fd) && new FieldChecks(session).numeric(type).isPresent()) {
            return true;
        }
        session.reportWhole(attribute.getType(), ATTRIBUTE_TYPE.of(attribute.getName(), "`" + Places.text(attribute.getType()) + "`"));
        return false;
    }
}
