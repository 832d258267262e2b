// SPDX-License-Identifier: Apache-2.0
/**
 * Tests of {@link org.vbus.shm} under jcstress: each is a handful of calls by threads that start at once, with all the outcomes that may be.
 * An outcome that is not listed, or is listed as forbidden, fails the run.
 */
package org.vbus.shm.jcstress;
