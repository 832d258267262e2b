// SPDX-License-Identifier: Apache-2.0
/** What was found, for people and for programs: text, JSON, SARIF, JUnit, and a page with the layouts side by side. */
package org.vbus.compat.report;
