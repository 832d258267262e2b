// SPDX-License-Identifier: Apache-2.0
package org.vbus.embedded;

import org.vbus.bus.Bus;

class LocalBusTest extends BusTest {
    @Override
    Bus member() {
        return container.join();
    }
}
