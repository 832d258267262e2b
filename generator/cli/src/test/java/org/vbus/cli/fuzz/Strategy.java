// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli.fuzz;

import java.util.Random;

/** One way to be hostile. */
@FunctionalInterface
interface Strategy {
    /** The next input; equal random numbers give equal inputs. */
    Input next(Random random);
}
