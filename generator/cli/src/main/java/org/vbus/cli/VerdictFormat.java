// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli;

/** How the outcome of a comparison is written. */
enum VerdictFormat { TEXT, JSON, SARIF, JUNIT, HTML }
