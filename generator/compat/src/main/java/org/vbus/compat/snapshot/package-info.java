// SPDX-License-Identifier: Apache-2.0
/** Frozen releases and their form. Nothing here reads or writes files: names are for messages. */
package org.vbus.compat.snapshot;
