// SPDX-License-Identifier: Apache-2.0
/** What a rule is, and what it finds. The rules themselves are in {@code org.vbus.compat.rules}, a package for each family. */
package org.vbus.compat.rule;
