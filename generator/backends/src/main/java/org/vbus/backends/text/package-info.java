// SPDX-License-Identifier: Apache-2.0
/** StringTemplate set up so that nothing is missing in silence. */
package org.vbus.backends.text;
