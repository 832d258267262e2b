// SPDX-License-Identifier: Apache-2.0
package org.vbus.os;

/**
 * Who is at the other end of a socket, as the kernel saw it when it connected.
 *
 * @param pid its process, in this process' numbering; 0 when it cannot be seen from here
 * @param uid its effective user
 * @param gid its effective group
 */
public record Credentials(int pid, int uid, int gid) { }
