// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.validation;

import static org.vbus.lang.diag.Catalogue.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.emf.ecore.EObject;
import org.vbus.lang.semantics.Session;
import org.vbus.lang.syntax.Places;
import org.vbus.lang.vbus.Attribute;
import org.vbus.lang.vbus.Device;
import org.vbus.lang.vbus.DeviceModel;
import org.vbus.lang.vbus.RemovedAttribute;
import org.vbus.lang.vbus.VbusPackage;
import org.vbus.model.profile.Contract;
import org.vbus.model.profile.Profiles;
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
            profile(model);
        }
        for (int i = 0; i < model.getDevices().size(); i++) {
            Device device = model.getDevices().get(i);
            if (device.isAbstract()) {
                session.report(model, VbusPackage.Literals.DEVICE_MODEL__DEVICES, i, IMPLEMENTS_ABSTRACT.of(device.getName()));
            } else if (model.getDevices().indexOf(device) != i) {
                session.report(model, VbusPackage.Literals.DEVICE_MODEL__DEVICES, i, SAID_TWICE.of(device.getName()));
            }
        }
        new FieldChecks(session).once(model.getMods());
        List<EObject> attributes = new ArrayList<>(model.getAttrs());
        attributes.addAll(model.getRemoved());
        new NameChecks(session).unique("attribute", attributes,
                one -> one instanceof RemovedAttribute removed ? removed.getName() : ((Attribute) one).getName());
        for (Attribute attribute : model.getAttrs()) {
            new FieldChecks(session).once(attribute.getMods());
            if (attribute.getState() != null && !attribute.getState().equals("closed")) {
                session.report(attribute, VbusPackage.Literals.ATTRIBUTE__STATE, UNKNOWN_STATE.of(attribute.getState()).instead(attribute.getState(), "closed"));
            }
        }
    }

    /** The name of a profile, and how many devices it is to run on. */
    private void profile(DeviceModel model) {
        String profile = model.getProfile();
        if (Profiles.find(profile).isEmpty()) {
            session.report(model, VbusPackage.Literals.DEVICE_MODEL__PROFILE, UNKNOWN_PROFILE.of(profile, String.join(", ", Profiles.names()))
                    .nearest(profile, Profiles.names()));
        } else if (model.getDevices().size() > 1 && !profile.equals(Profiles.RAW.name())) {
            session.report(model, VbusPackage.Literals.DEVICE_MODEL__PROFILE, PROFILE_OF_SEVERAL.of(profile, model.getDevices().size()));
        }
    }

    /**
     * The contract of a profile, over what has been lowered.
     *
     * @param devices by qualified name
     */
    public void checkProfile(DeviceModel source, org.vbus.model.device.DeviceModel model, Map<String, org.vbus.model.device.Device> devices) {
        Profiles.of(model).ifPresent(profile -> {
            Contract contract = new Contract(profile);
            for (String name : model.devices()) {
                List<String> lacking = contract.lacking(devices.get(name));
                if (!lacking.isEmpty()) {
                    session.report(source, VbusPackage.Literals.DEVICE_MODEL__PROFILE,
                            PROFILE_NOT_MET.of(profile.name(), devices.get(name).name(), String.join(", ", lacking)));
                }
            }
            for (Attribute attribute : source.getAttrs()) {
                model.attributes().stream().filter(lowered -> lowered.name().equals(attribute.getName())).findFirst().flatMap(contract::other)
                        .ifPresent(text -> session.report(attribute, PROFILE_ATTRIBUTE.of(attribute.getName(), profile.name(), text)));
            }
        });
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
