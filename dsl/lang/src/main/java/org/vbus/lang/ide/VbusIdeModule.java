// SPDX-License-Identifier: Apache-2.0
package org.vbus.lang.ide;

/** What the language server half does in its own way; nothing yet. */
public class VbusIdeModule extends AbstractVbusIdeModule {
}
