// SPDX-License-Identifier: Apache-2.0
package org.vbus.it;

/**
 * For long, on the debug kernel: KASAN, lockdep and kmemleak find nothing. Not part of {@code verify}, whose {@link NetIT} has short versions;
 * run by {@code mvn verify -Psoak -pl it -am}: a class and a JVM for each VM, two at a time, because a pool of two threads that wait for each other
 * ran the last two one after the other. The figures are system properties.
 */
final class Soak {
    static final int PACKETS = Integer.getInteger("vbus.soak.packets", 1_000_000);
    static final int RELOADS = Integer.getInteger("vbus.soak.reloads", 200);
    static final int LIES = Integer.getInteger("vbus.soak.lies", 1_000_000);
    /** Beside the lies of a host a second thread scribbles over its rings: {@link #LIES} of both together, which are slower than those of a guest. */
    static final int HOST_LIES = (int) (LIES * 0.4);
    static final int SEED = Integer.getInteger("vbus.soak.seed", 1);
    /** The bound of each VM: unloading alone took 56 minutes on a machine that had other work. */
    static final int SECONDS = Integer.getInteger("vbus.soak.seconds", 5400);
    /** Most lies between an open and its close, which cost half a second there: an interface comes and goes. */
    static final int SESSION = 1024;
    /** Of each kind that there is, one packet at least. */
    static final int FEW = 100;

    private Soak() { }
}
