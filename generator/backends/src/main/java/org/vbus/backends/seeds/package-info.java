// SPDX-License-Identifier: Apache-2.0
/** Inputs to begin fuzzing with: {@code seeds/<package>/<record>/*}, and the numbers that matter in {@code seeds/<package>.dict}, for libFuzzer. */
package org.vbus.backends.seeds;
