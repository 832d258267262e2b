// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.lowering;

import static org.vbus.lang.diag.Catalogue.*;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.emf.ecore.EObject;
import org.vbus.lang.Unit;
import org.vbus.lang.diag.Reporter;
import org.vbus.lang.semantics.Conditions;
import org.vbus.lang.semantics.Constants;
import org.vbus.lang.semantics.Order;
import org.vbus.lang.semantics.Session;
import org.vbus.lang.semantics.Symbols;
import org.vbus.lang.syntax.Places;
import org.vbus.lang.validation.ModelChecks;
import org.vbus.lang.validation.NameChecks;
import org.vbus.lang.validation.Tiers;
import org.vbus.lang.validation.lint.Lints;
import org.vbus.lang.vbus.CharDev;
import org.vbus.lang.vbus.Const;
import org.vbus.lang.vbus.Device;
import org.vbus.lang.vbus.DeviceModel;
import org.vbus.lang.vbus.Element;
import org.vbus.lang.vbus.Import;
import org.vbus.lang.vbus.Model;
import org.vbus.lang.vbus.Removed;
import org.vbus.lang.vbus.RingType;
import org.vbus.lang.vbus.TypeDef;
import org.vbus.lang.vbus.VbusPackage;
import org.vbus.lang.vbus.VersionDef;
import org.vbus.model.Release;
import org.vbus.model.Spec;
import org.vbus.model.SpecSet;
import org.vbus.model.Tier;
import org.vbus.model.Version;
import org.vbus.model.type.NamedType;

/** From linked files to the model, pass by pass. */
public final class Lowering {
    private final List<Unit> units;
    private final Session session;
    private final Metas metas;
    private final Dispatch dispatch = new Dispatch();
    private final LowerConsts consts;
    private final Constants constants;
    private final LowerDevices devices;
    private final LowerRingTypes ringTypes;
    private final LowerModels models;
    private final LowerCharDevs charDevs;
    private final Lints lints;

    private Lowering(List<Unit> units, Session session) {
        this.units = units;
        this.session = session;
        Constants constants = new Constants(session);
        Conditions conditions = new Conditions(session, constants);
        this.constants = constants;
        this.metas = new Metas(session);
        LowerTypes types = new LowerTypes(session, constants, conditions, metas, dispatch);
        this.consts = new LowerConsts(session, constants, metas, dispatch);
        this.devices = new LowerDevices(session, constants, conditions, metas, dispatch, types);
        this.ringTypes = new LowerRingTypes(session, metas);
        this.models = new LowerModels(session, metas, dispatch);
        this.charDevs = new LowerCharDevs(session, constants, conditions, metas, dispatch, types);
        this.lints = new Lints(session);
        dispatch.types = types;
        dispatch.consts = consts;
        dispatch.devices = devices;
        session.setSizeOf(types::sizeOf);
    }

    /** The specs of all units; complete only if nothing was reported. */
    public static SpecSet lower(List<Unit> units, Places places, Reporter reporter) {
        Lowering lowering = new Lowering(units, new Session(new Symbols(units), places, reporter));
        lowering.checkNames();
        lowering.declareConstantsAndTypes();
        SpecSet specs = lowering.assemble();
        if (!reporter.failed()) {
            lowering.lints.run(units, specs);
        }
        return specs;
    }

    private void checkNames() {
        NameChecks names = new NameChecks(session);
        units.forEach(unit -> names.check(unit.model()));
        units.forEach(lints::allows);
        Map<String, EObject> deviceTypes = new HashMap<>();
        Map<String, EObject> modelTypes = new HashMap<>();
        Map<String, EObject> nodes = new HashMap<>();
        for (Unit unit : units) {
            for (Element element : unit.model().getElements()) {
                if (element instanceof Device device) {
                    typeString(device.getTypeString(), device, "devices", deviceTypes);
                } else if (element instanceof DeviceModel model) {
                    typeString(model.getTypeString(), model, "device models", modelTypes);
                } else if (element instanceof CharDev device) {
                    node(device.getNode(), device, nodes);
                } else if (element instanceof Removed removed) {
                    removed(removed, deviceTypes, modelTypes, nodes);
                }
            }
        }
    }

    private void typeString(String type, EObject at, String what, Map<String, EObject> seen) {
        EObject other = type == null ? null : seen.putIfAbsent(type, at);
        if (other != null) {
            session.report(at, TYPE_STRING_TWICE.of(what).note("the other one is here", session.places().of(other)));
        }
    }

