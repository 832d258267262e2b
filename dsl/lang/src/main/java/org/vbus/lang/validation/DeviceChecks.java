// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.validation;

import static org.vbus.lang.diag.Catalogue.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.eclipse.emf.ecore.EObject;
import org.vbus.lang.semantics.Session;
import org.vbus.lang.semantics.Symbols;
import org.vbus.lang.vbus.Call;
import org.vbus.lang.vbus.DevItem;
import org.vbus.lang.vbus.Device;
import org.vbus.lang.vbus.Features;
import org.vbus.lang.vbus.Region;
import org.vbus.lang.vbus.RemovedItem;
import org.vbus.lang.vbus.Ring;
import org.vbus.lang.vbus.State;
import org.vbus.lang.vbus.VbusPackage;

/** A device as a whole: what drivers match, and its names. */
public final class DeviceChecks {
    private static final Pattern TYPE_STRING = Pattern.compile("[A-Za-z0-9._:-]{1,127}");

    private final Session session;

    public DeviceChecks(Session session) {
        this.session = session;
    }

    /** Checks what does not belong to one ring, call or feature. */
    public void check(Device device) {
        String type = device.getTypeString();
        if (type == null && !device.isAbstract() && device.getVirtio() == null) {
            session.report(device, NO_TYPE_STRING.of(device.getName()));
        } else if (type != null && device.isAbstract()) {
            session.report(device, VbusPackage.Literals.DEVICE__TYPE_STRING, ABSTRACT_HAS.of("a type string"));
        }
        if (type != null && !isTypeString(type)) {
            session.report(device, VbusPackage.Literals.DEVICE__TYPE_STRING, BAD_TYPE_STRING.of(type));
        }
        if (device.getVer() != null && !Symbols.packageOf(device.getVer()).equals(Symbols.packageOf(device))) {
            session.report(device, VbusPackage.Literals.DEVICE__VER,
                    VERSION_ELSEWHERE.of(device.getVer().getName(), Symbols.packageOf(device.getVer())));
        }
        List<EObject> shared = new ArrayList<>();
        List<EObject> groups = new ArrayList<>();
        new FieldChecks(session).once(device.getMods());
        for (DevItem item : device.getItems()) {
            if (item instanceof RemovedItem removed && removed.getKind().equals("features")) {
                groups.add(removed);
            } else if (item instanceof Ring || item instanceof Region || item instanceof Call || item instanceof RemovedItem) {
                shared.add(item);
            } else if (item instanceof Features group) {
                groups.add(group);
            }
            if (item instanceof State) {
                session.reportWhole(item, STATE_RESERVED.here());
            } else if (device.isAbstract() && !(item instanceof Call || item instanceof RemovedItem)) {
                session.report(item, ABSTRACT_HAS.of("a " + item.eClass().getName().toLowerCase(Locale.ROOT)));
            }
        }
        new NameChecks(session).unique("ring, region or call", shared,
                item -> item instanceof RemovedItem removed ? removed.getName() : name(item));
        new NameChecks(session).unique("feature group", groups, item -> item instanceof RemovedItem removed ? removed.getName() : ((Features) item).getName());
    }

    /** Whether a text can be matched on and shown in sysfs. */
    public static boolean isTypeString(String text) {
        return TYPE_STRING.matcher(text).matches();
    }

    /** The name of a ring, region or call. */
    public static String name(EObject item) {
        return item instanceof Ring ring ? ring.getName() : item instanceof Region region ? region.getName()
                : item instanceof Call call ? call.getName() : null;
    }
}
