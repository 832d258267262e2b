// SPDX-License-Identifier: Apache-2.0
/**
 * Outputs. A back end first says what it cannot express, then builds a view (a record for each template), then renders.
 * Its package and its template folder have the same name. It sees the model only: no parser, no files, no other back end.
 */
package org.vbus.backends;