    private void node(String name, EObject at, Map<String, EObject> seen) {
        EObject other = seen.putIfAbsent(name, at);
        if (other != null) {
            session.report(at, NODE_TWICE.of(name).note("the other one is here", session.places().of(other)));
        }
    }

    private void removed(Removed removed, Map<String, EObject> deviceTypes, Map<String, EObject> modelTypes, Map<String, EObject> nodes) {
        String matched = removed.getMatched();
        switch (removed.getKind()) {
            case "device" -> typeString(matched, removed, "devices", deviceTypes);
            case "model" -> typeString(matched, removed, "device models", modelTypes);
            case "chardev" -> {
                if (matched != null) {
                    node(matched, removed, nodes);
                }
            }
            default -> {
                if (matched != null) {
                    session.report(removed, VbusPackage.Literals.REMOVED__MATCHED, NOTHING_MATCHED.of(removed.getKind(), removed.getName()).replace(""));
                }
            }
        }
    }

    private void declareConstantsAndTypes() {
        Order.of(units, session).forEach(dispatch::declare);
        dispatch.types.checkTargets();
    }

    private SpecSet assemble() {
        List<Spec> specs = units.stream().map(this::spec).toList();
        List<String> requested = units.stream().filter(Unit::requested).map(Unit::packageName).toList();
        SpecSet set = new SpecSet(specs, requested);
        if (!session.reporter().failed()) {
            checkProfiles(set);
        }
        return set;
    }

    private void checkProfiles(SpecSet set) {
        ModelChecks checks = new ModelChecks(session);
        Map<String, org.vbus.model.device.Device> known = set.devices();
        for (int i = 0; i < units.size(); i++) {
            List<DeviceModel> sources = units.get(i).model().getElements().stream().filter(DeviceModel.class::isInstance).map(DeviceModel.class::cast).toList();
            List<org.vbus.model.device.DeviceModel> lowered = set.specs().get(i).models();
            for (int j = 0; j < lowered.size(); j++) {
                checks.checkProfile(sources.get(j), lowered.get(j), known);
            }
        }
    }

    private Spec spec(Unit unit) {
        Model model = unit.model();
        List<org.vbus.model.Const> constants = new ArrayList<>();
        List<Version> versions = new ArrayList<>();
        List<NamedType> types = new ArrayList<>();
        List<org.vbus.model.device.RingType> rings = new ArrayList<>();
        List<org.vbus.model.device.Device> deviceList = new ArrayList<>();
        List<org.vbus.model.device.DeviceModel> modelList = new ArrayList<>();
        List<org.vbus.model.device.CharDev> charDevList = new ArrayList<>();
        for (Element element : model.getElements()) {
            if (element instanceof Const one) {
                consts.lowered(one).ifPresent(constants::add);
            } else if (element instanceof VersionDef one) {
                consts.lowered(one).ifPresent(versions::add);
            } else if (element instanceof TypeDef one) {
                session.type(Symbols.qualifiedName(one)).ifPresent(types::add);
            } else if (element instanceof RingType one) {
                ringTypes.ringType(one).ifPresent(rings::add);
            } else if (element instanceof Device one) {
                deviceList.add(devices.device(one));
            } else if (element instanceof DeviceModel one) {
                modelList.add(models.model(one));
            } else if (element instanceof CharDev one) {
                charDevList.add(charDevs.charDev(one));
            }
        }
        return new Spec(metas.of(model), unit.packageName(), abi(model), imports(model), constants, versions, types, rings, deviceList, modelList,
                charDevList, new Tombstones(session, this.constants, metas).of(model));
    }

    private Optional<Spec.Abi> abi(Model model) {
        if (model.getTier() == null) {
            return Optional.empty();
        }
        Optional<Release> release = metas.release(model.getRelease(), model);
        Optional<Tier> tier = Tiers.of(model.getTier());
        return tier.isPresent() && release.isPresent() ? Optional.of(new Spec.Abi(tier.get(), release.get())) : Optional.empty();
    }

    private static List<String> imports(Model model) {
        return model.getImports().stream().map(Import::getImportedNamespace)
                .map(name -> name.endsWith(".*") ? name.substring(0, name.length() - 2) : name.substring(0, name.lastIndexOf('.')))
                .distinct().toList();
    }
}
