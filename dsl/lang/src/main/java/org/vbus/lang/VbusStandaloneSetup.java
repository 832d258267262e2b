// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang;

/** Sets the language up outside Eclipse. */
public class VbusStandaloneSetup extends VbusStandaloneSetupGenerated {
}
