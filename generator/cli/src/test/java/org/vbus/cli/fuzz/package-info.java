// SPDX-License-Identifier: Apache-2.0
/**
 * Hostile input for the whole compiler. A {@link org.vbus.cli.fuzz.Strategy} makes an {@link org.vbus.cli.fuzz.Input} from random
 * numbers, {@link org.vbus.cli.fuzz.Oracle} compiles it and says what is wrong with what came, {@link org.vbus.cli.fuzz.Fuzz} is the
 * loop and the command. Input 17 of a seed is the same on every run: nothing else goes into it but the specs of the repository and the
 * grammar. To add a strategy, write it and name it in {@link org.vbus.cli.fuzz.Strategies}.
 */
package org.vbus.cli.fuzz;
