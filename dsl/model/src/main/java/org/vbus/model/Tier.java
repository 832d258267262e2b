// SPDX-License-Identifier: Apache-2.0
package org.vbus.model;

/** What a spec promises about its future. */
public enum Tier { EXPERIMENTAL, TESTING, STABLE, OBSOLETE, IMPORTED }
