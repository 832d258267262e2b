// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.lowering;

import static org.vbus.lang.diag.Catalogue.*;

import java.util.ArrayList;
import java.util.List;
import org.vbus.lang.semantics.Session;
import org.vbus.lang.validation.IdChecks;
import org.vbus.lang.vbus.Device;
import org.vbus.model.device.Call;
import org.vbus.model.device.FeatureGroup;
import org.vbus.model.device.Region;
import org.vbus.model.device.Ring;

/** What of a device has been lowered so far, and which numbers are taken. */
public final class DeviceParts {
    final Device source;
    final List<FeatureGroup> features = new ArrayList<>();
    final List<Ring> rings = new ArrayList<>();
    final List<Region> regions = new ArrayList<>();
    final List<Call> calls = new ArrayList<>();
    final IdChecks groupIds;
    final IdChecks sharedMemoryIds;
    final IdChecks callNumbers;

    DeviceParts(Device source, Session session) {
        this.source = source;
        this.groupIds = new IdChecks(session, GROUP_TWICE);
        this.sharedMemoryIds = new IdChecks(session, ID_TWICE);
        this.callNumbers = new IdChecks(session, CALL_TWICE);
    }
}
