// SPDX-License-Identifier: Apache-2.0
/** What is told to a user: numbered, typed, with a place and the smallest fix. */
package org.vbus.model.diag;
