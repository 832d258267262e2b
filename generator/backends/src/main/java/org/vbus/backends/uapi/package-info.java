// SPDX-License-Identifier: Apache-2.0
/** The user-visible C header of a spec, and beside it the proof of its layout. */
package org.vbus.backends.uapi;
