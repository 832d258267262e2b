// SPDX-License-Identifier: Apache-2.0
/** What of a spec is visible to a peer, as one canonical text, and its hash. */
package org.vbus.model.wire;
