// SPDX-License-Identifier: Apache-2.0
/**
 * Profiles: code that device models of a kind are built on, and the contract that a device signs by naming one. The contract is
 * data, so that the compiler checks it and back ends know which operations the profile serves and which stay the author's.
 */
package org.vbus.model.profile;
