// SPDX-License-Identifier: Apache-2.0
/** {@code vbusc new}: small projects to begin with, from a folder of templates a profile. */
package org.vbus.cli.project;
