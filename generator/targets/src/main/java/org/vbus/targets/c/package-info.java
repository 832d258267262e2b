// SPDX-License-Identifier: Apache-2.0
/** C as the kernel and its user-space headers write it. */
package org.vbus.targets.c;
