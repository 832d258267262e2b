// SPDX-License-Identifier: Apache-2.0
/**
 * A device from nothing: the spec is {@code src/main/vbus/thermometer/thermometer.vbus}, the model {@link
 * org.vbus.examples.thermometer.SimulatedThermometer}, the driver {@link org.vbus.examples.thermometer.ThermometerReader}.
 */
package org.vbus.examples.thermometer;
