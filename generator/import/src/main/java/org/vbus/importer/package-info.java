// SPDX-License-Identifier: Apache-2.0
/** C headers and objects as specs: what a compiler lays out is measured, said in the language, and laid out again to compare. */
package org.vbus.importer;
